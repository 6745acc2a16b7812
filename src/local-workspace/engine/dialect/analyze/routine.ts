import { fullName, type RoutineEntry } from '../../catalog/entries.ts';
import { routineSecurable } from '../../grants/securable.ts';
import type { Call } from '../parse/ast.ts';
import { parseDefinition, parseExpressionText } from '../parse/parse-statement.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import { castSql } from './cast.ts';
import { isAnew } from './draws.ts';
import { fenced } from './fence.ts';
import { inDefinition } from './in-definition.ts';
import { newContext } from './new-context.ts';
import { besideLambda, given, parametersOf } from './routine-arguments.ts';
import type { AnalyzedQuery, Context, Environment, Rules, Scope, Seen, Typed } from './typed.ts';

const DEEPEST = 20;

/** A function of somebody's own that a call names; one of the language's own goes first. */
export function routineOf(node: Call, environment: Environment): RoutineEntry | undefined {
  const name = { parts: node.path ?? [node.name], at: node.at };
  return environment.findRoutine(name, environment.session, environment.access);
}

/** The body stands where the function was made, and has its owner's rights. */
function inside(routine: RoutineEntry, environment: Environment, at: number): Environment {
  environment.countCall(at);
  if (environment.viewDepth >= DEEPEST) throw cannotCompute(`functions nested more than ${DEEPEST} deep`, at);
  return {
    ...environment,
    session: routine.place,
    access: environment.access.ofOwner({ ...routine, type: 'FUNCTION' }),
    reads: environment.readsByCall,
    ctes: new Map(),
    viewDepth: environment.viewDepth + 1,
  };
}

const inBody = <Result>(routine: RoutineEntry, { access }: Environment, analyse: () => Result): Result =>
  inDefinition(`function ${fullName(routine)}`, access.manages(routineSecurable(routine)), analyse);

function bodyOf({ text }: RoutineEntry, environment: Environment, rules: Rules): { body: Typed; seen: Seen } {
  const context = newContext(environment, { sources: [], visible: [], isBody: true }, rules);
  return { body: rules.expression(parseExpressionText(text), context), seen: context.seen };
}

/** A value by a function's body, in which the parameters are what was given. */
export function routineValue(routine: RoutineEntry, node: Call, context: Context): Typed {
  if (routine.columns)
    throw new SqlError(
      'NOT_A_SCALAR_FUNCTION',
      '42887',
      `\`${routine.name}\` appears as a scalar expression here, but the function was defined as a table function.`,
      node.at,
    );
  if (context.scope.isLambda) throw besideLambda(routine.name, node.at);
  const { rules } = context;
  const args = given(routine, node, context);
  const own = inside(routine, context.environment, node.at);
  const parameters = parametersOf(routine, args, own, rules, node.at);
  const key = JSON.stringify([fullName(routine), parameters.scope.visible]);
  const analyse = () => bodyOf(routine, { ...own, parameters }, rules);
  const { body, seen } = own.called.get(key) ?? inBody(routine, context.environment, analyse);
  // A random value is another one at each call.
  if (!isAnew(body.sql)) own.called.set(key, { body, seen });
  context.seen.origins.push(...seen.origins);
  context.seen.routine = routine.name;
  if (seen.lambda) context.seen.lambda = true;
  const has = /\bSELECT\b/.test(body.sql) ? `${routine.name}(), which has a subquery,` : undefined;
  if (has && context.seen.aggregate) throw cannotCompute(`${has} beside aggregates`, node.at);
  // An alias of the select list stands for its SQL; in a subquery of an argument a window is that subquery's own.
  const isWindow = args.some(
    (value) => value?.isWindow === true || /^(?!.*\bSELECT\b).*\) OVER \(/s.test(value?.sql ?? ''),
  );
  if (has && isWindow) throw cannotCompute(`${has} of a window function`, node.at);
  const type = routine.type ?? body.type;
  return {
    sql: `(${castSql(body, type, false, node.at)})`,
    type,
    name: `${fullName(routine)}(${args.flatMap((value) => value?.name ?? []).join(', ')})`,
  };
}

/** Rows by a function's body. */
export function routineRows(
  routine: RoutineEntry,
  node: Call,
  seen: Scope,
  environment: Environment,
  rules: Rules,
): AnalyzedQuery {
  const { columns } = routine;
  if (!columns)
    throw new SqlError(
      'NOT_A_TABLE_FUNCTION',
      '42887',
      `\`${routine.name}\` appears as a table function here, but the function was defined as a scalar function.`,
      node.at,
    );
  const around = newContext(environment, seen, rules);
  const args = given(routine, node, around);
  if (around.seen.aggregate || around.seen.window)
    throw cannotCompute(`${routine.name}() with aggregates or window functions as its arguments`, node.at);
  const own = inside(routine, environment, node.at);
  const parameters = parametersOf(routine, args, own, rules, node.at);
  const query = inBody(routine, environment, () =>
    rules.query(parseDefinition(routine.text), { ...own, parameters }, undefined, rules),
  );
  const alias = environment.newName('f');
  const cells = columns.map(({ type }, index) => {
    const found = query.columns[index] ?? { name: '', type };
    const cell = { sql: `${alias}.c${index}`, type: found.type, name: found.name };
    return `${castSql(cell, type, false, node.at)} AS c${index}`;
  });
  const rows = environment.access.owns(routineSecurable(routine)) ? query.sql : fenced(query.sql);
  return {
    sql: `SELECT ${cells.join(', ')} FROM (${rows}) AS ${alias}`,
    columns,
    origins: columns.map((_, index) => query.origins[index] ?? []),
  };
}

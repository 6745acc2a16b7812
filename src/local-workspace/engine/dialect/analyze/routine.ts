import type { RoutineEntry } from '../../catalog/entries.ts';
import { lambdasAround } from '../functions/lambdas.ts';
import { castable } from '../functions/signature.ts';
import type { Call, Expression } from '../parse/ast.ts';
import { parseDefinition, parseExpressionText } from '../parse/parse-statement.ts';
import type { NewParameter } from '../parse/statement.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import { typeText } from '../types.ts';
import { castSql } from './cast.ts';
import { coerce } from './coerce.ts';
import { refuseAnew } from './draws.ts';
import { keptEnvironment, keptRules } from './kept.ts';
import { newContext } from './new-context.ts';
import {
  type AnalyzedQuery,
  addSeen,
  type Context,
  type Environment,
  nothingSeen,
  type Rules,
  type Scope,
  type ScopeColumn,
  type Typed,
} from './typed.ts';

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
    reads: new Set(),
    ctes: new Map(),
    viewDepth: environment.viewDepth + 1,
  };
}

const wrongName = (errorClass: string, sentence: string, at: number): SqlError =>
  new SqlError(errorClass, '4274K', sentence, at);

/** The arguments in the order of the parameters; none where a parameter gets its default. */
export function placed({ name, parameters }: RoutineEntry, args: readonly Expression[]): (Expression | undefined)[] {
  const first = args.findIndex(({ kind }) => kind === 'named');
  if (first < 0) return [...args];
  const all: (Expression | undefined)[] = args.slice(0, first);
  for (const arg of args.slice(first)) {
    if (arg.kind !== 'named')
      throw wrongName(
        'UNEXPECTED_POSITIONAL_ARGUMENT',
        `Cannot invoke routine \`${name}\` because it contains positional argument(s) following a named argument.`,
        arg.at,
      );
    const index = parameters.findIndex((own) => own.name.toLowerCase() === arg.name.toLowerCase());
    if (index < 0)
      throw wrongName(
        'UNRECOGNIZED_PARAMETER_NAME',
        `Cannot invoke routine \`${name}\` because the routine call included a named argument reference for the argument named \`${arg.name}\`, but this routine does not include any signature containing an argument with this name.`,
        arg.at,
      );
    if (all[index])
      throw wrongName(
        `DUPLICATE_ROUTINE_PARAMETER_ASSIGNMENT.${index < first ? 'BOTH_POSITIONAL_AND_NAMED' : 'DOUBLE_NAMED_ARGUMENT_REFERENCE'}`,
        `Call to routine \`${name}\` is invalid because it includes multiple argument assignments to the same parameter name \`${arg.name}\`.`,
        arg.at,
      );
    all[index] = arg.operand;
  }
  const missing = parameters.find((own, index) => own.default === undefined && all[index] === undefined);
  if (!missing) return Array.from(all);
  const sentence = `Cannot invoke routine \`${name}\` because the parameter named \`${missing.name}\` is required, but the routine call did not supply a value.`;
  throw wrongName('REQUIRED_PARAMETER_NOT_FOUND', sentence, args[0]?.at ?? 0);
}

/** The default of a parameter: a value that needs nobody's rights. */
export function defaultOf(
  { name, default: text = 'NULL' }: NewParameter,
  environment: Environment,
  rules: Rules,
): Typed {
  const where = `the default of the parameter \`${name}\``;
  const own = keptEnvironment(environment, where);
  const context = newContext(own, { sources: [], visible: [] }, keptRules(rules, where));
  const value = context.rules.expression(parseExpressionText(text), context);
  if (context.seen.aggregate || context.seen.window)
    throw cannotCompute(`an aggregate or a window function in ${where}`);
  return value;
}

/** Names of lambdas' variables begin with how deep they stand: a body's own are deeper than all that it is given. */
function depthOf(given: readonly ScopeColumn[]): number {
  const names = given.flatMap(({ sql }) => [...sql.matchAll(/\bl(\d{1,4})_\d+\b/g)]);
  return names.reduce((most, [, depth]) => Math.max(most, Number(depth) + 1), 0);
}

/** The parameters as columns, each with what was given for it. */
function parametersOf(
  routine: RoutineEntry,
  given: readonly (Typed | undefined)[],
  environment: Environment,
  rules: Rules,
  node: Call,
): Scope {
  const { parameters, name } = routine;
  const least = parameters.filter((parameter) => parameter.default === undefined).length;
  if (given.length > parameters.length || given.length < least)
    throw new SqlError(
      'WRONG_NUM_ARGS.WITHOUT_SUGGESTION',
      '42605',
      `The \`${name}\` requires ${parameters.length} parameters but the actual number is ${given.length}.`,
      node.at,
    );
  const columns = parameters.map((parameter, index): ScopeColumn => {
    const value = given[index] ?? defaultOf(parameter, environment, rules);
    refuseAnew(value.sql, `${name}()`, node.at);
    if (!castable(value.type, parameter.type))
      throw new SqlError(
        'DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE',
        '42K09',
        `Cannot resolve "${name}(${value.name})" due to data type mismatch: the parameter \`${parameter.name}\` requires the "${typeText(parameter.type)}" type, however "${value.name}" has the type "${typeText(value.type)}".`,
        node.at,
      );
    return { name: parameter.name, type: parameter.type, sql: coerce(value, parameter.type).sql, origins: [] };
  });
  return { sources: [{ qualifier: [name], columns }], visible: columns, lambdas: depthOf(columns) };
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
  const { rules } = context;
  const seen = nothingSeen();
  const given = placed(routine, node.args).map((arg) => arg && rules.expression(arg, { ...context, seen }));
  addSeen(context.seen, seen);
  const own = inside(routine, context.environment, node.at);
  const scope = parametersOf(routine, given, own, rules, node);
  const lambdas = Math.max(scope.lambdas ?? 0, lambdasAround(context.scope));
  const body = rules.expression(parseExpressionText(routine.text), newContext(own, { ...scope, lambdas }, rules));
  const has = /\bSELECT\b/.test(body.sql) ? `${routine.name}(), which has a subquery,` : undefined;
  if (has && context.seen.aggregate) throw cannotCompute(`${has} beside aggregates`, node.at);
  // An alias of the select list stands for its SQL; in a subquery of an argument a window is that subquery's own.
  const isWindow = seen.window || given.some((value) => /^(?!.*\bSELECT\b).*\) OVER \(/s.test(value?.sql ?? ''));
  if (has && isWindow) throw cannotCompute(`${has} of a window function`, node.at);
  if (has && context.scope.isLambda) throw cannotCompute(`${has} in a lambda`, node.at);
  const type = routine.type ?? body.type;
  return {
    sql: `(${castSql(body, type, false, node.at)})`,
    type,
    name: `${node.path?.join('.') ?? routine.name}(${given.flatMap((value) => value?.name ?? []).join(', ')})`,
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
  const own = inside(routine, environment, node.at);
  const around = newContext(environment, seen, rules);
  const given = placed(routine, node.args).map((arg) => arg && rules.expression(arg, around));
  if (around.seen.aggregate || around.seen.window)
    throw cannotCompute(`${routine.name}() with aggregates or window functions as its arguments`, node.at);
  const scope = parametersOf(routine, given, own, rules, node);
  const query = rules.query(parseDefinition(routine.text), own, scope, rules);
  const alias = environment.newName('f');
  const cells = columns.map(({ type }, index) => {
    const found = query.columns[index] ?? { name: '', type };
    return `${coerce({ sql: `${alias}.c${index}`, type: found.type, name: found.name }, type).sql} AS c${index}`;
  });
  return {
    sql: `SELECT ${cells.join(', ')} FROM (${query.sql}) AS ${alias}`,
    columns,
    origins: columns.map(() => []),
  };
}

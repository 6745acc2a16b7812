import type { RoutineEntry } from '../../catalog/entries.ts';
import type { Call, Expression } from '../parse/ast.ts';
import { parseExpressionText } from '../parse/parse-statement.ts';
import type { NewParameter } from '../parse/statement.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import { castSql } from './cast.ts';
import { refuseAnew } from './draws.ts';
import { keptEnvironment, keptRules } from './kept.ts';
import { newContext } from './new-context.ts';
import {
  addSeen,
  type Context,
  type Environment,
  nothingSeen,
  type Parameters,
  type Rules,
  type ScopeColumn,
  type Typed,
} from './typed.ts';

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

/** Aggregates, windows and generators have no place in a function that gives one value. */
export const tooComplex = (text: string, at?: number): SqlError =>
  new SqlError(
    'USER_DEFINED_FUNCTIONS.CANNOT_CONTAIN_COMPLEX_FUNCTIONS',
    '42601',
    `SQL scalar function cannot contain aggregate/window/generate functions: ${text.slice(0, 100)}`,
    at,
  );

/** The default of a parameter: a value that needs nobody's rights. */
export function defaultOf(
  { name, type, default: text = 'NULL' }: NewParameter,
  environment: Environment,
  rules: Rules,
): Typed {
  const where = `the default of the parameter \`${name}\``;
  const subquery = new SqlError(
    'USER_DEFINED_FUNCTIONS.NOT_A_VALID_DEFAULT_EXPRESSION',
    '42601',
    `The DEFAULT expression of \`${name}\` is not supported because it contains a subquery.`,
  );
  const own = keptEnvironment({ ...environment, parameters: undefined }, where);
  const context = newContext(own, { sources: [], visible: [] }, keptRules(rules, subquery));
  const value = context.rules.expression(parseExpressionText(text), context);
  if (context.seen.aggregate || context.seen.window) throw tooComplex(text);
  return { sql: castSql(value, type), type, name: value.name };
}

/** What is given for a parameter: whether it differs from row to row, and has a window function. */
export type Argument = Typed & { readonly isOuter: boolean; readonly isWindow: boolean };

export const besideLambda = (name: string, at: number): SqlError =>
  new SqlError(
    'UNSUPPORTED_FEATURE.LAMBDA_FUNCTION_WITH_SQL_UDF',
    '0A000',
    `The function \`${name}\` in SQL can neither be called in a lambda nor take what has a lambda in it.`,
    at,
  );

/** The arguments of a call, in the order of the parameters. */
export function given(routine: RoutineEntry, node: Call, context: Context): (Argument | undefined)[] {
  return placed(routine, node.args).map((arg) => {
    if (!arg) return undefined;
    if (arg.kind === 'star') throw cannotCompute(`${routine.name}(*)`, node.at);
    const seen = nothingSeen();
    const value = context.rules.expression(arg, { ...context, seen });
    if (seen.lambda && !routine.columns) throw besideLambda(routine.name, node.at);
    // Where each value goes is the body's to say.
    const { origins, ...flags } = seen;
    addSeen(context.seen, { ...flags, origins: [] });
    const isOuter = [seen.bareColumn, seen.outer, seen.aggregate, seen.window].includes(true);
    return { ...value, isOuter, isWindow: seen.window, origins };
  });
}

/** Names of lambdas' variables begin with how deep they stand: a body's own are deeper than all that it is given. */
function depthOf(columns: readonly ScopeColumn[]): number {
  const names = columns.flatMap(({ sql }) => [...sql.matchAll(/\bl(\d{1,4})_\d+\b/g)]);
  return names.reduce((most, [, depth]) => Math.max(most, Number(depth) + 1), 0);
}

/** The parameters, each with what was given for it. */
export function parametersOf(
  routine: RoutineEntry,
  args: readonly (Argument | undefined)[],
  environment: Environment,
  rules: Rules,
  at: number,
): Parameters {
  const { parameters, name } = routine;
  const least = parameters.filter((parameter) => parameter.default === undefined).length;
  if (args.length > parameters.length || args.length < least)
    throw new SqlError(
      'WRONG_NUM_ARGS.WITHOUT_SUGGESTION',
      '42605',
      `The \`${name}\` requires ${parameters.length} parameters but the actual number is ${args.length}.`,
      at,
    );
  const columns = parameters.map((parameter, index): ScopeColumn => {
    const value = args[index] ?? defaultOf(parameter, environment, rules);
    refuseAnew(value.sql, `${name}()`, at);
    const { type } = parameter;
    return { name: parameter.name, type, sql: castSql(value, type, false, at), origins: value.origins ?? [] };
  });
  // Spark takes what is given for a value to be of the rows around, and for rows where any of it differs.
  const outer = !routine.columns || args.some((arg) => arg?.isOuter) ? parameters : [];
  return {
    scope: { sources: [{ qualifier: [name], columns }], visible: columns },
    outer: new Set(outer.map((own) => own.name)),
    lambdas: depthOf(columns),
  };
}

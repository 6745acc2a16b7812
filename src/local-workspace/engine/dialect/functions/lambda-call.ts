import { contains } from '../analyze/constant.ts';
import type { Context, Scope, Typed } from '../analyze/typed.ts';
import type { Call, Expression } from '../parse/ast.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import * as types from '../types.ts';
import { type Body, type LambdaRule, wrongNumber } from './lambdas.ts';

/** How many arguments come before the lambdas of a function, and how many lambdas there may be, where it is not one of each. */
const SHAPES: Readonly<Record<string, readonly [plain: number, most: number]>> = {
  aggregate: [2, 2],
  reduce: [2, 2],
  zip_with: [2, 1],
  map_zip_with: [2, 1],
};
function checkShape(node: Call, lambdas: number): void {
  const [plain, most] = SHAPES[node.name] ?? [1, 1];
  if (node.args.length > plain + most) throw wrongNumber(node);
  if (node.args.length - lambdas > plain)
    throw cannotCompute(`${node.name}() with a value in place of a lambda`, node.at);
}

const lambdasAround = (scope: Scope): number => (scope.isLambda && scope.outer ? 1 + lambdasAround(scope.outer) : 0);

/** A call of a function with lambdas. */
export function lambdaCall(rule: LambdaRule, node: Call, context: Context): Typed {
  // Named by their depth, so that the same text gives the same engine SQL, also in GROUP BY.
  let made = 0;
  const depth = lambdasAround(context.scope);
  const fresh = (): string => {
    made += 1;
    return `l${depth}_${made}`;
  };
  const plain = node.args.filter((arg) => arg.kind !== 'lambda').map((arg) => context.rules.expression(arg, context));
  const lambdas = node.args.filter((arg): arg is Extract<Expression, { kind: 'lambda' }> => arg.kind === 'lambda');
  checkShape(node, lambdas.length);
  const bodies = lambdas.map(
    (lambda): Body =>
      (variables) => {
        // The index of an item may be left out, and nothing else.
        const least = node.name === 'transform' || node.name === 'filter' ? 1 : variables.length;
        if (lambda.names.length > variables.length || lambda.names.length < least)
          throw new SqlError(
            'INVALID_LAMBDA_FUNCTION_CALL.NUM_ARGS_MISMATCH',
            '42K0D',
            `A higher order function expects ${lambda.names.length} arguments, but got ${variables.length}.`,
            node.at,
          );
        const visible = lambda.names.map((name, index) => {
          const variable = variables[index] ?? { sql: 'NULL', type: types.VOID };
          return { name, sql: variable.sql, type: variable.type, origins: [] };
        });
        if (contains(lambda.body, ['scalar', 'exists', 'in-query']))
          throw new SqlError(
            'UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.HIGHER_ORDER_FUNCTION',
            '0A000',
            'Unsupported subquery expression: Subquery expressions are not supported within higher-order functions.',
            node.at,
          );
        const scope = { sources: [], visible, outer: context.scope, isLambda: true };
        return context.rules.expression(lambda.body, { ...context, scope });
      },
  );
  const { sql, type } = rule(plain, bodies, node, fresh);
  const names = node.args.map((arg) => (arg.kind === 'lambda' ? 'lambdafunction()' : ''));
  let next = 0;
  const shown = names.map((name) => name || (plain[next++]?.name ?? ''));
  return { sql, type, name: `${node.name}(${shown.join(', ')})` };
}

import { cannotCompute, SqlError } from '../sql-error.ts';
import type { Scope, ScopeColumn, Seen, Subquery } from './typed.ts';

const unsupported = (kind: string, text: string, at: number): SqlError =>
  new SqlError(
    `UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.${kind}`,
    '0A000',
    `Unsupported subquery expression: ${text}`,
    at,
  );

/** Where Spark takes no column of the query around: beside an aggregate, in GROUP BY, in ORDER BY, in a window. */
export function refuseOuter({ outer }: Pick<Seen, 'outer'>, at: number): void {
  if (!outer) return;
  const text = 'Expressions referencing the outer query are not supported outside of WHERE/HAVING clauses.';
  throw unsupported('CORRELATED_REFERENCE', text, at);
}

/** Where Spark takes no value of a query that names a column around it: in ORDER BY, and in ON. */
export function refuseCorrelated({ subqueries = [] }: Seen, at: number): void {
  if (!subqueries.some(({ kind, met }) => kind === 'scalar' && met.length > 0)) return;
  const text =
    'Correlated scalar subqueries can only be used in filters, aggregations, projections, and UPDATE/MERGE/DELETE commands.';
  throw unsupported('UNSUPPORTED_CORRELATED_SCALAR_SUBQUERY', text, at);
}

/** In ON a query may be about one side. */
export function refuseBothSides(seen: Seen, sides: readonly Scope[], at: number): void {
  refuseCorrelated(seen, at);
  const isOf = (scope: Scope, { met }: Subquery): boolean =>
    scope.sources.some(({ columns }) => columns.some(({ sql }) => met.some((column) => column.sql === sql)));
  if (!(seen.subqueries ?? []).some((subquery) => sides.every((side) => isOf(side, subquery)))) return;
  const text = 'Correlated subqueries in the join predicate cannot reference both join inputs.';
  throw unsupported('UNSUPPORTED_CORRELATED_EXPRESSION_IN_JOIN_CONDITION', text, at);
}

/** What stands on the side of an outer join that may be NULLs names nothing of the query around. */
export function unrelated<Result>(outer: Scope, at: number, analyse: (outer: Scope) => Result): Result {
  const met: ScopeColumn[] = [];
  const result = analyse({ ...outer, met });
  if (met.length === 0) return result;
  throw unsupported(
    'ACCESSING_OUTER_QUERY_COLUMN_IS_NOT_ALLOWED',
    'Accessing outer query column is not allowed in this location.',
    at,
  );
}

/** Beside LATERAL there is no query in ON. */
export function refuseSubqueries({ subqueries = [] }: Seen, at: number): void {
  if (subqueries.some(({ kind }) => kind !== 'scalar'))
    throw unsupported(
      'UNSUPPORTED_IN_EXISTS_SUBQUERY',
      'IN/EXISTS predicate subqueries can only be used in filters.',
      at,
    );
  if (subqueries.length > 0) throw cannotCompute('a subquery in ON of a LATERAL join', at);
}

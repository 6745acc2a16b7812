import type { Site } from '../catalog/resolve-name.ts';
import { cannotCompute, SqlError } from '../dialect/sql-error.ts';
import { type RefusalCode, Refused } from '../grants/refused.ts';

type Known = { readonly pattern: RegExp; readonly error: () => SqlError };

const overflow = (): SqlError =>
  new SqlError(
    'ARITHMETIC_OVERFLOW',
    '22003',
    'Overflow in an arithmetic operation. Use a wider type, or the `try_` form of the function, to tolerate overflow and return NULL instead.',
  );

export const outOfMemory = (): SqlError => cannotCompute('a statement that needs more than its memory');

/** What DuckDB says in words only, and what Databricks says in its place. */
const KNOWN: readonly Known[] = [
  {
    pattern: /^Out of Range Error: Overflow in .* of INT(8|16) /,
    error: () =>
      new SqlError(
        'BINARY_ARITHMETIC_OVERFLOW',
        '22003',
        'An operation of two small numbers caused overflow. Use the `try_` form of the function to ignore overflow and return NULL.',
      ),
  },
  { pattern: /^Out of Range Error: .*([Oo]verflow|[Nn]egat)/, error: overflow },
  { pattern: /^Conversion Error: (Type INT128|Could not cast value|Type (DOUBLE|FLOAT))/, error: overflow },
  {
    pattern: /^Conversion Error|^Out of Range Error/,
    error: () => new SqlError('ARITHMETIC_OVERFLOW', '22003', 'A value is out of the range of its type.'),
  },
  {
    pattern: /Map keys must be unique/,
    error: () =>
      new SqlError('DUPLICATED_MAP_KEY', '23505', 'Duplicate map key was found, please check the input data.'),
  },
  {
    pattern: /Map keys can not be NULL/,
    error: () => new SqlError('NULL_MAP_KEY', '2200E', 'Cannot use null as map key.'),
  },
  {
    pattern: /must appear in the GROUP BY clause/,
    error: () =>
      new SqlError(
        'MISSING_AGGREGATION',
        '42803',
        'A non-aggregating expression is based on columns which are not participating in the GROUP BY clause. Add the columns or the expression to the GROUP BY, aggregate the expression, or use "any_value(expr)" if you do not care which of the values within a group is returned.',
      ),
  },
  {
    pattern: /More than one row returned by a subquery/,
    error: () =>
      new SqlError(
        'SCALAR_SUBQUERY_TOO_MANY_ROWS',
        '21000',
        'More than one row returned by a subquery used as an expression.',
      ),
  },
  {
    pattern: /NOT NULL constraint failed/,
    error: () =>
      new SqlError('DELTA_NOT_NULL_CONSTRAINT_VIOLATED', '23502', 'NOT NULL constraint violated for a column.'),
  },
  {
    pattern: /^Out of Memory Error|[Cc]ould not allocate block|[Ff]ailed to (allocate|pin|offload)/,
    error: outOfMemory,
  },
  {
    pattern: /[Mm]ax expression depth|parser stack|memory exhausted|stack overflow/,
    error: () => cannotCompute('text nested this deep'),
  },
  {
    pattern: /^Not implemented Error: .*non-inner join/i,
    error: () => cannotCompute('a subquery in ON of this join, or a column of the query around in ON of an outer join'),
  },
  {
    pattern: /^(Binder|Not implemented|Parser) Error/,
    error: () => cannotCompute('this combination of clauses and subqueries'),
  },
  {
    pattern: /^Catalog Error: Table/,
    error: () =>
      new SqlError('TABLE_OR_VIEW_NOT_FOUND', '42P01', 'A table or view of this statement was dropped while it ran.'),
  },
  {
    pattern: /[Cc]onflict/,
    error: () =>
      new SqlError(
        'DELTA_CONCURRENT_WRITE',
        '2D521',
        'A concurrent transaction has changed the table. Please try the operation again.',
      ),
  },
];

/** Texts: errors of real SQL warehouses; the SQLSTATE of a principal that is not there is not known from one. */
const REFUSALS: Readonly<Record<RefusalCode, (text: string) => SqlError>> = {
  PERMISSION_DENIED: (text) => new SqlError('INSUFFICIENT_PERMISSIONS', '42501', `Insufficient privileges: ${text}`),
  PRINCIPAL_DOES_NOT_EXIST: (text) => new SqlError('PRINCIPAL_DOES_NOT_EXIST', '42704', `${text}.`),
  INVALID_PARAMETER_VALUE: (text) => new SqlError('INVALID_PARAMETER_VALUE', '22023', text),
};

/** Engine SQL that fails by itself tells Databricks' error in its own words. */
function readRaised(error: unknown): SqlError | undefined {
  const text = error instanceof Error ? error.message : '';
  const raised = /^Invalid Input Error: \[([A-Z0-9_.]+)\] (.*) SQLSTATE: ([0-9A-Z]{5})\s*$/s.exec(text);
  return raised ? new SqlError(raised[1] ?? '', raised[3] ?? '', raised[2] ?? '') : undefined;
}

/** The error with the expression that failed, where nothing else in the engine's SQL can fail like that. */
export function located(error: unknown, sql: string, sites: readonly Site[] = []): unknown {
  const raised = readRaised(error);
  if (!raised) return error;
  const { errorClass, sqlState, text } = raised;
  const mark = `'[${errorClass}]`;
  const site = sites.find((each) => each.sql.includes(mark) && !sql.replaceAll(each.sql, '').includes(mark));
  return site ? new SqlError(errorClass, sqlState, text, undefined, site.span) : error;
}

/** An error of the engine in Databricks' words; nothing of DuckDB's own text or paths comes through. */
export function toSqlError(error: unknown): SqlError {
  if (error instanceof SqlError) return error;
  if (error instanceof Refused) return REFUSALS[error.code](error.message);
  const text = error instanceof Error ? error.message : '';
  const raised = readRaised(error);
  if (raised) return raised;
  const known = KNOWN.find((candidate) => candidate.pattern.test(text));
  return known
    ? known.error()
    : new SqlError('INTERNAL_ERROR', 'XX000', 'The local workspace could not run this statement.');
}

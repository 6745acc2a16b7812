import { engineType, type SqlType, typeText } from '../types.ts';
import { quoteText } from './typed.ts';

export const DECIMAL_RANGE = 'NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION';

/** Whether engine SQL may fail by itself: it raises an error, or calls a native that may. */
export const mayRaise = (sql: string): boolean => sql.includes('error(');

/**
 * A condition that may fail, so that the engine knows that it may, and leaves it behind the conditions of the queries
 * within, whose rows it is about. Of natives it does not know it, and of a cast to a smaller number it does.
 */
export const afterOthers = (sql: string): string =>
  sql.includes('_or_error(') ? `CAST(CAST(CASE WHEN ${sql} THEN 1 ELSE 0 END AS TINYINT) AS BOOLEAN)` : sql;

/** Engine SQL that fails the statement with a Databricks error; `value` is engine SQL whose text is quoted in it. */
export function raise(
  errorClass: string,
  sqlState: string,
  before: string,
  value: string | undefined,
  after: string,
  type: SqlType,
): string {
  const head = quoteText(`[${errorClass}] ${before}`);
  const tail = quoteText(`${after} SQLSTATE: ${sqlState}`);
  const text = value === undefined ? `${head} || ${tail}` : `${head} || CAST(${value} AS VARCHAR) || ${tail}`;
  return `CAST(error(${text}) AS ${engineType(type)})`;
}

/** `tried`, but an error where it is NULL of what is not. */
export function orRaise(tried: string, operand: string, errorClass: string, text: string, type: SqlType): string {
  const failure = raise(errorClass, '22003', text, operand, '.', type);
  return `CASE WHEN ${tried} IS NULL AND ${operand} IS NOT NULL THEN ${failure} ELSE ${tried} END`;
}

export function overflow(from: SqlType, to: SqlType): string {
  return `The value of the type "${typeText(from)}" cannot be cast to "${typeText(to)}" due to an overflow. Use \`try_cast\` to tolerate overflow and return NULL instead. The value is `;
}

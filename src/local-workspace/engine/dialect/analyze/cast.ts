import { cannotCompute, SqlError } from '../sql-error.ts';
import { engineType, isFloating, isInteger, isNumeric, isOpaque, type SqlType, sameType, typeText } from '../types.ts';
import { textForm } from './text-forms.ts';
import { quoteText, type Typed } from './typed.ts';

const DECIMAL_RANGE = 'NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION';

/** What every such piece of engine SQL contains. */
export const RAISES = "error('[";

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

function malformed(from: SqlType, to: SqlType, sql: string): string {
  const after = `' of the type "${typeText(from)}" cannot be cast to "${typeText(to)}" because it is malformed. Correct the value as per the syntax, or change its target type. Use \`try_cast\` to tolerate malformed input and return NULL instead.`;
  return raise('CAST_INVALID_INPUT', '22018', "The value '", sql, after, to);
}

/** A text as another type: read where it has the form of one, refused where Spark alone can read it, else malformed. */
function fromText(sql: string, to: SqlType, lenient: boolean, from: SqlType): string {
  const { pattern, read, refused } = textForm(to);
  const isLike = (form: string): string => `regexp_full_match(${sql}, ${quoteText(form)})`;
  const branches = [`${sql} IS NULL THEN NULL`, `${isLike(pattern)} AND ${read(sql)} IS NOT NULL THEN ${read(sql)}`];
  if (refused !== undefined) {
    const before = `The local workspace cannot compute the ${to.name} of the text '`;
    const after = "'. A Databricks SQL warehouse may.";
    const failure = raise('UNSUPPORTED_FEATURE.LOCAL_WORKSPACE', '0A000', before, sql, after, to);
    branches.push(`${isLike(refused)} THEN ${failure}`);
  }
  if (to.name === 'DECIMAL' && !lenient) {
    const failure = raise(DECIMAL_RANGE, '22003', overflow(from, to), sql, '.', to);
    branches.push(`${isLike(pattern)} THEN ${failure}`);
  }
  const otherwise = lenient ? `CAST(NULL AS ${engineType(to)})` : malformed(from, to, sql);
  return `CASE ${branches.map((branch) => `WHEN ${branch}`).join(' ')} ELSE ${otherwise} END`;
}

function toText(sql: string, from: SqlType): string {
  if (isFloating(from)) {
    // Java writes 1.0E7 where DuckDB writes 10000000.0; between 0.001 and 10 million both agree.
    const beyond = raise(
      'UNSUPPORTED_FEATURE.LOCAL_WORKSPACE',
      '0A000',
      'The local workspace cannot compute the text of the number ',
      sql,
      '.',
      { name: 'STRING', precision: 0, scale: 0 },
    );
    return `CASE WHEN ${sql} = 0 OR (abs(${sql}) >= 0.001 AND abs(${sql}) < 10000000) THEN CAST(${sql} AS VARCHAR) WHEN ${sql} IS NULL THEN NULL ELSE ${beyond} END`;
  }
  // The engine writes a decimal of no whole digits as `.5`; as the wider type it writes `0.5`.
  if (from.name === 'DECIMAL' && from.precision === from.scale) {
    if (from.precision === 38) throw cannotCompute(`the text of a ${typeText(from)}`);
    return `CAST(CAST(${sql} AS DECIMAL(${from.precision + 1},${from.scale})) AS VARCHAR)`;
  }
  return `CAST(${sql} AS VARCHAR)`;
}

function overflow(from: SqlType, to: SqlType): string {
  return `The value of the type "${typeText(from)}" cannot be cast to "${typeText(to)}" due to an overflow. Use \`try_cast\` to tolerate overflow and return NULL instead. The value is `;
}

function toNumber(sql: string, from: SqlType, to: SqlType, lenient: boolean): string {
  const target = engineType(to);
  if (from.name === 'BOOLEAN') return `CAST(CAST(${sql} AS INTEGER) AS ${target})`;
  // A double goes to a decimal through its shortest text, as in Spark: 2.675 is not 2.67499….
  const exact = to.name === 'DECIMAL' && isFloating(from) ? `CAST(${sql} AS VARCHAR)` : sql;
  // DuckDB rounds where Spark cuts off.
  const whole = isInteger(to) && !isInteger(from) ? `trunc(${exact})` : exact;
  // A decimal of many digits reaches the nearest double only through its text.
  const value = isFloating(to) && from.name === 'DECIMAL' && from.precision > 15 ? `CAST(${whole} AS VARCHAR)` : whole;
  const widening =
    (isInteger(from) && isFloating(to)) || (isFloating(to) && !(from.name === 'DOUBLE' && to.name === 'FLOAT'));
  if (widening) return `CAST(${value} AS ${target})`;
  if (lenient) return `TRY_CAST(${value} AS ${target})`;
  const [errorClass, state] = to.name === 'DECIMAL' ? [DECIMAL_RANGE, '22003'] : ['CAST_OVERFLOW', '22003'];
  const fits = isInteger(from) && isInteger(to) && sameOrder(from, to);
  if (fits) return `CAST(${value} AS ${target})`;
  const tried = `TRY_CAST(${value} AS ${target})`;
  return `CASE WHEN ${tried} IS NULL AND ${sql} IS NOT NULL THEN ${raise(errorClass ?? '', state ?? '', overflow(from, to), sql, '.', to)} ELSE ${tried} END`;
}

function sameOrder(from: SqlType, to: SqlType): boolean {
  const order = ['TINYINT', 'SMALLINT', 'INT', 'BIGINT'];
  return order.indexOf(from.name) <= order.indexOf(to.name);
}

/** Engine SQL for `CAST(value AS to)` with ANSI rules; `lenient` is try_cast: NULL in place of an error. */
export function castSql(value: Typed, to: SqlType, lenient = false, at?: number): string {
  const { sql, type: from } = value;
  if (sameType(from, to)) return sql;
  const shown = [from, to].find(isOpaque);
  if (shown) throw cannotCompute(`with values of type ${typeText(shown)}`, at);
  if (from.name === 'VOID') return `CAST(NULL AS ${engineType(to)})`;
  if (to.name === 'STRING') return toText(sql, from);
  if (from.name === 'STRING') return fromText(sql, to, lenient, from);
  if (isNumeric(to) && (isNumeric(from) || from.name === 'BOOLEAN')) return toNumber(sql, from, to, lenient);
  if (to.name === 'BOOLEAN' && isNumeric(from)) return `(${sql} <> 0)`;
  if (to.name === 'TIMESTAMP' && from.name === 'DATE') return `CAST(${sql} AS TIMESTAMP)`;
  if (to.name === 'DATE' && from.name === 'TIMESTAMP') return `CAST(${sql} AS DATE)`;
  if (to.name === 'TIMESTAMP' || from.name === 'TIMESTAMP')
    throw cannotCompute(`casts from ${typeText(from)} to ${typeText(to)}`, at);
  const sentence = `Cannot resolve "CAST(${value.name} AS ${typeText(to)})" due to data type mismatch: cannot cast "${typeText(from)}" to "${typeText(to)}".`;
  throw new SqlError('DATATYPE_MISMATCH.CAST_WITHOUT_SUGGESTION', '42K09', sentence, at);
}

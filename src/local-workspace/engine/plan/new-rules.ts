import { engineTable, fullName, type TableColumn, type TableEntry } from '../catalog/entries.ts';
import { castSql } from '../dialect/analyze/cast.ts';
import { commonType } from '../dialect/analyze/coerce.ts';
import { callsAny } from '../dialect/analyze/constant.ts';
import { isAnew } from '../dialect/analyze/draws.ts';
import { raise } from '../dialect/analyze/raise.ts';
import type { Environment, Typed } from '../dialect/analyze/typed.ts';
import { parseExpressionText } from '../dialect/parse/parse-statement.ts';
import { SqlError } from '../dialect/sql-error.ts';
import { BOOLEAN, isNested, type SqlType, sameType, typeText, VOID, withoutChars } from '../dialect/types.ts';
import { rule } from './table-rules.ts';

/** What differs from statement to statement or from caller to caller. */
const OF_THE_MOMENT =
  /^(now|curdate|localtimestamp|unix_timestamp|user|session_user|current_(date|timestamp|timezone|user|catalog|schema|database))$/;

const wrongDefault = (kind: string, { name }: TableColumn, text: string): SqlError =>
  new SqlError(
    `INVALID_DEFAULT_VALUE.${kind}`,
    '42623',
    `Failed to execute the command because the destination column or variable \`${name}\` has a DEFAULT value ${text}.`,
  );

/** Whether Spark lets a value of a type be a default of another one, where it can be cast. */
function fits(from: SqlType, to: SqlType): boolean {
  if (from.name === 'STRING' && to.name === 'BOOLEAN') return false;
  const common = commonType(from, to);
  if (common && sameType(common, to)) return true;
  const others = [from, to].filter(({ name }) => name !== 'STRING');
  const isOneBoolean = others.length === 2 && others.filter(({ name }) => name === 'BOOLEAN').length === 1;
  return !isOneBoolean && !isNested(from) && !isNested(to);
}

function analyzed(column: TableColumn, text: string, entry: TableEntry, environment: Environment) {
  try {
    const refused = wrongDefault('SUBQUERY_EXPRESSION', column, 'which contains subquery expressions');
    return rule(text, { ...entry, columns: [] }, 'q', environment, refused);
  } catch (error) {
    const isColumn = error instanceof SqlError && error.errorClass.startsWith('UNRESOLVED_COLUMN');
    throw isColumn ? wrongDefault('NOT_CONSTANT', column, 'which is not a constant expression') : error;
  }
}

const tooWide = ({ length }: TableColumn): string =>
  raise(
    'EXCEED_LIMIT_LENGTH',
    '54006',
    `Exceeds char/varchar type length limitation: ${length}.`,
    undefined,
    '',
    BOOLEAN,
  );

/** Fails where the value cannot be cast to the column's type. */
function checkCast(value: Typed, column: TableColumn): string {
  const type = withoutChars(column.type);
  const wrong = wrongDefault(
    'DATA_TYPE',
    column,
    `which requires "${typeText(type)}" type, but the statement provided a value of incompatible "${typeText(value.type)}" type`,
  );
  if (!fits(value.type, type)) throw wrong;
  if (type.name === 'INTERVAL' || isNested(type)) return `SELECT ${castSql(value, type)}`;
  try {
    const failure = raise(wrong.errorClass, wrong.sqlState, wrong.text, undefined, '', BOOLEAN);
    const cast = castSql(value, type, true);
    // A text that is NULL is no value of another type.
    const isRead = value.type.name === 'STRING' && type.name !== 'STRING' ? 'true' : `${value.sql} IS NOT NULL`;
    const tooLong =
      column.length === undefined ? '' : ` WHEN length(${cast}) > ${column.length} THEN ${tooWide(column)}`;
    return `SELECT CASE WHEN ${isRead} AND ${cast} IS NULL THEN ${failure}${tooLong} END`;
  } catch (error) {
    throw error instanceof SqlError && error.errorClass.startsWith('DATATYPE_MISMATCH') ? wrong : error;
  }
}

/** A new default; gives the engine statement that shows whether its value is one of the column's. */
export function newDefault(column: TableColumn, entry: TableEntry, environment: Environment): string[] {
  const { default: text, generated, identity } = column;
  if (text === undefined) return [];
  if (generated !== undefined || identity)
    throw new SqlError(
      identity ? 'IDENTITY_COLUMN_WITH_DEFAULT_VALUE' : 'GENERATED_COLUMN_WITH_DEFAULT_VALUE',
      '42623',
      `A column cannot have both a default value and ${identity ? 'an identity column specification' : 'a generation expression'} but column \`${column.name}\` has both.`,
    );
  const { value, seen } = analyzed(column, text, entry, environment);
  if (seen.aggregate || seen.window)
    throw new SqlError(
      'UNSUPPORTED_EXPR_FOR_OPERATOR',
      '42K0E',
      `A query operator contains one or more unsupported expressions: the default of \`${column.name}\` has an aggregate or window function.`,
    );
  if (isAnew(value.sql))
    throw wrongDefault('NON_DETERMINISTIC', column, 'which contains non-deterministic expressions');
  return [checkCast(value, column)];
}

/** A new generated column: of other columns of its row, and always the same for them. */
export function newGenerated(column: TableColumn, entry: TableEntry, environment: Environment): void {
  const { generated: text, name, type } = column;
  if (text === undefined) return;
  const wrong = (reason: string): SqlError =>
    new SqlError(
      'UNSUPPORTED_EXPRESSION_GENERATED_COLUMN',
      '42621',
      `Cannot create generated column \`${name}\` with generation expression ${text} because ${reason}.`,
    );
  const { value, seen } = rule(text, entry, 'r', environment, wrong('subquery expressions are not allowed'));
  if (seen.aggregate || seen.window) throw wrong('aggregate and window functions are not allowed');
  if (isAnew(value.sql)) throw wrong('generation expression is not deterministic');
  if (callsAny(parseExpressionText(text), OF_THE_MOMENT))
    throw new SqlError(
      'DELTA_UNSUPPORTED_EXPRESSION_GENERATED_COLUMN',
      '42621',
      `The expression of the generated column \`${name}\` differs from one moment or user to another.`,
    );
  const used = entry.columns.filter((own) => seen.origins.some((origin) => origin.column === own.name));
  if (used.some((own) => own.generated !== undefined)) throw wrong('it references another generated column');
  if (!sameType(withoutChars(value.type), withoutChars(type)) && !sameType(value.type, VOID))
    throw new SqlError(
      'DELTA_GENERATED_COLUMNS_EXPR_TYPE_MISMATCH',
      '42K09',
      `The expression type of the generated column ${name} is ${typeText(value.type)}, but the column type is ${typeText(type)}.`,
    );
}

/** A new CHECK; gives the engine statement that fails where a row breaks it. */
export function newCheck(text: string, entry: TableEntry, environment: Environment): string {
  const { value, seen } = rule(text, entry, 'r', environment);
  if (seen.aggregate)
    throw new SqlError(
      'INVALID_WHERE_CONDITION',
      '42903',
      `The CHECK condition (${text}) has an aggregate function, which one row does not have.`,
    );
  if (seen.window)
    throw new SqlError(
      'WINDOW_FUNCTION_NOT_ALLOWED_IN_CLAUSE',
      '42601',
      'Window functions are not allowed in the CHECK clause.',
    );
  if (value.type.name !== 'BOOLEAN')
    throw new SqlError(
      'DELTA_NON_BOOLEAN_CHECK_CONSTRAINT',
      '42621',
      `CHECK constraint (${text}) should be a boolean.`,
    );
  const failure = raise(
    'DELTA_NEW_CHECK_CONSTRAINT_VIOLATION',
    '23512',
    `Rows in ${fullName(entry)} violate the new CHECK constraint (${text}).`,
    undefined,
    '',
    BOOLEAN,
  );
  return `SELECT CASE WHEN count(*) > 0 THEN ${failure} END FROM ${engineTable(entry)} AS r WHERE (${value.sql}) IS NOT TRUE`;
}

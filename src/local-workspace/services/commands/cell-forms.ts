import { DuckDBDateValue, DuckDBTimestampValue, type DuckDBValue } from '@duckdb/node-api';
import { dateText } from '../../engine/dialect/natives/calendar.ts';
import { atomText, bytesOf, entriesOf, fieldsOf, itemsOf, showValue } from '../../engine/dialect/natives/show-value.ts';
import { cannotCompute } from '../../engine/dialect/sql-error.ts';
import { firstPart, hasVariant, isOpaque, type SqlType, secondPart, VOID } from '../../engine/dialect/types.ts';
import { cellText } from '../../engine/run/cell.ts';
import type { SqlQuestion } from './messages.ts';

type Json = string | boolean | number | null | readonly Json[];

/** A cell in the form that was asked for. */
export function cellIn(form: SqlQuestion['form'], value: DuckDBValue, type: SqlType): Json {
  if (form !== 'wire' && hasVariant(type)) throw cannotCompute('a VARIANT in a DataFrame');
  if (form === 'text') return value === null || type.name === 'VOID' ? 'NULL' : showValue(value, type);
  return form === 'wire' ? wireCell(value, type) : valueCell(value, type);
}

const isNumber = ({ name }: SqlType): boolean =>
  name === 'TINYINT' || name === 'SMALLINT' || name === 'INT' || name === 'FLOAT' || name === 'DOUBLE';

/** JSON has numbers and truth where the engine has them, and no other numbers than finite ones. */
function plain(value: DuckDBValue, type: SqlType): boolean | number | undefined {
  if (type.name === 'BOOLEAN' && typeof value === 'boolean') return value;
  return isNumber(type) && typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** As the table of a command has it: numbers as such, where JavaScript does not change them; the rest as text. */
function wireCell(value: DuckDBValue, type: SqlType): Json {
  if (value === null || type.name === 'VOID') return null;
  if (typeof value === 'bigint' && type.name === 'BIGINT' && Number.isSafeInteger(Number(value))) return Number(value);
  return plain(value, type) ?? cellText(value, type);
}

/** With nothing lost: moments are microseconds since 1970, maps pairs, structs lists. */
function valueCell(value: DuckDBValue, type: SqlType): Json {
  if (value === null || type.name === 'VOID') return null;
  if (isOpaque(type)) return String(value);
  if (type.name === 'ARRAY') return itemsOf(value).map((item) => valueCell(item, firstPart(type)));
  if (type.name === 'STRUCT') return fieldsOf(value).map((field, at) => valueCell(field, type.parts?.[at] ?? VOID));
  if (type.name === 'MAP') {
    return entriesOf(value).map((one) => [valueCell(one.key, firstPart(type)), valueCell(one.value, secondPart(type))]);
  }
  if (value instanceof DuckDBTimestampValue) return String(value.micros);
  if (value instanceof DuckDBDateValue) return dateText(value.days);
  if (type.name === 'BINARY') return bytesOf(value).toString('base64');
  return plain(value, type) ?? atomText(value, type);
}

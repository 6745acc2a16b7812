import type { DuckDBValue } from '@duckdb/node-api';
import { quoteText } from '../dialect/analyze/quote-text.ts';
import { atomText, bytesOf, entriesOf, fieldsOf, itemsOf } from '../dialect/natives/show-value.ts';
import { engineType, firstPart, isOpaque, type SqlType, secondPart, VOID } from '../dialect/types.ts';

function valueSql(value: DuckDBValue, type: SqlType): string {
  if (value === null) return 'NULL';
  if (type.name === 'ARRAY')
    return `[${itemsOf(value)
      .map((item) => constantSql(item, firstPart(type)))
      .join(', ')}]`;
  if (type.name === 'STRUCT' && !isOpaque(type)) {
    const fields = fieldsOf(value).map(
      (field, index) => `f${index} := ${constantSql(field, type.parts?.[index] ?? VOID)}`,
    );
    return `struct_pack(${fields.join(', ')})`;
  }
  if (type.name === 'MAP' && !isOpaque(type)) {
    const entries = entriesOf(value);
    const keys = entries.map(({ key }) => constantSql(key, firstPart(type)));
    const values = entries.map((entry) => constantSql(entry.value, secondPart(type)));
    return `map([${keys.join(', ')}], [${values.join(', ')}])`;
  }
  if (type.name === 'BINARY') return `from_hex('${bytesOf(value).toString('hex')}')`;
  if (type.name === 'DOUBLE' || type.name === 'FLOAT') return `'${Object.is(value, -0) ? '-0' : String(value)}'`;
  return quoteText(['INTERVAL', 'VARIANT'].includes(type.name) ? String(value) : atomText(value, type));
}

/** Engine SQL of a value that the engine gave. */
export const constantSql = (value: DuckDBValue, type: SqlType): string =>
  `CAST(${valueSql(value, type)} AS ${engineType(type)})`;

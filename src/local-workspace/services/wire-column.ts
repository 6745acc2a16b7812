import { describedType, type TableEntry } from '../engine/catalog/entries.ts';
import { type SqlType, typeText, wireTypeName } from '../engine/dialect/types.ts';

/** Spark's own JSON of a schema says `integer`, `short`, `byte` and `long` (`DataType.typeName`). */
const JSON_TYPES: Readonly<Record<string, string>> = {
  TINYINT: 'byte',
  SMALLINT: 'short',
  INT: 'integer',
  BIGINT: 'long',
};

const jsonType = (type: SqlType): string => JSON_TYPES[type.name] ?? typeText(type).toLowerCase();

/** A column of a table as Unity Catalog tells it; `type_json` is a field of Spark's schema. */
export function wireColumn(column: TableEntry['columns'][number], position: number) {
  const { name, type } = column;
  const nullable = column.required !== true;
  const comment = column.comment === undefined ? {} : { comment: column.comment };
  return {
    name,
    type_text: describedType(column),
    type_json: JSON.stringify({ name, type: jsonType(type), nullable, metadata: comment }),
    type_name: wireTypeName(type),
    type_precision: type.precision,
    type_scale: type.scale,
    position,
    nullable,
    ...comment,
  };
}

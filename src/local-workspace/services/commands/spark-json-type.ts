import { firstPart, type SqlType, secondPart, typeText, VOID } from '../../engine/dialect/types.ts';

/** Where Spark's own JSON of a type has another name than SQL (`DataType.typeName`). */
const NAMES: Readonly<Record<string, string>> = { TINYINT: 'byte', SMALLINT: 'short', INT: 'integer', BIGINT: 'long' };

/** A type in Spark's own JSON, `DataType.json`. */
export function sparkJsonType(type: SqlType): unknown {
  if (type.name === 'ARRAY') return { type: 'array', elementType: sparkJsonType(firstPart(type)), containsNull: true };
  if (type.name === 'MAP' && type.parts) {
    const [keyType, valueType] = [sparkJsonType(firstPart(type)), sparkJsonType(secondPart(type))];
    return { type: 'map', keyType, valueType, valueContainsNull: true };
  }
  if (type.name === 'STRUCT' && type.parts) {
    const fields = type.parts.map((part, index) => ({
      name: type.names?.[index] ?? '',
      type: sparkJsonType(part ?? VOID),
      nullable: true,
      metadata: {},
    }));
    return { type: 'struct', fields };
  }
  return NAMES[type.name] ?? typeText(type).toLowerCase();
}

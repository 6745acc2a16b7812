import { arrayItem, mapItem, wantPlace } from '../functions/arrays.ts';
import { fieldNotFound } from '../functions/maps.ts';
import { variantPart } from '../functions/variant.ts';
import { LOOSE } from '../natives/json-path.ts';
import type { Expression } from '../parse/ast.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import * as types from '../types.ts';
import { coerce } from './coerce.ts';
import { type Context, quoteText, type Typed } from './typed.ts';

type Of<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>;

/** A field of a struct, or of every struct in an array. */
export function field(value: Typed, name: string, at: number): Typed {
  const { type } = value;
  const inArray = type.name === 'ARRAY' && types.firstPart(type).name === 'STRUCT';
  const struct = inArray ? types.firstPart(type) : type;
  if (types.isOpaque(type)) throw cannotCompute(`a field of a value of type ${types.typeText(type)}`, at);
  if (type.name === 'MAP') {
    const key = { sql: quoteText(name), type: types.STRING, name };
    return { ...mapItem({ name: 'element_at', args: [value, key], at }), name: `${value.name}[${name}]` };
  }
  if (type.name === 'ARRAY' && !inArray) {
    const sentence = `Cannot resolve "${value.name}[${name}]" due to data type mismatch: The second parameter requires the "INTEGRAL" type, however "${name}" has the type "STRING".`;
    throw new SqlError('DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE', '42K09', sentence, at);
  }
  if (struct.name !== 'STRUCT') {
    const sentence = `Can't extract a value from "${value.name}". Need a complex type [STRUCT, ARRAY, MAP] but got "${types.typeText(type)}".`;
    throw new SqlError('INVALID_EXTRACT_BASE_FIELD_TYPE', '42000', sentence, at);
  }
  const found = (struct.names ?? []).flatMap((own, index) => (own.toLowerCase() === name.toLowerCase() ? [index] : []));
  const [index] = found;
  if (index === undefined) throw fieldNotFound(name, struct, at);
  if (found.length > 1)
    throw new SqlError(
      'AMBIGUOUS_REFERENCE_TO_FIELDS',
      '42000',
      `Ambiguous reference to the field \`${name}\`. It appears ${found.length} times in the schema.`,
      at,
    );
  const part = struct.parts?.[index] ?? types.VOID;
  const own = `struct_extract(${inArray ? 'item' : value.sql}, 'f${index}')`;
  if (!inArray)
    return {
      sql: own,
      type: part,
      name: `${value.name}.${struct.names?.[index]}`,
      isNamed: false,
      fieldName: struct.names?.[index] ?? name,
    };
  return {
    sql: `list_transform(${value.sql}, lambda item: ${own})`,
    type: types.array(part),
    name: `${value.name}.${name}`,
    fieldName: name,
  };
}

/** `array[0]`, `map[key]`, `struct['field']`. */
export function item(node: Of<'item'>, context: Context): Typed {
  const value = context.rules.expression(node.operand, context);
  const index = context.rules.expression(node.index, context);
  const name = `${value.name}[${index.name}]`;
  if (value.type.name === 'MAP' && types.firstPart(value.type).name === 'VOID' && index.type.name !== 'VOID') {
    const sentence = `Cannot resolve "${name}" due to data type mismatch: the map has no keys of the type "${types.typeText(index.type)}".`;
    const kind = index.type.name === 'STRING' ? 'CAST_WITHOUT_SUGGESTION' : 'UNEXPECTED_INPUT_TYPE';
    throw new SqlError(`DATATYPE_MISMATCH.${kind}`, '42K09', sentence, node.at);
  }
  if (value.type.name === 'MAP') return { ...mapItem({ name: 'element_at', args: [value, index], at: node.at }), name };
  if (value.type.name === 'STRUCT' && index.type.name === 'STRING' && index.literal !== undefined)
    return field(value, index.literal, node.at);
  if (value.type.name === 'STRUCT') {
    const sentence = `Field name should be a non-null string literal, but it's "${index.name}".`;
    throw new SqlError('INVALID_EXTRACT_FIELD_TYPE', '42000', sentence, node.at);
  }
  if (value.type.name !== 'ARRAY') {
    const sentence = `Can't extract a value from "${value.name}". Need a complex type [STRUCT, ARRAY, MAP] but got "${types.typeText(value.type)}".`;
    throw new SqlError('INVALID_EXTRACT_BASE_FIELD_TYPE', '42000', sentence, node.at);
  }
  if (!types.isInteger(index.type) && index.type.name !== 'VOID')
    throw new SqlError(
      'DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE',
      '42K09',
      `Cannot resolve "${name}" due to data type mismatch: the second parameter requires the "INTEGRAL" type.`,
      node.at,
    );
  wantPlace(index.sql, node.at);
  const type = types.firstPart(value.type);
  return { sql: arrayItem(value.sql, coerce(index, types.BIGINT).sql, type), type, name };
}

/** Keys of a VARIANT are told apart by their letters' case, and no `*` stands for all. */
function variantPath(value: Typed, node: Of<'path'>): Typed {
  const { at } = node;
  if (node.path.includes('[*]'))
    throw new SqlError('INVALID_USAGE_OF_STAR_OR_REGEX', '42000', "Invalid usage of '*' in a path of a VARIANT.", at);
  const path = node.path.replaceAll(LOOSE, '');
  return {
    sql: variantPart(value.sql, quoteText(`$${path}`), 'variant_get'),
    type: types.VARIANT,
    name: /([^[\]']+)'?\]?$/.exec(path)?.[1] ?? path,
  };
}

/** `text:a.b[0]`: what get_json_object gives. */
export function path(node: Of<'path'>, context: Context): Typed {
  const value = context.rules.expression(node.operand, context);
  if (value.type.name === 'VARIANT') return variantPath(value, node);
  if (value.type.name !== 'STRING') throw cannotCompute(`: of a value of type ${types.typeText(value.type)}`, node.at);
  return {
    sql: `spark_get_json_object_or_error(${value.sql}, ${quoteText(`$${node.path}`)})`,
    type: types.STRING,
    name: (/([^[\]']+)'?\]?$/.exec(node.path)?.[1] ?? node.path).replace(LOOSE, ''),
  };
}

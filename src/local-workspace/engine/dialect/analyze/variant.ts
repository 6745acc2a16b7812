import { native } from '../natives/native.ts';
import * as casts from '../natives/variant-cast.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import * as types from '../types.ts';
import { quoteText } from './quote-text.ts';
import type { Typed } from './typed.ts';

const { STRING } = types;
const CAST = native('cast_variant', [STRING, STRING], STRING, casts.castVariant, { fails: true });
const TRY_CAST = native('try_cast_variant', [STRING, STRING], STRING, casts.tryCastVariant, { fails: true });
const TEXT = native('variant_text', [STRING], STRING, casts.variantText);
const HOLD = native('hold_variant', [undefined, STRING], STRING, casts.toVariant, { fails: true });

/** The engine's own description of a type, from which it reads JSON that is in order. */
function structure(type: types.SqlType): string {
  if (type.name === 'ARRAY') return `[${structure(types.firstPart(type))}]`;
  if (type.name === 'STRUCT')
    return `{${(type.parts ?? []).map((part, index) => `"f${index}":${structure(part)}`).join(',')}}`;
  return JSON.stringify(types.engineType(type));
}

/** Engine SQL of a value of a type, of engine SQL that gives it as JSON which is in order. */
export const ofJson = (json: string, type: types.SqlType): string =>
  `CAST(json_transform(CAST(${json} AS JSON), ${quoteText(structure(type))}) AS ${types.engineType(type)})`;

/** Engine SQL of a VARIANT as another type. */
export function fromVariant(sql: string, to: types.SqlType, lenient: boolean): string {
  if (to.name === 'STRING') return `${TEXT}(${sql})`;
  return ofJson(`${lenient ? TRY_CAST : CAST}(${sql}, ${quoteText(JSON.stringify(to))})`, to);
}

const HELD = ['BOOLEAN', 'TINYINT', 'SMALLINT', 'INT', 'BIGINT', 'DOUBLE', 'DECIMAL', 'STRING', 'VARIANT'];

/** Whether a value may become a VARIANT; a struct and a map only where `objects` says so. */
function check(value: Typed, type: types.SqlType, objects: boolean, at: number | undefined): void {
  const isObject = type.name === 'STRUCT' || (type.name === 'MAP' && types.firstPart(type).name === 'STRING');
  if (type.name === 'ARRAY' || (objects && isObject)) {
    const parts = type.name === 'MAP' ? [types.secondPart(type)] : (type.parts ?? []);
    for (const part of parts) check(value, part, objects, at);
    return;
  }
  if (HELD.includes(type.name)) return;
  if (type.parts === undefined && type.name !== 'VOID' && type.name !== 'INTERVAL')
    throw cannotCompute(`a VARIANT of ${types.typeText(type)}`, at);
  const sentence = `Cannot resolve "${value.name}" due to data type mismatch: cannot cast "${types.typeText(value.type)}" to "VARIANT".`;
  throw new SqlError('DATATYPE_MISMATCH.CAST_WITHOUT_SUGGESTION', '42K09', sentence, at);
}

/** Engine SQL of a value as VARIANT. */
export function toVariant(value: Typed, objects: boolean, at?: number): string {
  check(value, value.type, objects, at);
  return `${HOLD}(${value.sql}, ${quoteText(JSON.stringify(value.type))})`;
}

/** Those that read a VARIANT as a text are what Spark casts it for. */
const FUNCTIONS = new Set(
  'concat_ws contains endswith initcap left lower ltrim regexp_extract regexp_replace replace right rlike rtrim split startswith substr substring trim upper array array_agg array_compact array_size any_value cardinality coalesce collect_list concat count element_at first first_value flatten get if iff ifnull is_variant_null is_valid_variant isnotnull isnull last last_value len length char_length map map_keys map_values max max_by min min_by named_struct nvl nvl2 schema_of_variant schema_of_variant_agg size struct to_json to_variant_object try_element_at try_variant_get typeof variant_get'.split(
    ' ',
  ),
);

/** Functions that would compare a VARIANT, or read it as a text, are refused. */
export function refuseVariant(args: readonly Typed[], name: string, at: number): void {
  if (!FUNCTIONS.has(name) && args.some(({ type }) => types.hasVariant(type)))
    throw cannotCompute(`${name}() of a VARIANT`, at);
}

import { coerce } from '../analyze/coerce.ts';
import { quoteText } from '../analyze/quote-text.ts';
import { fromVariant, toVariant } from '../analyze/variant.ts';
import { native } from '../natives/native.ts';
import { variantAt } from '../natives/variant-path.ts';
import { schemaOfVariant, schemaOfVariants } from '../natives/variant-schema.ts';
import { parseVariant, tryParseVariant } from '../natives/variant-text.ts';
import { readSchema } from '../parse/read-schema.ts';
import { SqlError } from '../sql-error.ts';
import * as types from '../types.ts';
import type { AggregateRule } from './aggregate-rule.ts';
import { argument, count, type Given, type Rule, textLiteral, unexpected } from './rule.ts';

const { STRING } = types;
const PARSE = native('parse_variant', [STRING], STRING, parseVariant, { fails: true });
const TRY_PARSE = native('try_parse_variant', [STRING], STRING, tryParseVariant, { fails: true });
const AT = native('variant_at', [STRING, STRING, STRING], STRING, variantAt, { fails: true });
const SCHEMA = native('variant_schema', [STRING], STRING, schemaOfVariant);
const SCHEMAS = native('variant_schemas', [types.array(STRING)], STRING, schemaOfVariants);

function variant(given: Given): string {
  const value = argument(given, 0);
  if (value.type.name !== 'VARIANT' && value.type.name !== 'VOID') throw unexpected(given, value, '"VARIANT"');
  return coerce(value, types.VARIANT).sql;
}

const parse =
  (engine: string): Rule =>
  (given) => {
    count(given, 1);
    const value = argument(given, 0);
    if (value.type.name !== 'STRING' && value.type.name !== 'VOID') throw unexpected(given, value, '"STRING"');
    return { sql: `${engine}(${coerce(value, STRING).sql})`, type: types.VARIANT };
  };

/** `variant:path` and variant_get() without a type. */
export const variantPart = (sql: string, path: string, routine: string): string =>
  `${AT}(${sql}, ${path}, ${quoteText(routine)})`;

const get =
  (lenient: boolean): Rule =>
  (given) => {
    count(given, 2, 3);
    const part = variantPart(variant(given), coerce(argument(given, 1), STRING).sql, given.name);
    if (given.args.length === 2) return { sql: part, type: types.VARIANT };
    const type = readSchema(textLiteral(given, 2));
    return { sql: type.name === 'VARIANT' ? part : fromVariant(part, type, lenient), type };
  };

const toObject: Rule = (given) => {
  count(given, 1);
  const value = argument(given, 0);
  if (types.isNested(value.type)) return { sql: toVariant(value, true, given.at), type: types.VARIANT };
  const sentence = `Cannot resolve "to_variant_object(${value.name})" due to data type mismatch: cannot cast "${types.typeText(value.type)}" to "VARIANT".`;
  throw new SqlError('DATATYPE_MISMATCH.CAST_WITHOUT_SUGGESTION', '42K09', sentence, given.at);
};

/** Functions of the type VARIANT. */
export const VARIANTS: Readonly<Record<string, Rule>> = {
  parse_json: parse(PARSE),
  try_parse_json: parse(TRY_PARSE),
  variant_get: get(false),
  try_variant_get: get(true),
  is_variant_null: (given) => {
    count(given, 1);
    return { sql: `coalesce(${variant(given)} = 'null', false)`, type: types.BOOLEAN };
  },
  schema_of_variant: (given) => {
    count(given, 1);
    return { sql: `${SCHEMA}(${variant(given)})`, type: STRING };
  },
  to_variant_object: toObject,
};

const schemaOfAll: AggregateRule = (given, emit) => {
  count(given, 1);
  const value = variant(given);
  const list = emit('list', value, `${value} IS NOT NULL`);
  return { sql: `${SCHEMAS}(coalesce(${list}, CAST([] AS VARCHAR[])))`, type: STRING };
};
export const VARIANT_AGGREGATES: Readonly<Record<string, AggregateRule>> = { schema_of_variant_agg: schemaOfAll };

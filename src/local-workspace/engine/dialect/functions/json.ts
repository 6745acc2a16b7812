import { quoteText } from '../analyze/typed.ts';
import { structure } from '../analyze/variant.ts';
import * as json from '../natives/json.ts';
import { getJsonObject } from '../natives/json-path.ts';
import { jsonTuple, schemaOfJson } from '../natives/json-schema.ts';
import { native } from '../natives/native.ts';
import { writeJson, writeJsonWith } from '../natives/write-json.ts';
import { readSchema } from '../parse/read-schema.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import * as types from '../types.ts';
import { define, failing, fn } from './define.ts';
import { argument, count, type Given, type Rule, text, textLiteral, unexpected } from './rule.ts';

const WRITE = native('to_json_text', [undefined, types.STRING], types.STRING, writeJson, { fails: true });
const READ = native('read_json', [types.STRING, types.STRING], types.STRING, json.readJson, { fails: true });

const [ANY, { STRING }] = [undefined, types];
const WRITE_WITH = native('to_json_text_with', [ANY, STRING, ANY], STRING, writeJsonWith, { fails: true });
const READ_WITH = native('read_json_with', [STRING, STRING, ANY], STRING, json.readJsonWith, { fails: true });

/** Engine SQL of the options, where there are any: a map of texts. */
export function optionsOf(given: Given, index: number): string | undefined {
  const value = given.args[index];
  if (!value) return undefined;
  const isText = value.type.name === 'MAP' && (value.type.parts ?? []).every(({ name }) => name === 'STRING');
  if (isText) return value.sql;
  const [kind, sentence] =
    value.type.name === 'MAP'
      ? [
          'NON_STRING_TYPE',
          `A type of keys and values in \`map()\` must be string, but got "${types.typeText(value.type)}".`,
        ]
      : ['NON_MAP_FUNCTION', 'Must use the `map()` function for options.'];
  throw new SqlError(`INVALID_OPTIONS.${kind}`, '42K06', `Invalid options: ${sentence}`, given.at);
}

const toJson: Rule = (given) => {
  count(given, 1, 2);
  const value = argument(given, 0);
  if (!types.isNested(value.type) && value.type.name !== 'VARIANT')
    throw new SqlError(
      'DATATYPE_MISMATCH.INVALID_JSON_SCHEMA',
      '42K09',
      `Cannot resolve "${given.name}" due to data type mismatch: Input schema "${types.typeText(value.type)}" must be a struct, an array, a map or a variant.`,
      given.at,
    );
  const type = quoteText(JSON.stringify(value.type));
  const options = optionsOf(given, 1);
  const sql = options ? `${WRITE_WITH}(${value.sql}, ${type}, ${options})` : `${WRITE}(${value.sql}, ${type})`;
  return { sql, type: types.STRING };
};

/** The type that a literal schema says. */
export function fromSchema(given: Given): types.SqlType {
  const schema = argument(given, 1);
  if (schema.literal !== undefined && schema.type.name !== 'STRING')
    throw new SqlError(
      'INVALID_SCHEMA.NON_STRING_LITERAL',
      '42K07',
      `The input schema "${schema.name}" is not a valid schema string. The input expression must be string literal and not null.`,
      given.at,
    );
  const inferred = schema.literal === undefined ? /^'((?:[^']|'')*)'$/.exec(schema.sql)?.[1] : schema.literal;
  if (inferred === undefined) throw cannotCompute(`${given.name}() with a schema that is not a literal`, given.at);
  return readSchema(inferred);
}

const fromJson: Rule = (given) => {
  count(given, 2, 3);
  const value = argument(given, 0);
  if (value.type.name !== 'STRING' && value.type.name !== 'VOID') throw unexpected(given, value, '"STRING"');
  const type = fromSchema(given);
  if (!types.isNested(type))
    throw new SqlError(
      'DATATYPE_MISMATCH.INVALID_JSON_SCHEMA',
      '42K09',
      `Cannot resolve "${given.name}" due to data type mismatch: Input schema "${types.typeText(type)}" must be a struct, an array, a map or a variant.`,
      given.at,
    );
  const options = optionsOf(given, 2);
  const args = `${text(given, 0)}, ${quoteText(JSON.stringify(type))}`;
  const read = options ? `${READ_WITH}(${args}, ${options})` : `${READ}(${args})`;
  return {
    sql: `CAST(json_transform(CAST(${read} AS JSON), ${quoteText(structure(type))}) AS ${types.engineType(type)})`,
    type,
  };
};

const schemaOf: Rule = (given) => {
  count(given, 1, 2);
  const [, options] = given.args;
  if (options && options.type.name !== 'MAP')
    throw new SqlError(
      'INVALID_OPTIONS.NON_MAP_FUNCTION',
      '42K06',
      'Invalid options: Must use the `map()` function for options.',
      given.at,
    );
  if (options && options.name !== 'map(allowNumericLeadingZeros, true)')
    throw cannotCompute('schema_of_json() with options', given.at);
  if (argument(given, 0).type.name === 'VOID')
    throw new SqlError(
      'DATATYPE_MISMATCH.UNEXPECTED_NULL',
      '42K09',
      'Cannot resolve "schema_of_json" due to data type mismatch: The json must not be null.',
      given.at,
    );
  const value = textLiteral(given, 0);
  return { sql: quoteText(schemaOfJson(value, given.args.length > 1)), type: types.STRING };
};

/** Functions of JSON texts. */
export const JSONS = define({
  get_json_object: failing('string!, string! -> string', getJsonObject),
  to_json: toJson,
  from_json: fromJson,
  schema_of_json: schemaOf,
  json_array_length: fn('string! -> int', json.arrayLength),
  json_object_keys: fn('string! -> array<string>', json.objectKeys),
});
export const tupleOf = failing('string, array<string> -> array<string>', jsonTuple, true);
define({ json_tuple_list: tupleOf });

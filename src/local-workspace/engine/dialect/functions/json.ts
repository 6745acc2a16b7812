import { quoteText } from '../analyze/typed.ts';
import * as json from '../natives/json.ts';
import { getJsonObject } from '../natives/json-path.ts';
import { jsonTuple, schemaOfJson } from '../natives/json-schema.ts';
import { native } from '../natives/native.ts';
import { writeJson, writeJsonWith } from '../natives/write-json.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import * as types from '../types.ts';
import { define, failing, fn } from './define.ts';
import { argument, count, type Given, type Rule, textLiteral, wantFoldable } from './rule.ts';
import { readAs, schemaIn, written } from './typed-text.ts';

const [ANY, { STRING }] = [undefined, types];
const READ = {
  plain: native('read_json', [STRING, STRING], STRING, json.readJson, { fails: true }),
  withOptions: native('read_json_with', [STRING, STRING, ANY], STRING, json.readJsonWith, { fails: true }),
};
const WRITE = {
  plain: native('to_json_text', [ANY, STRING], STRING, writeJson, { fails: true }),
  withOptions: native('to_json_text_with', [ANY, STRING, ANY], STRING, writeJsonWith, { fails: true }),
};

const wrongSchema = (given: Given, type: types.SqlType): SqlError =>
  new SqlError(
    'DATATYPE_MISMATCH.INVALID_JSON_SCHEMA',
    '42K09',
    `Cannot resolve "${given.name}" due to data type mismatch: Input schema "${types.typeText(type)}" must be a struct, an array, a map or a variant.`,
    given.at,
  );

const toJson: Rule = (given) => {
  count(given, 1, 2);
  const { type } = argument(given, 0);
  if (!types.isNested(type) && type.name !== 'VARIANT') throw wrongSchema(given, type);
  return written(given, WRITE);
};

const fromJson: Rule = (given) => {
  count(given, 2, 3);
  const type = schemaIn(given);
  if (!types.isNested(type)) throw wrongSchema(given, type);
  return readAs(type, given, READ);
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
  wantFoldable(given, 0);
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

import { quoteText } from '../analyze/typed.ts';
import { structure } from '../analyze/variant.ts';
import * as json from '../natives/json.ts';
import { getJsonObject } from '../natives/json-path.ts';
import { jsonTuple, schemaOfJson } from '../natives/json-schema.ts';
import { native } from '../natives/native.ts';
import { writeJson } from '../natives/write-json.ts';
import { readSchema } from '../parse/read-schema.ts';
import { cannotCompute } from '../sql-error.ts';
import * as types from '../types.ts';
import { define, failing, fn } from './define.ts';
import { argument, count, type Given, type Rule, text, textLiteral, unexpected } from './rule.ts';

const WRITE = native('to_json_text', [undefined, types.STRING], types.STRING, writeJson, { fails: true });
const READ = native('read_json', [types.STRING, types.STRING], types.STRING, json.readJson, { fails: true });

const toJson: Rule = (given) => {
  if (given.args.length > 1) throw cannotCompute('to_json() with options', given.at);
  const value = argument(given, 0);
  if (!types.isNested(value.type) && value.type.name !== 'VARIANT')
    throw unexpected(given, value, '"STRUCT" or "MAP" or "ARRAY"');
  return { sql: `${WRITE}(${value.sql}, ${quoteText(JSON.stringify(value.type))})`, type: types.STRING };
};

function fromSchema(given: Given): types.SqlType {
  const schema = argument(given, 1);
  const inferred = schema.literal === undefined ? /^'((?:[^']|'')*)'$/.exec(schema.sql)?.[1] : textLiteral(given, 1);
  if (inferred === undefined) throw cannotCompute(`${given.name}() with a schema that is not a literal`, given.at);
  return readSchema(inferred);
}

const fromJson: Rule = (given) => {
  if (given.args.length > 2) throw cannotCompute('from_json() with options', given.at);
  count(given, 2);
  const value = argument(given, 0);
  if (value.type.name !== 'STRING' && value.type.name !== 'VOID') throw unexpected(given, value, '"STRING"');
  const type = fromSchema(given);
  const read = `${READ}(${text(given, 0)}, ${quoteText(JSON.stringify(type))})`;
  return {
    sql: `CAST(json_transform(CAST(${read} AS JSON), ${quoteText(structure(type))}) AS ${types.engineType(type)})`,
    type,
  };
};

const schemaOf: Rule = (given) => {
  count(given, 1, 2);
  const options = given.args[1];
  if (options && options.name !== 'map(allowNumericLeadingZeros, true)')
    throw cannotCompute('schema_of_json() with options', given.at);
  const value = textLiteral(given, 0);
  return { sql: quoteText(schemaOfJson(value, given.args.length > 1)), type: types.STRING };
};

/** Functions of JSON texts. */
export const JSONS = define({
  get_json_object: failing('string, string -> string', getJsonObject),
  to_json: toJson,
  from_json: fromJson,
  schema_of_json: schemaOf,
  json_array_length: fn('string -> int', json.arrayLength),
  json_object_keys: fn('string -> array<string>', json.objectKeys),
});
export const tupleOf = failing('string, array<string> -> array<string>', jsonTuple, true);
define({ json_tuple_list: tupleOf });

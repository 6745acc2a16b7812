import { quoteText } from '../analyze/typed.ts';
import { structure } from '../analyze/variant.ts';
import { readCsv, readCsvWith, schemaOfCsv, writeCsv, writeCsvWith } from '../natives/csv.ts';
import { native } from '../natives/native.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import * as types from '../types.ts';
import { define } from './define.ts';
import { fromSchema, optionsOf } from './json.ts';
import { argument, count, type Rule, text, textLiteral, unexpected } from './rule.ts';

const [ANY, { STRING }] = [undefined, types];
const READ = native('read_csv', [STRING, STRING], STRING, readCsv, { fails: true });
const READ_WITH = native('read_csv_with', [STRING, STRING, ANY], STRING, readCsvWith, { fails: true });
const WRITE = native('to_csv_text', [ANY, STRING], STRING, writeCsv, { fails: true });
const WRITE_WITH = native('to_csv_text_with', [ANY, STRING, ANY], STRING, writeCsvWith, { fails: true });

const fromCsv: Rule = (given) => {
  count(given, 2, 3);
  const value = argument(given, 0);
  if (value.type.name !== 'STRING' && value.type.name !== 'VOID') throw unexpected(given, value, '"STRING"');
  const type = fromSchema(given);
  if (type.name !== 'STRUCT')
    throw new SqlError(
      'INVALID_SCHEMA.NON_STRUCT_TYPE',
      '42K07',
      `The input expression must be evaluated to struct type, but got "${types.typeText(type)}".`,
      given.at,
    );
  const nested = type.parts?.find(types.isNested);
  if (nested)
    throw new SqlError('UNSUPPORTED_DATATYPE', '0A000', `Unsupported data type "${types.typeText(nested)}".`, given.at);
  if (type.names?.includes('_corrupt_record')) throw cannotCompute('from_csv() with _corrupt_record', given.at);
  const options = optionsOf(given, 2);
  const args = `${text(given, 0)}, ${quoteText(JSON.stringify(type))}`;
  const read = options ? `${READ_WITH}(${args}, ${options})` : `${READ}(${args})`;
  return {
    sql: `CAST(json_transform(CAST(${read} AS JSON), ${quoteText(structure(type))}) AS ${types.engineType(type)})`,
    type,
  };
};

const toCsv: Rule = (given) => {
  count(given, 1, 2);
  const value = argument(given, 0);
  if (value.type.name !== 'STRUCT')
    throw new SqlError(
      'DATATYPE_MISMATCH.UNSUPPORTED_INPUT_TYPE',
      '42K09',
      `Cannot resolve "${given.name}" due to data type mismatch: The input of \`to_csv\` can't be "${types.typeText(value.type)}" type data.`,
      given.at,
    );
  const type = quoteText(JSON.stringify(value.type));
  const options = optionsOf(given, 1);
  const sql = options ? `${WRITE_WITH}(${value.sql}, ${type}, ${options})` : `${WRITE}(${value.sql}, ${type})`;
  return { sql, type: STRING };
};

const schemaOf: Rule = (given) => {
  count(given, 1, 2);
  const mark = given.args[1] ? /^map\((?:sep|delimiter), (.)\)$/.exec(given.args[1].name)?.[1] : ',';
  if (mark === undefined) throw cannotCompute('schema_of_csv() with other options than the separator', given.at);
  return { sql: quoteText(schemaOfCsv(textLiteral(given, 0), mark)), type: STRING };
};

/** Functions of lines of CSV. */
export const CSVS = define({ from_csv: fromCsv, to_csv: toCsv, schema_of_csv: schemaOf });

import { quoteText } from '../analyze/typed.ts';
import { readCsv, readCsvWith, schemaOfCsv, writeCsv, writeCsvWith } from '../natives/csv.ts';
import { native } from '../natives/native.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import * as types from '../types.ts';
import { define } from './define.ts';
import { argument, count, type Rule, textLiteral } from './rule.ts';
import { readAs, schemaIn, written } from './typed-text.ts';

const [ANY, { STRING }] = [undefined, types];
const READ = {
  plain: native('read_csv', [STRING, STRING], STRING, readCsv, { fails: true }),
  withOptions: native('read_csv_with', [STRING, STRING, ANY], STRING, readCsvWith, { fails: true }),
};
const WRITE = {
  plain: native('to_csv_text', [ANY, STRING], STRING, writeCsv, { fails: true }),
  withOptions: native('to_csv_text_with', [ANY, STRING, ANY], STRING, writeCsvWith, { fails: true }),
};

const fromCsv: Rule = (given) => {
  count(given, 2, 3);
  const type = schemaIn(given);
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
  return readAs(type, given, READ);
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
  return written(given, WRITE);
};

const schemaOf: Rule = (given) => {
  count(given, 1, 2);
  const mark = given.args[1] ? /^map\((?:sep|delimiter), (.)\)$/.exec(given.args[1].name)?.[1] : ',';
  if (mark === undefined) throw cannotCompute('schema_of_csv() with other options than the separator', given.at);
  return { sql: quoteText(schemaOfCsv(textLiteral(given, 0), mark)), type: STRING };
};

/** Functions of lines of CSV. */
export const CSVS = define({ from_csv: fromCsv, to_csv: toCsv, schema_of_csv: schemaOf });

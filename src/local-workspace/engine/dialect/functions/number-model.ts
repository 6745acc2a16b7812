import { textOf } from '../analyze/cast.ts';
import { coerce } from '../analyze/coerce.ts';
import { quoteText } from '../analyze/typed.ts';
import { bytesAs } from '../natives/encoding.ts';
import { native } from '../natives/native.ts';
import { toChar, toNumber, tryToNumber } from '../natives/number-by-model.ts';
import { readModel } from '../natives/number-model.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import * as types from '../types.ts';
import { argument, count, type Given, type Rule, text, unexpected } from './rule.ts';

const texts = [types.STRING, types.STRING];
const READ = native('number_by_model', texts, types.STRING, toNumber, { fails: true });
const TRY_READ = native('try_number_by_model', texts, types.STRING, tryToNumber);
const WRITE = native('char_by_model', texts, types.STRING, toChar);
const BYTES = native('bytes_as', [types.BINARY, types.STRING], types.STRING, bytesAs, { fails: true });

/** The format, which is a literal; undefined where it is NULL. */
function modelOf(given: Given): string | undefined {
  const value = argument(given, 1);
  if (value.type.name === 'VOID') return undefined;
  if (value.literal !== undefined) return value.literal;
  if (!value.isNamed) throw cannotCompute(`${given.name}() with a format that is not a literal`, given.at);
  const sentence = `Cannot resolve "${given.name}" due to data type mismatch: the input \`format\` should be a foldable "STRING" expression.`;
  throw new SqlError('DATATYPE_MISMATCH.NON_FOLDABLE_INPUT', '42K09', sentence, given.at);
}

const numberOf =
  (engine: string): Rule =>
  (given) => {
    count(given, 2);
    const value = text(given, 0);
    const model = modelOf(given);
    if (model === undefined) return { sql: 'CAST(NULL AS DECIMAL(10,0))', type: types.decimal(10, 0) };
    const { precision, scale } = readModel(model);
    if (precision > 38)
      throw new SqlError(
        'DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION',
        '22003',
        `Decimal precision ${precision} exceeds max precision 38.`,
        given.at,
      );
    const type = types.decimal(precision, scale);
    return { sql: `CAST(${engine}(${value}, ${quoteText(model)}) AS ${types.typeText(type)})`, type };
  };

/** What the types of Spark are as decimals; a text may have 18 digits after the point. */
const AS_DECIMAL: Readonly<Partial<Record<types.TypeName, types.SqlType>>> = {
  DOUBLE: types.decimal(30, 15),
  FLOAT: types.decimal(14, 7),
  STRING: types.decimal(38, 18),
  VOID: types.decimal(38, 18),
};

/** A number's text by a model, or that of bytes in an encoding. */
export const charOf: Rule = (given) => {
  count(given, 2);
  const value = argument(given, 0);
  if (value.type.name === 'BINARY') return { sql: `${BYTES}(${value.sql}, ${text(given, 1)})`, type: types.STRING };
  if (!types.isNumeric(value.type) && !AS_DECIMAL[value.type.name]) throw unexpected(given, value, '"DECIMAL"');
  const model = modelOf(given);
  if (model === undefined) return { sql: 'CAST(NULL AS VARCHAR)', type: types.STRING };
  readModel(model);
  const type = AS_DECIMAL[value.type.name] ?? types.asDecimal(value.type);
  const exact = coerce(value, type);
  return { sql: `${WRITE}(${textOf(exact.sql, type)}, ${quoteText(model)})`, type: types.STRING };
};

/** Numbers in texts by a model of their digits. */
export const NUMBER_MODELS: Readonly<Record<string, Rule>> = {
  to_number: numberOf(READ),
  try_to_number: numberOf(TRY_READ),
};

import { textOf } from '../analyze/cast.ts';
import { quoteText } from '../analyze/typed.ts';
import { formatNumber as numberText } from '../natives/format-number.ts';
import { formatString } from '../natives/printf.ts';
import { cannotCompute } from '../sql-error.ts';
import { isInteger, isNested, STRING, typeName } from '../types.ts';
import { dayNumber } from './date-parts.ts';
import { define, failing } from './define.ts';
import { argument, countFrom, type Given, type Rule, text, unexpected } from './rule.ts';

define({ format_texts: failing('string, array<string>, string -> string', formatString) });
/** The arguments go to the native as texts, with the kind of each. */
export const printf: Rule = (given) => {
  countFrom(given, 1);
  const rest = given.args.slice(1);
  const cells = rest.map(({ sql, type }) => {
    if (isNested(type)) throw cannotCompute(`${given.name}() of ${typeName(type)}`, given.at);
    if (type.name === 'DATE') return `CAST(${dayNumber(sql)} AS VARCHAR)`;
    if (type.name === 'INTERVAL') return `CAST(${sql} AS VARCHAR)`;
    return type.name.startsWith('TIMESTAMP') ? `CAST(epoch_us(${sql}) AS VARCHAR)` : textOf(sql, type);
  });
  const kinds = rest
    .map(({ type }) =>
      // Of a date the number of its day is written, of the others that of their microseconds or months.
      isInteger(type) || /^(DATE|TIMESTAMP|TIMESTAMP_NTZ|INTERVAL)$/.test(type.name)
        ? 'i'
        : ['DOUBLE', 'FLOAT', 'DECIMAL'].includes(type.name)
          ? 'f'
          : type.name === 'BOOLEAN'
            ? 'b'
            : 's',
    )
    .join('');
  return {
    sql: `spark_format_texts_or_error(${text(given, 0)}, [${cells.join(', ')}]::VARCHAR[], ${quoteText(kinds)})`,
    type: STRING,
  };
};

/** A number goes to the native as its text, so that no digit is lost. */
function withText(given: Given): Given {
  const [value, ...rest] = given.args;
  if (!value) return given;
  if (!['TINYINT', 'SMALLINT', 'INT', 'BIGINT', 'FLOAT', 'DOUBLE', 'DECIMAL', 'VOID'].includes(value.type.name))
    throw unexpected(given, value, '"NUMERIC"');
  const sql = value.type.name === 'VOID' ? 'CAST(NULL AS VARCHAR)' : textOf(value.sql, value.type);
  return { ...given, args: [{ ...value, sql, type: STRING }, ...rest] };
}
const FORMAT_PATTERN = {
  format_number: define({ format_number_by: failing('string, string -> string', numberText) }).format_number_by,
};
const FORMAT_PLACES = {
  format_number: define({
    format_number_to: failing('string, int! -> string', (value: string, places: number) =>
      places < 0
        ? null
        : numberText(
            value,
            places === 0
              ? '#,###,###,###,###,###,##0'
              : `#,###,###,###,###,###,##0.${'0'.repeat(Math.min(places, 100))}`,
          ),
    ),
  }).format_number_to,
};

export const formatNumber: Rule = (given) =>
  (argument(given, 1).type.name === 'STRING' ? FORMAT_PATTERN : FORMAT_PLACES).format_number?.(withText(given)) ?? {
    sql: '',
    type: STRING,
  };

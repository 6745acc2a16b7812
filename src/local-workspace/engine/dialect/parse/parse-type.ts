import { cannotCompute, SqlError } from '../sql-error.ts';
import * as types from '../types.ts';
import type { Cursor } from './cursor.ts';

const SIMPLE: Readonly<Record<string, types.SqlType>> = {
  BOOLEAN: types.BOOLEAN,
  TINYINT: types.TINYINT,
  BYTE: types.TINYINT,
  SMALLINT: types.SMALLINT,
  SHORT: types.SMALLINT,
  INT: types.INT,
  INTEGER: types.INT,
  BIGINT: types.BIGINT,
  LONG: types.BIGINT,
  FLOAT: types.FLOAT,
  REAL: types.FLOAT,
  DOUBLE: types.DOUBLE,
  STRING: types.STRING,
  DATE: types.DATE,
  TIMESTAMP: types.TIMESTAMP,
  TIMESTAMP_LTZ: types.TIMESTAMP,
  TIMESTAMP_NTZ: types.TIMESTAMP_NTZ,
  BINARY: types.BINARY,
  VARIANT: types.VARIANT,
  VOID: types.VOID,
};
const DECIMALS = ['DECIMAL', 'DEC', 'NUMERIC'];
const OTHER = /^(OBJECT|GEOMETRY|GEOGRAPHY)$/;
const INTERVAL_UNIT = /^(YEAR|MONTH|DAY|HOUR|MINUTE|SECOND)$/;

function digits(cursor: Cursor): number {
  const token = cursor.take();
  if (token.kind !== 'number' || !/^\d{1,3}$/.test(token.value)) throw cursor.unexpected();
  return Number(token.value);
}

/** Two types may end in one token: `>>`. */
function close(cursor: Cursor): void {
  if (!cursor.acceptAngle()) throw cursor.unexpected();
}

/** Reads `name: TYPE`, `name TYPE`, with NOT NULL and COMMENT that are left out. */
export function parseFields(cursor: Cursor, isEnd: () => boolean): types.SqlType {
  const [names, parts]: [string[], types.SqlType[]] = [[], []];
  while (!isEnd()) {
    if (names.length > 0) cursor.expect(',');
    names.push(cursor.name());
    cursor.acceptColon();
    parts.push(parseType(cursor));
    cursor.accept('NOT', 'NULL');
    if (cursor.accept('COMMENT')) cursor.string();
  }
  return types.struct(names, parts);
}

function parseNested(cursor: Cursor, name: 'ARRAY' | 'MAP' | 'STRUCT'): types.SqlType {
  return cursor.deeper(() => {
    if (name === 'STRUCT' && cursor.accept('<>')) return types.struct([], []);
    cursor.expect('<');
    if (name === 'STRUCT') {
      const type = parseFields(cursor, () => cursor.seesAngle());
      close(cursor);
      return type;
    }
    const first = parseType(cursor);
    if (name === 'MAP') cursor.expect(',');
    const type = name === 'ARRAY' ? types.array(first) : types.map(first, parseType(cursor));
    close(cursor);
    return type;
  });
}

function parseInterval(cursor: Cursor): types.SqlType {
  const unit = (): string => {
    const { upper } = cursor.take();
    if (!INTERVAL_UNIT.test(upper)) throw cursor.unexpected();
    return upper;
  };
  const first = unit();
  if (!cursor.accept('TO')) return types.interval(first);
  const last = unit();
  return types.interval(first === last ? first : `${first} TO ${last}`);
}

/** Reads a type such as `INT` or `DECIMAL(18, 2)`. */
export function parseType(cursor: Cursor): types.SqlType {
  const token = cursor.peek();
  if (token.kind !== 'word') throw cursor.unexpected();
  cursor.take();
  const simple = SIMPLE[token.upper];
  if (simple) {
    if (cursor.sees('COLLATE')) throw cursor.refuse('COLLATE');
    return simple;
  }
  if (token.upper === 'ARRAY' || token.upper === 'MAP' || token.upper === 'STRUCT')
    return parseNested(cursor, token.upper);
  if (token.upper === 'INTERVAL') return parseInterval(cursor);
  if (/^(VARCHAR|CHAR|CHARACTER)$/.test(token.upper)) {
    if (!cursor.sees('('))
      throw new SqlError(
        'DATATYPE_MISSING_SIZE',
        '42K01',
        `DataType "${token.upper}" requires a length parameter, for example "${token.upper}"(10). Please specify the length.`,
        token.at,
      );
    cursor.expect('(');
    digits(cursor);
    cursor.expect(')');
    return types.STRING;
  }
  if (OTHER.test(token.upper)) throw cannotCompute(`the type ${token.upper}`, token.at);
  if (!DECIMALS.includes(token.upper)) {
    throw new SqlError('UNSUPPORTED_DATATYPE', '0A000', `Unsupported data type "${token.upper}".`, token.at);
  }
  if (!cursor.accept('(')) return types.decimal(10, 0);
  const precision = digits(cursor);
  const scale = cursor.accept(',') ? digits(cursor) : 0;
  cursor.expect(')');
  if (scale > precision && precision <= 38)
    throw new SqlError(
      'DECIMAL_SCALE_EXCEEDS_PRECISION',
      '22003',
      `Decimal scale (${scale}) cannot be greater than precision (${precision}).`,
      token.at,
    );
  if (precision < 1 || precision > 38) {
    throw new SqlError(
      'DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION',
      '22003',
      `Decimal precision ${precision} and scale ${scale} exceed max precision 38.`,
      token.at,
    );
  }
  return types.decimal(precision, scale);
}

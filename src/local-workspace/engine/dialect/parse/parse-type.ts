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
};
const DECIMALS = ['DECIMAL', 'DEC', 'NUMERIC'];
const OTHER =
  /^(ARRAY|MAP|STRUCT|INTERVAL|BINARY|VARIANT|CHAR|CHARACTER|VARCHAR|TIMESTAMP_NTZ|VOID|OBJECT|GEOMETRY|GEOGRAPHY)$/;

function digits(cursor: Cursor): number {
  const token = cursor.take();
  if (token.kind !== 'number' || !/^\d{1,3}$/.test(token.value)) throw cursor.unexpected();
  return Number(token.value);
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
  if (OTHER.test(token.upper)) throw cannotCompute(`the type ${token.upper}`, token.at);
  if (!DECIMALS.includes(token.upper)) {
    throw new SqlError('UNSUPPORTED_DATATYPE', '0A000', `Unsupported data type "${token.upper}".`, token.at);
  }
  if (!cursor.accept('(')) return types.decimal(10, 0);
  const precision = digits(cursor);
  const scale = cursor.accept(',') ? digits(cursor) : 0;
  cursor.expect(')');
  if (precision < 1 || precision > 38 || scale > precision) {
    throw new SqlError(
      'DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION',
      '22003',
      `Decimal precision ${precision} and scale ${scale} exceed max precision 38.`,
      token.at,
    );
  }
  return types.decimal(precision, scale);
}

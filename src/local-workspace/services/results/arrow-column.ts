import { DuckDBDateValue, DuckDBDecimalValue, DuckDBTimestampValue, type DuckDBValue } from '@duckdb/node-api';
import * as arrow from 'apache-arrow';
import { bytesOf } from '../../engine/dialect/natives/show-value.ts';
import type { Column, SqlType } from '../../engine/dialect/types.ts';
import { cellText } from '../../engine/run/cell.ts';

type Values = readonly DuckDBValue[];

const number = (value: DuckDBValue): number => (typeof value === 'number' ? value : Number(value ?? 0));
const bigint = (value: DuckDBValue): bigint => {
  if (typeof value === 'bigint') return value;
  if (value instanceof DuckDBTimestampValue) return value.micros;
  return value instanceof DuckDBDecimalValue ? value.value : 0n;
};

/** One bit for each value, the lowest first. */
function bits(length: number, isSet: (index: number) => boolean): Uint8Array {
  const bytes = new Uint8Array((((length + 7) >> 3) + 7) & ~7);
  for (let index = 0; index < length; index += 1) {
    if (isSet(index)) bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (1 << (index & 7));
  }
  return bytes;
}

/** 128-bit numbers in two's complement, four words each. */
function wideNumbers(values: Values, length: number): Uint32Array {
  const words = new Uint32Array(length * 4);
  for (let index = 0; index < length; index += 1) {
    const value = BigInt.asUintN(128, bigint(values[index] ?? null));
    for (let word = 0; word < 4; word += 1) {
      words[index * 4 + word] = Number((value >> BigInt(32 * word)) & 0xffffffffn);
    }
  }
  return words;
}

/** What has parts, and intervals, are the texts that the JSON format has. */
const textBytes =
  (type: SqlType) =>
  (value: DuckDBValue): Buffer =>
    Buffer.from(typeof value === 'string' && type.name !== 'VARIANT' ? value : (cellText(value, type) ?? ''));

function bytes(
  values: Values,
  length: number,
  read: (value: DuckDBValue) => Buffer,
): { valueOffsets: Int32Array; data: Uint8Array } {
  const valueOffsets = new Int32Array(length + 1);
  const pieces: Buffer[] = [];
  let at = 0;
  for (let index = 0; index < length; index += 1) {
    const value = values[index] ?? null;
    if (value !== null) {
      const piece = read(value);
      pieces.push(piece);
      at += piece.length;
    }
    valueOffsets[index + 1] = at;
  }
  return { valueOffsets, data: Buffer.concat(pieces) };
}

function arrowType({ name, precision, scale }: SqlType): arrow.DataType {
  switch (name) {
    case 'VOID':
      return new arrow.Null();
    case 'BOOLEAN':
      return new arrow.Bool();
    case 'TINYINT':
      return new arrow.Int8();
    case 'SMALLINT':
      return new arrow.Int16();
    case 'INT':
      return new arrow.Int32();
    case 'BIGINT':
      return new arrow.Int64();
    case 'FLOAT':
      return new arrow.Float32();
    case 'DOUBLE':
      return new arrow.Float64();
    case 'DECIMAL':
      return new arrow.Decimal(scale, precision, 128);
    case 'DATE':
      return new arrow.DateDay();
    case 'TIMESTAMP':
      return new arrow.TimestampMicrosecond('Etc/UTC');
    case 'TIMESTAMP_NTZ':
      return new arrow.TimestampMicrosecond();
    case 'BINARY':
      return new arrow.Binary();
    default:
      return new arrow.Utf8();
  }
}

export const arrowField = ({ name, type }: Column): arrow.Field => new arrow.Field(name, arrowType(type), true);

/** The first `length` values of a column in Arrow's own layout. */
export function arrowColumn(values: Values, type: SqlType, length: number): arrow.Data {
  const isThere = (index: number): boolean => (values[index] ?? null) !== null;
  let nullCount = 0;
  for (let index = 0; index < length; index += 1) if (!isThere(index)) nullCount += 1;
  const base = { length, nullCount, nullBitmap: nullCount > 0 ? bits(length, isThere) : null };
  const fill = <List extends { [index: number]: number }>(list: List): List => {
    for (let index = 0; index < length; index += 1) list[index] = number(values[index] ?? null);
    return list;
  };
  const large = (): BigInt64Array => {
    const list = new BigInt64Array(length);
    for (let index = 0; index < length; index += 1) list[index] = bigint(values[index] ?? null);
    return list;
  };
  switch (type.name) {
    case 'VOID':
      return arrow.makeData({ type: new arrow.Null(), length });
    case 'BOOLEAN':
      return arrow.makeData({ ...base, type: new arrow.Bool(), data: bits(length, (index) => values[index] === true) });
    case 'TINYINT':
      return arrow.makeData({ ...base, type: new arrow.Int8(), data: fill(new Int8Array(length)) });
    case 'SMALLINT':
      return arrow.makeData({ ...base, type: new arrow.Int16(), data: fill(new Int16Array(length)) });
    case 'INT':
      return arrow.makeData({ ...base, type: new arrow.Int32(), data: fill(new Int32Array(length)) });
    case 'BIGINT':
      return arrow.makeData({ ...base, type: new arrow.Int64(), data: large() });
    case 'FLOAT':
      return arrow.makeData({ ...base, type: new arrow.Float32(), data: fill(new Float32Array(length)) });
    case 'DOUBLE':
      return arrow.makeData({ ...base, type: new arrow.Float64(), data: fill(new Float64Array(length)) });
    case 'DECIMAL': {
      const decimal = new arrow.Decimal(type.scale, type.precision, 128);
      return arrow.makeData({ ...base, type: decimal, data: wideNumbers(values, length) });
    }
    case 'DATE': {
      const days = new Int32Array(length);
      for (const [index, value] of values.slice(0, length).entries())
        days[index] = value instanceof DuckDBDateValue ? value.days : 0;
      return arrow.makeData({ ...base, type: new arrow.DateDay(), data: days });
    }
    case 'TIMESTAMP':
      return arrow.makeData({ ...base, type: new arrow.TimestampMicrosecond('Etc/UTC'), data: large() });
    case 'TIMESTAMP_NTZ':
      return arrow.makeData({ ...base, type: new arrow.TimestampMicrosecond(), data: large() });
    case 'BINARY':
      return arrow.makeData({ ...base, type: new arrow.Binary(), ...bytes(values, length, bytesOf) });
    default:
      return arrow.makeData({ ...base, type: new arrow.Utf8(), ...bytes(values, length, textBytes(type)) });
  }
}

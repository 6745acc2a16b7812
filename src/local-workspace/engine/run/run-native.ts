import {
  DuckDBBlobValue,
  type DuckDBDataChunk,
  DuckDBDateValue,
  DuckDBListValue,
  DuckDBListVector,
  DuckDBTimestampValue,
  type DuckDBValue,
  listValue,
} from '@duckdb/node-api';
import type { Native, Run } from '../dialect/natives/native.ts';
import { cannotCompute } from '../dialect/sql-error.ts';
import { firstPart, type SqlType } from '../dialect/types.ts';
import { InTime, MOST_MS } from './in-time.ts';
import { Allowance } from './memory.ts';

/** What a native gives, as the engine takes it: days of a date, microseconds of a timestamp, a list of its elements. */
function toEngine(value: ReturnType<Run>, type: SqlType): DuckDBValue {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return listValue(value.map((each) => toEngine(each, firstPart(type))));
  if (type.name === 'DATE' && typeof value === 'number') return new DuckDBDateValue(value);
  if (type.name.startsWith('TIMESTAMP') && typeof value === 'bigint') return new DuckDBTimestampValue(value);
  if (value instanceof Uint8Array) return new DuckDBBlobValue(value);
  return isPlain(value) ? value : null;
}

const isPlain = (value: ReturnType<Run>): value is DuckDBValue => !Array.isArray(value);

const BYTES_AN_ITEM = 16;

/** Letters of the arguments that are JavaScript's at once. */
const MOST_AT_ONCE = 1_000_000;
/** A list of more items would take too long to read alone. */
const LONGEST_LIST = 1_000_000;
/** A pattern and a text that are no longer together take no time, whatever they are. */
const LONGEST_FREE = 32;

function bytesOf(value: ReturnType<Run>): number {
  if (typeof value === 'string' || value instanceof Uint8Array) return value.length;
  if (!Array.isArray(value)) return 0;
  return value.reduce((sum: number, item: ReturnType<Run>) => sum + BYTES_AN_ITEM + bytesOf(item), 0);
}

function sizeOf(value: DuckDBValue): number {
  if (typeof value === 'string') return value.length;
  return value instanceof DuckDBListValue ? value.items.reduce((size: number, item) => size + sizeOf(item), 0) : 1;
}

type Vector = ReturnType<DuckDBDataChunk['getColumnVector']>;
const isEndlessList = (column: Vector, row: number): boolean =>
  column instanceof DuckDBListVector && (column.getItemVector(row)?.itemCount ?? 0) > LONGEST_LIST;
type Read = { readonly rows: DuckDBValue[][]; readonly size: number };

/** The engine asks again for what failed: a statement of constants, several times while it is planned. */
const REMEMBERED_MS = 10_000;
let endless: { readonly native: Native; readonly values: readonly DuckDBValue[]; readonly until: number } | undefined;

function isEndless(native: Native, values: readonly DuckDBValue[]): boolean {
  if (endless?.native !== native || performance.now() > endless.until) return false;
  return endless.values.every((value, index) => value === values[index]);
}

/** Computes a native for the rows of a chunk, whose results are neither too large nor too long in coming. */
export class Runner {
  private readonly native: Native;
  private readonly inTime = new InTime();
  private readonly started = performance.now();
  private readonly allowance = new Allowance();
  private values: readonly DuckDBValue[] = [];

  constructor(native: Native) {
    this.native = native;
  }

  /** The arguments of as many rows as may be JavaScript's at once, and how large they are. */
  read(columns: readonly Vector[], from: number, to: number): Read {
    const rows: DuckDBValue[][] = [];
    let size = 0;
    for (let row = from; row < to && size < MOST_AT_ONCE; row += 1) {
      if (columns.some((column) => isEndlessList(column, row))) throw this.tooLong();
      const values = columns.map((column) => column.getItem(row));
      size += values.reduce((sum: number, value) => sum + sizeOf(value), 0);
      rows.push(values);
    }
    return { rows, size };
  }

  run({ rows, size }: Read): DuckDBValue[] {
    const work = () => rows.map((values) => this.one(values));
    if (size <= LONGEST_FREE) return work();
    // Reading a chunk of long lists takes its time too.
    if (performance.now() - this.started > MOST_MS) throw this.tooLong();
    const results = this.inTime.run(work);
    if (results) return results;
    endless = { native: this.native, values: this.values, until: performance.now() + REMEMBERED_MS };
    throw this.tooLong();
  }

  private one(values: DuckDBValue[]): DuckDBValue {
    this.values = values;
    const { takesNull, run, result } = this.native;
    if (!takesNull && values.includes(null)) return null;
    if (isEndless(this.native, values)) throw this.tooLong();
    const value = run(...values);
    this.allowance.take(bytesOf(value));
    return toEngine(value, result);
  }

  private tooLong(): Error {
    const name = this.native.name.replace(/^spark_|_or_error$/g, '');
    return cannotCompute(`${name}() of these values within ${MOST_MS / 1000} second`);
  }
}

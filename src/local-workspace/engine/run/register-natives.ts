import {
  ANY,
  BIGINT,
  BLOB,
  BOOLEAN,
  DATE,
  DOUBLE,
  DuckDBBlobValue,
  type DuckDBConnection,
  DuckDBDateValue,
  DuckDBScalarFunction,
  DuckDBTimestampValue,
  type DuckDBType,
  type DuckDBValue,
  FLOAT,
  INTEGER,
  LIST,
  listValue,
  SMALLINT,
  TIMESTAMP,
  TINYINT,
  VARCHAR,
} from '@duckdb/node-api';
import { NATIVES, type Native, type Run } from '../dialect/natives/native.ts';
import { SqlError } from '../dialect/sql-error.ts';
import { firstPart, type SqlType } from '../dialect/types.ts';
import { outOfMemory } from './engine-error.ts';
import '../dialect/functions/catalogue.ts';

const TYPES: Readonly<Record<string, DuckDBType>> = {
  BOOLEAN,
  TINYINT,
  SMALLINT,
  INT: INTEGER,
  BIGINT,
  FLOAT,
  DOUBLE,
  STRING: VARCHAR,
  BINARY: BLOB,
  DATE,
  TIMESTAMP,
  TIMESTAMP_NTZ: TIMESTAMP,
};

function engineTypeOf(type: SqlType | undefined): DuckDBType {
  if (type === undefined) return ANY;
  if (type.name === 'ARRAY') return LIST(engineTypeOf(firstPart(type)));
  if (type.name === 'INTERVAL') return BIGINT;
  return TYPES[type.name] ?? VARCHAR;
}

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

/** Of what one native gives for a chunk of rows, which is in memory at once. */
const MOST_BYTES = 256 * 1024 ** 2;
const BYTES_AN_ITEM = 8;

function bytesOf(value: ReturnType<Run>): number {
  if (typeof value === 'string' || Array.isArray(value) || value instanceof Uint8Array)
    return value.length * (Array.isArray(value) ? BYTES_AN_ITEM : 1);
  return 0;
}

function scalar({ name, params, result, run, takesNull }: Native): DuckDBScalarFunction {
  return DuckDBScalarFunction.create({
    name,
    returnType: engineTypeOf(result),
    parameterTypes: params.map(engineTypeOf),
    specialHandling: true,
    mainFunction: (info, chunk, output) => {
      const columns = params.map((_, index) => chunk.getColumnVector(index));
      let bytes = 0;
      try {
        for (let row = 0; row < chunk.rowCount; row += 1) {
          const values = columns.map((column) => column.getItem(row));
          const isNull = !takesNull && values.includes(null);
          const value = isNull ? null : run(...values);
          bytes += bytesOf(value);
          if (bytes > MOST_BYTES) throw outOfMemory();
          output.setItem(row, toEngine(value, result));
        }
        output.flush();
      } catch (error) {
        // A text or list that JavaScript cannot hold.
        const known = error instanceof RangeError ? outOfMemory() : error;
        if (!(known instanceof SqlError)) throw known;
        info.setError(known.message);
      }
    },
  });
}

/** Makes the natives known to every connection of a database. */
export function registerNatives(connection: DuckDBConnection): void {
  for (const native of NATIVES.values()) connection.registerScalarFunction(scalar(native));
}

import {
  ANY,
  BIGINT,
  BLOB,
  BOOLEAN,
  DATE,
  DOUBLE,
  type DuckDBConnection,
  DuckDBScalarFunction,
  type DuckDBType,
  FLOAT,
  INTEGER,
  LIST,
  SMALLINT,
  TIMESTAMP,
  TINYINT,
  VARCHAR,
} from '@duckdb/node-api';
import { NATIVES, type Native } from '../dialect/natives/native.ts';
import { SqlError } from '../dialect/sql-error.ts';
import { firstPart, type SqlType } from '../dialect/types.ts';
import { outOfMemory } from './engine-error.ts';
import type { Interrupts } from './interrupts.ts';
import { Runner } from './run-native.ts';
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

function scalar(native: Native, interrupts: Interrupts): DuckDBScalarFunction {
  const { name, params, result } = native;
  return DuckDBScalarFunction.create({
    name,
    returnType: engineTypeOf(result),
    parameterTypes: params.map(engineTypeOf),
    specialHandling: true,
    initFunction: interrupts.remember,
    mainFunction: (info, chunk, output) => {
      const columns = params.map((_, index) => chunk.getColumnVector(index));
      const runner = new Runner(native);
      try {
        interrupts.check(info.state);
        for (let done = 0; done < chunk.rowCount; ) {
          const read = runner.read(columns, done, chunk.rowCount);
          for (const [index, value] of runner.run(read).entries()) output.setItem(done + index, value);
          done += read.rows.length;
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
export function registerNatives(connection: DuckDBConnection, interrupts: Interrupts): void {
  for (const native of NATIVES.values()) connection.registerScalarFunction(scalar(native, interrupts));
}

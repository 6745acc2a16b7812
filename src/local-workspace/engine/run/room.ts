import {
  BIGINT,
  BOOLEAN,
  type DuckDBConnection,
  DuckDBScalarFunction,
  type DuckDBType,
  INTEGER,
} from '@duckdb/node-api';
import type { Interrupts } from './interrupts.ts';
import { Allowance, wantRoom } from './memory.ts';

/** True; or an error where the rows of a chunk want too many bytes together, or their statement shall end. */
function room(name: string, rest: readonly DuckDBType[], volatile: boolean, interrupts: Interrupts) {
  return DuckDBScalarFunction.create({
    name,
    volatile,
    returnType: BOOLEAN,
    parameterTypes: [BIGINT, ...rest],
    initFunction: interrupts.remember,
    mainFunction: (info, chunk, output) => {
      const widths = chunk.getColumnVector(0);
      const allowance = new Allowance();
      try {
        interrupts.check(info.state);
        wantRoom();
        for (let row = 0; row < chunk.rowCount; row += 1) {
          allowance.take(Number(widths.getItem(row)));
          output.setItem(row, true);
        }
        output.flush();
      } catch (error) {
        if (error instanceof Error) info.setError(error.message);
      }
    },
  });
}

export function registerRoom(connection: DuckDBConnection, interrupts: Interrupts): void {
  connection.registerScalarFunction(room('spark_room', [INTEGER], false, interrupts));
  // Volatile, or else the engine would ask once for a constant that it copies into every row.
  connection.registerScalarFunction(room('spark_room_in_each_row', [], true, interrupts));
}

import type { DuckDBValue } from '@duckdb/node-api';
import type { SqlType } from '../types.ts';

/** Written as a method, so that a function of the types its signature promises may stand here. */
type Method = { run(...values: DuckDBValue[]): DuckDBValue | readonly DuckDBValue[] | Uint8Array };
export type Run = Method['run'];

/** A function that the engine calls row by row, for what its own functions answer otherwise than Spark. */
export type Native = {
  readonly name: string;
  /** Of any type where there is none. */
  readonly params: readonly (SqlType | undefined)[];
  readonly result: SqlType;
  readonly run: Run;
  /** Gets NULLs too; other functions are NULL of any NULL. */
  readonly takesNull: boolean;
};

/** All of them by the engine's name; filled while the tables of functions are read, registered when a database opens. */
export const NATIVES = new Map<string, Native>();

/** Gives the name by which engine SQL calls it; `error` in that name says that it may fail. */
export function native(
  name: string,
  params: Native['params'],
  result: SqlType,
  run: Run,
  { fails = false, takesNull = false } = {},
): string {
  const full = `spark_${name}${fails ? '_or_error' : ''}`;
  if (NATIVES.has(full)) throw new Error(`two natives named ${full}`);
  NATIVES.set(full, { name: full, params, result, run, takesNull });
  return full;
}

import { SqlError } from '../sql-error.ts';
import type { Seen } from './typed.ts';

/** Where Spark does not put the body of a function in SQL in place of its call. */
export const unsupportedUsage = (name: string, where: string, at: number): SqlError =>
  new SqlError(
    'UNSUPPORTED_SQL_UDF_USAGE',
    '0A000',
    `Using SQL function \`${name}\` in ${where} is not supported.`,
    at,
  );

export function refuseRoutine({ routine }: Seen, where: string, at: number): void {
  if (routine !== undefined) throw unsupportedUsage(routine, where, at);
}

import type { Result, Row } from './statement.ts';

/** All rows of a result that a limit keeps small. */
export async function collectRows({ batches }: Pick<Result, 'batches'>, signal: AbortSignal): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of batches(signal)) rows.push(...batch);
  return rows;
}

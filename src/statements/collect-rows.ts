import type { Row } from '../databricks-api/statements.ts';
import type { Result } from './statement.ts';

/** Rows of a result for reading: all of a small one, and of a large one as many as can be shown by far. */
export async function collectRows(
  { batches }: Pick<Result, 'batches'>,
  signal: AbortSignal,
  most = 4_000_000,
): Promise<Row[]> {
  const rows: Row[] = [];
  let characters = 0;
  for await (const batch of batches(signal)) {
    for (const row of batch) {
      for (const cell of row) characters += (cell?.length ?? 0) + 1;
      if (characters > most && rows.length > 0) return rows;
      rows.push(row);
    }
  }
  return rows;
}

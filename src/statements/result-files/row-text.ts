import type { Row } from '../../databricks-api/statements.ts';
import { looksLikeFormula } from './csv.ts';
import { type FileFormat, writers } from './formats.ts';
import type { FileColumn } from './row-writer.ts';
import { stopIfAborted, untilAborted } from './until-aborted.ts';

export type RowsToWrite = {
  readonly columns: readonly FileColumn[];
  /** Batches of rows, asked for one at a time. */
  readonly rows: AsyncIterable<readonly Row[]>;
  readonly signal: AbortSignal;
};

/** Characters that are gathered before they are given out. */
const chunkSize = 8192;

export type RowCount = { rows: number; formulaCells: number };

/** A result in a format, piece by piece, in flat memory; `count` is kept up to date. Throws what `rows` throw. */
export async function* rowText(
  format: FileFormat,
  { columns, rows, signal }: RowsToWrite,
  count: RowCount,
): AsyncGenerator<string> {
  const writer = writers[format](columns);
  let gathered = writer.start;
  for await (const batch of untilAborted(rows, signal)) {
    for (const row of batch) {
      gathered += writer.row(row, count.rows);
      count.rows += 1;
      if (format === 'csv') count.formulaCells += row.filter(looksLikeFormula).length;
      if (gathered.length < chunkSize) continue;
      stopIfAborted(signal);
      yield gathered;
      gathered = '';
    }
  }
  yield gathered + writer.end;
}

import type { Row } from '../statement.ts';
import { looksLikeFormula } from './csv.ts';
import { type FileFormat, writers } from './formats.ts';
import { writeNewFile } from './new-file.ts';
import type { FileColumn } from './row-writer.ts';
import { stopIfAborted, untilAborted } from './until-aborted.ts';

/** Characters that are gathered before they are written. */
const chunkSize = 65_536;

export type RowsToWrite = {
  readonly columns: readonly FileColumn[];
  /** Batches of rows, asked for one at a time. */
  readonly rows: AsyncIterable<readonly Row[]>;
  readonly signal: AbortSignal;
};

export type Written = {
  readonly rows: number;
  readonly bytes: number;
  /** Cells of a CSV file that a spreadsheet would compute instead of showing. */
  readonly formulaCells: number;
};

/**
 * Writes rows to a new file, whole or not at all, in flat memory. Throws what `rows` throw, `statements.cancelled`,
 * `files.exists`, `files.not_writable`; then nothing is left over.
 */
export async function writeRows(
  path: string,
  format: FileFormat,
  { columns, rows, signal }: RowsToWrite,
): Promise<Written> {
  const count = { rows: 0, formulaCells: 0 };
  const writer = writers[format](columns);
  async function* chunks(): AsyncGenerator<string> {
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
  const bytes = await writeNewFile(path, chunks());
  return { ...count, bytes };
}

import type { FileFormat } from './formats.ts';
import { writeNewFile } from './new-file.ts';
import { type RowCount, type RowsToWrite, rowText } from './row-text.ts';

export type Written = {
  readonly rows: number;
  readonly bytes: number;
  /** Cells of a CSV file that a spreadsheet would compute instead of showing. */
  readonly formulaCells: number;
};

/**
 * Writes rows to a new file, whole or not at all, in flat memory. Throws what `rows` throw, `statements.cancelled`,
 * `files.exists`, `files.not_writable`; then nothing is left over. `count` is kept up to date meanwhile.
 */
export async function writeRows(
  path: string,
  format: FileFormat,
  result: RowsToWrite,
  count: RowCount = { rows: 0, formulaCells: 0 },
): Promise<Written> {
  const bytes = await writeNewFile(path, rowText(format, result, count));
  const { rows, formulaCells } = count;
  return { rows, formulaCells, bytes };
}

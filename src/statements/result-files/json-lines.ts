import { jsonObjects } from './json-object.ts';
import type { FileColumn, RowWriter } from './row-writer.ts';

/** JSON lines: an object per row, a row a line. */
export function jsonLinesWriter(columns: readonly FileColumn[]): RowWriter {
  const object = jsonObjects(columns);
  return { start: '', row: (row) => `${object(row)}\n`, end: '' };
}

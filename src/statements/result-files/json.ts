import { jsonObjects } from './json-object.ts';
import type { FileColumn, RowWriter } from './row-writer.ts';

/** One JSON array with an object per row, a row a line. */
export function jsonWriter(columns: readonly FileColumn[]): RowWriter {
  const object = jsonObjects(columns);
  return { start: '[', row: (row, index) => `${index === 0 ? '\n' : ',\n'}${object(row)}`, end: '\n]\n' };
}

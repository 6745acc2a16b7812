import { textRows } from '../../engine/run/batch.ts';
import type { WriterOf } from './writer.ts';

/** JSON_ARRAY: an array of rows, each an array of texts and nulls. */
export const writeJson: WriterOf = (columns) => ({
  begin: () => Buffer.from('['),
  rows: (batch, count, first) => {
    const rows = textRows(batch, columns, 0, count).map((row) => JSON.stringify(row));
    return Buffer.from(`${first ? '' : ','}${rows.join(',')}`);
  },
  end: () => Buffer.from(']'),
});

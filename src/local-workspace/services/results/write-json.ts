import { jsonRow } from './json-rows.ts';
import type { WriterOf } from './writer.ts';

/** JSON_ARRAY: an array of rows, each an array of texts and nulls. */
export const writeJson: WriterOf = (columns) => ({
  begin: () => Buffer.from('['),
  rows: (batch, count, first) => {
    let text = '';
    for (let row = 0; row < count; row += 1) text += (row > 0 || !first ? ',' : '') + jsonRow(batch, columns, row);
    return Buffer.from(text);
  },
  end: () => Buffer.from(']'),
});

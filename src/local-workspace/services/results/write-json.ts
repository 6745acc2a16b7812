import { cellText } from '../../engine/run/cell.ts';
import type { WriterOf } from './writer.ts';

/** JSON_ARRAY: an array of rows, each an array of texts and nulls. */
export const writeJson: WriterOf = (columns) => ({
  begin: () => Buffer.from('['),
  rows: (batch, count, first) => {
    let text = '';
    for (let row = 0; row < count; row += 1) {
      text += row > 0 || !first ? ',[' : '[';
      for (const [index, { type }] of columns.entries()) {
        const value = batch.columns[index]?.[row] ?? null;
        const cell = cellText(value, type);
        // Only what is text in the engine too may hold what JSON has to escape.
        text += `${index > 0 ? ',' : ''}${typeof value === 'string' || cell === null ? JSON.stringify(cell) : `"${cell}"`}`;
      }
      text += ']';
    }
    return Buffer.from(text);
  },
  end: () => Buffer.from(']'),
});

import { textRows } from '../../engine/run/batch.ts';
import type { WriterOf } from './writer.ts';

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/**
 * CSV by RFC 4180; null is the text `null`, and only the first chunk begins with the names of the columns.
 * Source: the documentation of `format` in databricks-sdk-py `service/sql.py`, ExecuteStatement.
 */
export const writeCsv: WriterOf = (columns) => ({
  begin: (first) => Buffer.from(first ? `${columns.map(({ name }) => cell(name)).join(',')}\r\n` : ''),
  rows: (batch, count) => {
    const lines = textRows(batch, columns, 0, count).map((row) => row.map((text) => cell(text ?? 'null')).join(','));
    return Buffer.from(`${lines.join('\r\n')}\r\n`);
  },
  end: () => Buffer.alloc(0),
});

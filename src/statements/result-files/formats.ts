import { csvWriter } from './csv.ts';
import { jsonWriter } from './json.ts';
import { jsonLinesWriter } from './json-lines.ts';
import type { FileColumn, RowWriter } from './row-writer.ts';

export type FileFormat = 'csv' | 'json' | 'jsonl';

export const writers: Readonly<Record<FileFormat, (columns: readonly FileColumn[]) => RowWriter>> = {
  csv: csvWriter,
  json: jsonWriter,
  jsonl: jsonLinesWriter,
};

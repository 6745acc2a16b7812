import { once } from 'node:events';
import { say } from '../../messages/say.ts';
import { collectRows } from '../../statements/collect-rows.ts';
import type { FileFormat } from '../../statements/result-files/formats.ts';
import { writeNewFile } from '../../statements/result-files/new-file.ts';
import { rowText } from '../../statements/result-files/row-text.ts';
import { writeRows } from '../../statements/result-files/write-rows.ts';
import type { Result } from '../../statements/statement.ts';
import { printable } from '../../terminal/printable.ts';
import { tableLines } from '../../terminal/table.ts';
import type { CommandContext } from '../command.ts';
import { counting, type Fetched } from './fetch-progress.ts';

export type Format = FileFormat | 'table' | 'arrow';
type Context = Pick<CommandContext, 'stdout' | 'language' | 'signal'>;

const numbers = ['BYTE', 'SHORT', 'INT', 'LONG', 'FLOAT', 'DOUBLE', 'DECIMAL'];

/** Writes a result to standard output. Gives what there is to say of it. */
export async function showResult(
  result: Result,
  format: Format,
  { stdout, language, signal }: Context,
  fetched: Fetched,
): Promise<string> {
  const { columns, cutBy } = result;
  if (format === 'arrow') {
    await writeAll(stdout, counting(result.arrow(signal), fetched, 'bytes'), signal);
    return said(result.rowCount ?? 0);
  }
  if (format !== 'table') {
    await writeAll(stdout, rowText(format, { columns, rows: result.batches(signal), signal }, fetched), signal);
    return said(fetched.rows);
  }
  const batches = (until: AbortSignal) => counting(result.batches(until), fetched, 'rows');
  const rows = await collectRows({ batches }, signal, Number.POSITIVE_INFINITY);
  fetched.over();
  // One text of several lines, such as a plan, would be cut to a line in a table.
  const [[text] = [], ...others] = rows;
  if (columns.length === 1 && others.length === 0 && text?.includes('\n')) {
    await writeAll(stdout, [`${printable(text).trimEnd()}\n`], signal);
    return said(rows.length);
  }
  const heads = columns.map(
    ({ name, type_name }) => ({ name, align: numbers.includes(type_name) ? 'right' : 'left' }) as const,
  );
  await writeAll(
    stdout,
    tableLines(heads, rows).map((line) => `${line}\n`),
    signal,
  );
  return said(rows.length);

  function said(rows: number): string {
    return say(
      language,
      cutBy === undefined ? 'sql.rows' : cutBy === 'row_limit' ? 'sql.rows_limited' : 'sql.rows_cut',
      { rows },
    );
  }
}

/** Writes a result to a new file, whole or not at all. Gives what there is to say of it. */
export async function saveResult(
  path: string,
  result: Result,
  format: Exclude<Format, 'table'>,
  { language, signal }: Context,
  fetched: Fetched,
): Promise<string> {
  const { columns, cutBy } = result;
  const written =
    format === 'arrow'
      ? {
          bytes: await writeNewFile(path, counting(result.arrow(signal), fetched, 'bytes')),
          rows: result.rowCount ?? 0,
          formulaCells: 0,
        }
      : await writeRows(path, format, { columns, rows: result.batches(signal), signal }, fetched);
  return [
    say(language, 'sql.saved', { path: printable(path), rows: written.rows, bytes: written.bytes }),
    ...(cutBy === undefined ? [] : [say(language, cutBy === 'row_limit' ? 'sql.saved_limited' : 'sql.saved_cut')]),
    ...(written.formulaCells === 0 ? [] : [say(language, 'sql.formulas', { cells: written.formulaCells })]),
  ].join('\n');
}

async function writeAll(
  stdout: NodeJS.WriteStream,
  pieces: AsyncIterable<string | Uint8Array> | Iterable<string>,
  signal: AbortSignal,
): Promise<void> {
  // A reader that reads no more must not keep whoever wants to end this.
  for await (const piece of pieces) if (!stdout.write(piece)) await once(stdout, 'drain', { signal });
}

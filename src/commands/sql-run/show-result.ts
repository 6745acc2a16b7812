import { once } from 'node:events';
import { say } from '../../messages/say.ts';
import { collectRows } from '../../statements/collect-rows.ts';
import type { FileFormat } from '../../statements/result-files/formats.ts';
import { writeNewFile } from '../../statements/result-files/new-file.ts';
import { type RowCount, rowText } from '../../statements/result-files/row-text.ts';
import { writeRows } from '../../statements/result-files/write-rows.ts';
import type { Result } from '../../statements/statement.ts';
import { tableLines } from '../../terminal/table.ts';
import type { CommandContext } from '../command.ts';

export type Format = FileFormat | 'table' | 'arrow';
type Context = Pick<CommandContext, 'stdout' | 'language' | 'signal'>;

const numbers = ['BYTE', 'SHORT', 'INT', 'LONG', 'FLOAT', 'DOUBLE', 'DECIMAL'];

/** Writes a result to standard output. Gives what there is to say of it. */
export async function showResult(
  result: Result,
  format: Format,
  { stdout, language, signal }: Context,
): Promise<string> {
  const { columns, cutBy } = result;
  if (format === 'arrow') {
    await writeAll(stdout, result.arrow(signal));
    return said(result.rowCount ?? 0);
  }
  if (format !== 'table') {
    const count: RowCount = { rows: 0, formulaCells: 0 };
    await writeAll(stdout, rowText(format, { columns, rows: result.batches(signal), signal }, count));
    return said(count.rows);
  }
  const rows = await collectRows(result, signal, Number.POSITIVE_INFINITY);
  const heads = columns.map(
    ({ name, type_name }) => ({ name, align: numbers.includes(type_name) ? 'right' : 'left' }) as const,
  );
  await writeAll(
    stdout,
    tableLines(heads, rows).map((line) => `${line}\n`),
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
): Promise<string> {
  const { columns } = result;
  const bytes = { arrow: () => writeNewFile(path, result.arrow(signal)) };
  if (format === 'arrow') {
    return say(language, 'sql.saved', { path, rows: result.rowCount ?? 0, bytes: await bytes.arrow() });
  }
  const written = await writeRows(path, format, { columns, rows: result.batches(signal), signal });
  const saved = say(language, 'sql.saved', { path, rows: written.rows, bytes: written.bytes });
  if (written.formulaCells === 0) return saved;
  return `${saved}\n${say(language, 'sql.formulas', { cells: written.formulaCells })}`;
}

async function writeAll(
  stdout: NodeJS.WriteStream,
  pieces: AsyncIterable<string | Uint8Array> | Iterable<string>,
): Promise<void> {
  for await (const piece of pieces) if (!stdout.write(piece)) await once(stdout, 'drain');
}

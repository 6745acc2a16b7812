import { extname, resolve } from 'node:path';
import { z } from 'zod';
import { LakegooseError } from '../base/errors.ts';
import type { Language } from '../messages/language.ts';
import { say } from '../messages/say.ts';
import { judge } from '../sql-guard/judge.ts';
import { inWhole, type Position, positionOf } from '../sql-guard/position.ts';
import { refusalError } from '../sql-guard/refusal-error.ts';
import { type Piece, splitStatements } from '../sql-guard/split-statements.ts';
import { refuseExisting } from '../statements/result-files/new-file.ts';
import type { Progress, Result, Statement } from '../statements/statement.ts';
import { printable } from '../terminal/printable.ts';
import { progressLine } from '../terminal/progress-line.ts';
import { type CommandContext, defineCommand, optionWith, positional, repeatedOption } from './command.ts';
import { connect } from './connect.ts';
import { notText } from './not-text.ts';
import { readInput } from './read-input.ts';
import { someText } from './some-text.ts';
import { type Fetched, tellingProgress } from './sql-run/fetch-progress.ts';
import { sqlParameter } from './sql-run/parameter.ts';
import { type Format, saveResult, showResult } from './sql-run/show-result.ts';

const formats = ['table', 'csv', 'json', 'jsonl', 'arrow'] as const;
const refusedExitCode = 3;

export const sqlRunCommand = defineCommand({
  name: 'sql run',
  summary: 'sql.run_summary',
  arguments: z.object({
    statement: positional('sql.run_statement', 'STATEMENT', someText, { wordy: true }),
    file: optionWith('sql.run_file', 'FILE', someText, { short: 'f' }),
    param: repeatedOption('sql.run_param', 'NAME=VALUE', sqlParameter),
    format: optionWith('sql.run_format', 'FORMAT', z.enum(formats, formats.join(', '))),
    out: optionWith('sql.run_out', 'FILE', someText),
    limit: optionWith('sql.run_limit', 'ROWS', z.coerce.number('1, 2, 3 …').int('1, 2, 3 …').min(1, '1, 2, 3 …')),
    catalog: optionWith('sql.run_catalog', 'NAME', someText),
    schema: optionWith('sql.run_schema', 'NAME', someText),
  }),
  notes: 'sql.run_notes',
  failureExitCode: ({ code }) => (code.startsWith('guard.') ? refusedExitCode : /^(files|sql)\./.test(code) ? 2 : 1),
  examples: [
    'lakegoose sql run "SELECT * FROM samples.nyctaxi.trips LIMIT 10"',
    'lakegoose sql run -f query.sql --param day:DATE=2024-01-31 --out result.csv',
    'echo "SELECT 1" | lakegoose sql run - --format json',
  ],
  run: async ({ statement, file, param, out, limit, catalog, schema, ...given }, context) => {
    const { language, signal, stderr } = context;
    const format = formatOf(given.format, out);
    const path = out === undefined ? undefined : resolve(context.directory, out);
    if (format === 'arrow' && path === undefined && context.stdout.isTTY)
      throw new LakegooseError('usage.arrow_on_terminal');
    const pieces = await statementsFrom(statement, file, context);
    if (path !== undefined && pieces.length > 1)
      throw new LakegooseError('usage.one_statement', { count: pieces.length });
    if (path !== undefined) await refuseExisting(path);
    const { statements, rules } = await connect(context);
    const names = { ...(catalog === undefined ? {} : { catalog }), ...(schema === undefined ? {} : { schema }) };
    // Before the first one runs, so that a refusal of the last does not come when half of the work is done.
    for (const { text, line, column } of pieces) {
      const verdict = judge(text, rules, names);
      if (verdict.verdict === 'refuse') throw refusalError({ ...verdict, ...inWhole(verdict, { line, column }) });
    }
    const progress = progressLine(stderr);
    // Rows that go to the same terminal show by themselves how far they have come.
    const isSeen = path === undefined && format !== 'table' && context.stdout.isTTY;
    const fetching = isSeen ? { show: () => undefined, clear: () => undefined } : progress;
    try {
      for (const [index, { text, line }] of pieces.entries()) {
        const place = { number: index + 1, line };
        const asked: Statement = {
          text,
          results: format === 'arrow' ? 'arrow' : format === 'table' ? 'inline' : 'links',
          tags: { tool: 'sql run' },
          ...names,
          ...(param === undefined ? {} : { parameters: param }),
          ...(limit === undefined ? {} : { rowLimit: limit }),
        };
        const began = Date.now();
        const onProgress = (told: Progress) => progress.show(progressWords(told, language));
        const outcome = await statements.run(asked, rules, { signal, onProgress }).catch((error: unknown) => {
          progress.clear();
          if (pieces.length > 1)
            stderr.write(`${say(language, 'sql.stopped_at', { ...place, count: pieces.length })}\n`);
          throw error;
        });
        progress.clear();
        if (outcome.outcome === 'running') throw new LakegooseError('statements.cancelled');
        const { result } = outcome;
        const told = await tellingProgress({ line: fetching, language, rowCount: result.rowCount }, (fetched) =>
          tell(result, format, path, context, fetched),
        );
        const seconds = ((Date.now() - began) / 1000).toFixed(1);
        const count = pieces.length > 1 ? `[${index + 1}/${pieces.length}] ` : '';
        stderr.write(`${count}${told} ${warehouseWords(outcome.result, seconds, language)}\n`);
      }
    } finally {
      progress.clear();
      await statements.close();
    }
    return 0;
  },
});

async function tell(
  result: Result,
  format: Format,
  path: string | undefined,
  context: CommandContext,
  fetched: Fetched,
): Promise<string> {
  if (result.columns.length === 0) return say(context.language, 'sql.no_rows');
  if (path === undefined || format === 'table') return showResult(result, format, context, fetched);
  return saveResult(path, result, format, context, fetched);
}

type Placed = Piece & Position;

/** The statements to run, each by itself, with the place where it begins. */
async function statementsFrom(
  statement: string | undefined,
  file: string | undefined,
  context: CommandContext,
): Promise<readonly Placed[]> {
  const isGiven = statement !== undefined && statement !== '-';
  if (isGiven && file !== undefined) throw new LakegooseError('usage.statement_and_file');
  const text = isGiven ? statement : await textOf(file, context);
  const pieces = splitStatements(text);
  return (pieces.length === 0 ? [{ text, start: 0 }] : pieces).map((piece) => ({
    ...piece,
    ...positionOf(text, piece.start),
  }));
}

/** Throws `sql.not_utf8`, `sql.utf16` or `sql.binary` besides what `readInput` throws: other text would be run than is there. */
async function textOf(file: string | undefined, context: CommandContext): Promise<string> {
  const bytes = await readInput(file, context);
  const wrong = notText(bytes, 1);
  if (wrong !== undefined) throw wrong.why;
  return bytes.toString('utf8');
}

/** Without `--format`, the ending of the file tells. Throws `usage.no_table_file`, `usage.no_format`. */
function formatOf(wished: Format | undefined, out: string | undefined): Format {
  if (out === undefined) return wished ?? 'table';
  if (wished === 'table') throw new LakegooseError('usage.no_table_file');
  const ending = extname(out).slice(1).toLowerCase();
  const byName = formats.find(
    (format) => format !== 'table' && (format === ending || (format === 'jsonl' && ending === 'ndjson')),
  );
  const format = wished ?? byName;
  if (format === undefined) throw new LakegooseError('usage.no_format', { file: out });
  return format;
}

function progressWords({ state, seconds, warehouse }: Progress, language: Language): string {
  const facts = { name: warehouse.name ?? warehouse.id, seconds, state: warehouse.state ?? '…' };
  return say(language, state === 'RUNNING' ? 'sql.running' : 'sql.waiting', facts);
}

function warehouseWords({ warehouse: { name, id } }: Result, seconds: string, language: Language): string {
  return say(language, 'sql.took', { seconds, name: printable(name ?? id) });
}

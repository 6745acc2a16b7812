import { z } from 'zod';
import { LakegooseError } from '../base/errors.ts';
import type { Language } from '../messages/language.ts';
import { say } from '../messages/say.ts';
import type { Failure } from '../notebooks/failure.ts';
import type { CellResult } from '../notebooks/file/merge-outputs.ts';
import { readNotebook } from '../notebooks/file/read-notebook.ts';
import { judgeNotebook, type Ran, type RunProgress, runNotebook } from '../notebooks/run-notebook.ts';
import { printable } from '../terminal/printable.ts';
import { progressLine } from '../terminal/progress-line.ts';
import { wordsOf } from '../terminal/words-of-error.ts';
import { type CommandContext, defineCommand, option, positional } from './command.ts';
import { connect } from './connect.ts';
import { outputLines } from './notebook-run/output-lines.ts';
import { placesText } from './notebook-run/places-text.ts';
import { progressWords } from './notebook-run/progress-words.ts';
import { someText } from './some-text.ts';

const refusedExitCode = 3;

export const notebookRunCommand = defineCommand({
  name: 'notebook run',
  summary: 'notebook_run.summary',
  arguments: z.object({
    path: positional('notebook_run.path', 'PATH', someText),
    json: option('notebook_run.json'),
  }),
  notes: 'notebook_run.notes',
  failureExitCode: ({ code }) => (code === 'notebook.refused' ? refusedExitCode : 1),
  examples: ['lakegoose notebook run notebooks/sample.ipynb', 'lakegoose notebook run notebooks/sample.ipynb --json'],
  run: async ({ path, json }, context) => {
    const { stdout, language } = context;
    const began = Date.now();
    const ran = await runAt(path, json, context).catch((error: unknown) => {
      // A program that reads lines must not have to read sentences.
      if (json) stdout.write(`${JSON.stringify({ error: errorOf(error, language) })}\n`);
      throw error;
    });
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    const { outcome, failure = null, left = null, isSaved: saved } = ran;
    if (json) stdout.write(`${JSON.stringify({ outcome, failure, left, saved, seconds: Number(seconds) })}\n`);
    return tell(ran, { path: printable(path ?? ''), seconds }, context);
  },
});

/** Runs it, and shows the cells as they end. */
async function runAt(path: string | undefined, json: boolean, context: CommandContext): Promise<Ran> {
  const { directory, environment, language, signal, stdout, stderr } = context;
  if (path === undefined) throw new LakegooseError('usage.no_notebook');
  const opened = await readNotebook({ directory, given: path });
  const { client, workspace, settings, rules, statements } = await connect(context);
  await statements.close();
  const runner = { client, workspace, settings, rules, environment, directory };
  const unseen = judgeNotebook(opened, runner);
  if (unseen.length > 0) stderr.write(`${say(language, 'notebook_run.unseen', { places: placesText(unseen) })}\n`);
  const line = progressLine(stderr);
  let at: RunProgress | undefined;
  const onProgress = (progress: RunProgress) => {
    const words = progressWords(progress, language);
    line.show(words);
    const isNew = progress.step === 'cluster' && !(at?.step === 'cluster' && at.state === progress.state);
    // A log has no line to write over, and a start takes minutes.
    if (isNew && !stderr.isTTY) stderr.write(`${printable(words)}\n`);
    at = progress;
  };
  const onCell = (result: CellResult, failure?: Failure) => {
    line.clear();
    if (json) stdout.write(`${JSON.stringify({ ...result, ...(failure === undefined ? {} : { failure }) })}\n`);
    else for (const shown of outputLines(result.outputs, language)) stdout.write(`${shown}\n`);
    const { number = 0, count = 0 } = at?.step === 'cell' ? at : {};
    const code = failure === undefined ? 'notebook_run.cell_done' : 'notebook_run.cell_failed';
    stderr.write(`${say(language, code, { number, count, cell: result.cell })}\n`);
  };
  try {
    return await runNotebook(opened, runner, { signal, onProgress, onCell });
  } finally {
    line.clear();
  }
}

function errorOf(error: unknown, language: Language) {
  return { code: error instanceof LakegooseError ? error.code : null, says: wordsOf(error, language) };
}

function tell(
  { outcome, failure, results, left, isSaved, notSaved }: Ran,
  { path, seconds }: { readonly path: string; readonly seconds: string },
  { language, stderr }: CommandContext,
): number {
  if (left !== undefined) stderr.write(`${say(language, 'notebook_run.left', { message: printable(left) })}\n`);
  const where = say(language, isSaved ? 'notebook_run.saved' : 'notebook_run.not_saved', { path });
  if (outcome === 'done') {
    stderr.write(`${say(language, 'notebook_run.done', { count: results.length, seconds })} ${where}\n`);
    if (notSaved !== undefined) throw notSaved;
    return 0;
  }
  if (failure !== undefined) {
    const { cell, line, source = '', message } = failure;
    const place =
      line === undefined
        ? say(language, 'notebook_run.failed', { cell })
        : say(language, 'notebook_run.failed_at', { cell, line, source: printable(source) });
    stderr.write(`${place}\n${printable(message)}\n`);
  }
  stderr.write(`${where}\n`);
  if (outcome === 'cancelled') throw new LakegooseError('notebook.cancelled');
  return 1;
}

import { z } from 'zod';
import { runSteps, type StepReport } from '../bootstrap/run-steps.ts';
import type { Step } from '../bootstrap/step.ts';
import { steps } from '../bootstrap/steps.ts';
import type { Language } from '../messages/language.ts';
import { say } from '../messages/say.ts';
import { progressLine } from '../terminal/progress-line.ts';
import { wordsOf } from '../terminal/words-of-error.ts';
import { cliProgram } from './agents.ts';
import { type CommandContext, defineCommand, option, optionWith } from './command.ts';

const names = steps.map(({ name }) => name);

export const bootstrapCommand = defineCommand({
  name: 'bootstrap',
  summary: 'bootstrap.summary',
  arguments: z.object({
    only: optionWith('bootstrap.only', 'STEP', z.enum(names, names.join(', '))),
    json: option('bootstrap.json'),
  }),
  examples: ['lakegoose bootstrap', 'lakegoose bootstrap --only tools', 'lakegoose bootstrap --json'],
  run: async ({ only, json }, context) => {
    const { environment, directory, signal, language, stdout } = context;
    const chosen = steps.filter(({ name }) => only === undefined || name === only);
    const watcher = json ? lines(context) : list(context);
    const reports = await runSteps(chosen, { environment, directory, signal, cli: [cliProgram] }, watcher);
    const count = reports.filter(({ outcome }) => outcome.state === 'failed').length;
    if (!json && count > 0) stdout.write(`\n${say(language, 'bootstrap.failed', { count, all: reports.length })}\n`);
    // A step that was passed over says what is still to do, except where there is nothing.
    const isOpen = reports.some(
      ({ outcome }) => outcome.state === 'skipped' && outcome.code !== 'bootstrap.local_not_meant',
    );
    const isReady = only === undefined && count === 0 && !isOpen;
    if (!json && isReady) stdout.write(`\n${say(language, 'bootstrap.ready')}\n`);
    return count > 0 ? 1 : 0;
  },
});

type Watcher = Parameters<typeof runSteps>[2];

const marks = { done: '✓', unchanged: '·', skipped: '–', failed: '✗' } as const;

/** For people: a line for each step as it ends, and on a terminal what is under way. */
function list({ stdout, language }: CommandContext): Watcher {
  const progress = progressLine(stdout);
  const show = (step: Step, text: string) => {
    const line = `… ${say(language, step.title)}  ${text}`;
    if (stdout.isTTY) progress.show(line);
    else if (text !== '') stdout.write(`${line}\n`);
  };
  return {
    begins: (step) => show(step, ''),
    tells: (step, code, facts) => show(step, say(language, code, facts)),
    ends: ({ step, outcome }) => {
      progress.clear();
      stdout.write(`${marks[outcome.state]} ${say(language, step.title)}: ${wordsFor(outcome, language)}\n`);
    },
  };
}

/** For machines. */
function lines({ stdout, language }: CommandContext): Watcher {
  return {
    begins: () => undefined,
    tells: () => undefined,
    ends: ({ step: { name }, outcome, seconds }) => {
      const told = { step: name, state: outcome.state, seconds: Math.round(seconds * 100) / 100 };
      stdout.write(`${JSON.stringify({ ...told, says: wordsFor(outcome, language) })}\n`);
    },
  };
}

function wordsFor(outcome: StepReport['outcome'], language: Language): string {
  return outcome.state === 'failed' ? wordsOf(outcome.error, language) : say(language, outcome.code, outcome.facts);
}

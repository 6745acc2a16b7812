import { z } from 'zod';
import { runSteps } from '../bootstrap/run-steps.ts';
import { steps } from '../bootstrap/steps.ts';
import { say } from '../messages/say.ts';
import { cliProgram } from './agents.ts';
import { lines, list } from './bootstrap/watchers.ts';
import { defineCommand, option, optionWith } from './command.ts';

const names = steps.map(({ name }) => name);

const nothingToDo: readonly string[] = ['bootstrap.local_not_meant', 'python.no_pins', 'python.own'];

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
    const isOpen = reports.some(({ outcome }) => outcome.state === 'skipped' && !nothingToDo.includes(outcome.code));
    const isReady = only === undefined && count === 0 && !isOpen;
    if (!json && isReady) stdout.write(`\n${say(language, 'bootstrap.ready')}\n`);
    return count > 0 ? 1 : 0;
  },
});

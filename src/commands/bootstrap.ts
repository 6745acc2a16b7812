import { z } from 'zod';
import { runSteps } from '../bootstrap/run-steps.ts';
import { steps } from '../bootstrap/steps.ts';
import { say } from '../messages/say.ts';
import { lines, list } from './bootstrap/watchers.ts';
import { cliProgram } from './cli-program.ts';
import { type CommandContext, defineCommand, option, optionWith } from './command.ts';
import { signInOnTerminal } from './sign-in-on-terminal.ts';

/** Short: a container waits for it. */
const timeoutMinutes = 2;
const names = steps.map(({ name }) => name);

const nothingToDo: readonly string[] = ['bootstrap.local_not_meant', 'python.no_pins', 'python.own'];

export const bootstrapCommand = defineCommand({
  name: 'bootstrap',
  summary: 'bootstrap.summary',
  arguments: z.object({
    only: optionWith('bootstrap.only', 'STEP', z.enum(names, names.join(', '))),
    unattended: option('bootstrap.unattended'),
    json: option('bootstrap.json'),
  }),
  examples: ['lakegoose bootstrap', 'lakegoose bootstrap --only tools', 'lakegoose bootstrap --json'],
  run: async ({ only, unattended, json }, context) => {
    const { environment, directory, signal, language, stdout } = context;
    const chosen = steps.filter(({ name }) => only === undefined || name === only);
    const watcher = json ? lines(context) : list(context);
    const signIn = unattended || json || !isSomebodyThere(context) ? {} : { signIn: signInAt(context) };
    const cli = [cliProgram] as const;
    const reports = await runSteps(chosen, { environment, directory, signal, cli, ...signIn }, watcher);
    const count = reports.filter(({ outcome }) => outcome.state === 'failed').length;
    if (!json && count > 0) stdout.write(`\n${say(language, 'bootstrap.failed', { count, all: reports.length })}\n`);
    // A step that was passed over says what is still to do, except where there is nothing.
    const isOpen = reports.some(
      ({ outcome }) => outcome.state === 'skipped' && !('code' in outcome && nothingToDo.includes(outcome.code)),
    );
    const isReady = only === undefined && count === 0 && !isOpen;
    if (!json && isReady) stdout.write(`\n${say(language, 'bootstrap.ready')}\n`);
    return count > 0 ? 1 : 0;
  },
});

/**
 * A terminal proves nothing in CI, nor where VS Code runs a line of `devcontainer.json`: it does so in a terminal that may be
 * hidden, and has a task that signs in before the person's eyes (facts `devcontainer.md` §4.3).
 */
function isSomebodyThere({ stdin, stdout, environment }: CommandContext): boolean {
  const { CI, REMOTE_CONTAINERS, CODESPACES, TERM_PROGRAM } = environment;
  const isHidden = Boolean(REMOTE_CONTAINERS || CODESPACES) && TERM_PROGRAM !== 'vscode';
  return stdin.isTTY && stdout.isTTY && !isHidden && (!CI || CI === 'false');
}

const signInAt = (context: CommandContext) => (account: { readonly host: string; readonly profile: string }) => {
  // Below the line that tells which step is under way.
  context.stdout.write('\n');
  return signInOnTerminal({ ...account, timeoutMinutes, mayLeave: true }, context);
};

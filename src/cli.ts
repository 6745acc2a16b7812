import { constants } from 'node:os';
import { LakegooseError } from './base/errors.ts';
import { nearest } from './base/nearest.ts';
import { version } from './base/version.ts';
import { readArguments, refusedArgument } from './commands/arguments.ts';
import type { Command, CommandContext } from './commands/command.ts';
import { commands } from './commands/commands.ts';
import { findCommand } from './commands/find-command.ts';
import { helpOf, helpOfAll } from './commands/help.ts';
import { languageOf, say } from './messages/say.ts';
import { policyFile } from './settings/guard-rules.ts';
import { wordsOf } from './terminal/words-of-error.ts';

const usageError = 2;
const language = languageOf(process.env);
const interruption = new AbortController();
let signalExitCode: number | undefined;
let ctrlCIsOurs = true;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (signal === 'SIGINT' && !ctrlCIsOurs) return;
    signalExitCode ??= 128 + constants.signals[signal];
    interruption.abort();
  });
}
// A reader that went away (`lakegoose … | head`) is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const context: CommandContext = {
  environment: process.env,
  directory: process.cwd(),
  policyFile,
  language,
  signal: interruption.signal,
  withoutCtrlC: async (work) => {
    ctrlCIsOurs = false;
    try {
      return await work();
    } finally {
      ctrlCIsOurs = true;
    }
  },
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
};

process.exitCode = await main(process.argv.slice(2));

async function main(words: readonly string[]): Promise<number> {
  const [verb = '--help', ...rest] = words;
  if (verb === '--version' || verb === 'version') return print(`lakegoose ${version}\n`);
  if (verb === '--help' || verb === '-h' || (verb === 'help' && rest.length === 0)) {
    return print(helpOfAll(commands, language));
  }
  const { command, name, after } = findCommand(commands, verb === 'help' ? rest : words);
  if (command === undefined) return complain(unknownVerb(name), usageError);
  if (verb === 'help' || after.includes('--help') || after.includes('-h')) return print(helpOf(command, language));
  return run(command, after);
}

async function run(command: Command, words: readonly string[]): Promise<number> {
  try {
    const exitCode = await command.start(readArguments(command, words), context);
    return signalExitCode ?? exitCode;
  } catch (error) {
    if (signalExitCode !== undefined) return signalExitCode;
    const failure = refusedArgument(command, error) ?? error;
    const usage = failure instanceof LakegooseError && failure.code.startsWith('usage.');
    return complain(failure, usage ? usageError : 1);
  }
}

function unknownVerb(verb: string): LakegooseError {
  const meant = nearest(
    verb,
    commands.map((command) => command.name),
  );
  return meant === undefined
    ? new LakegooseError('usage.unknown_verb', { verb })
    : new LakegooseError('usage.unknown_verb_near', { verb, meant });
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

function complain(error: unknown, exitCode: number): number {
  process.stderr.write(`${say(language, 'cli.error')} ${wordsOf(error, language)}\n`);
  return exitCode;
}

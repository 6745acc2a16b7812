import { constants } from 'node:os';
import { fixOf, LakegooseError, reasonOf, systemErrorCode } from './base/errors.ts';
import { nearest } from './base/nearest.ts';
import { version } from './base/version.ts';
import { readArguments, refusedArgument } from './commands/arguments.ts';
import type { Command, CommandContext } from './commands/command.ts';
import { allCommands, loadCommand, verbNames } from './commands/commands.ts';
import { splitVerb } from './commands/split-verb.ts';
import { languageOf } from './messages/language.ts';
import { type DotEnv, readDotEnv } from './settings/dot-env.ts';
import { policyFile } from './settings/policy-file.ts';

const usageError = 2;
const unreadMs = 1000;
/** Of what was taken for a verb, so much is repeated. */
const longestVerb = 60;
const directory = currentDirectory();
const dotEnv = await readDotEnv(directory ?? '/', process.env).catch((): DotEnv => ({ values: {} }));
// The Databricks CLI, which does the sign-in, reads no `.env`, and must keep it where we look for it.
const profiles = process.env.DATABRICKS_CONFIG_FILE?.trim() || dotEnv.values.DATABRICKS_CONFIG_FILE?.trim();
if (profiles) process.env.DATABRICKS_CONFIG_FILE = profiles;
const language = languageOf({ ...dotEnv.values, ...process.env });
const interruption = new AbortController();
const unreadExitCode = 128 + constants.signals.SIGPIPE;
let signalExitCode: number | undefined;
let outputError: LakegooseError | undefined;
let ctrlCIsOurs = true;
let endsAtOnce = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (signal === 'SIGINT' && !ctrlCIsOurs) return;
    // Whoever presses Ctrl-C twice does not want to wait. SIGTERM comes twice from Goose, 4 ms apart (facts `goose.md` §5).
    const impatient = signal === 'SIGINT' && signalExitCode !== undefined;
    if (impatient || process.exitCode !== undefined) process.exit(128 + constants.signals[signal]);
    signalExitCode = 128 + constants.signals[signal];
    interruption.abort();
  });
}
// A reader that went away (`lakegoose … | head`) ends the verb as Ctrl-C does, a full disk with an error.
process.stdout.on('error', (error) => {
  if (systemErrorCode(error) === 'EPIPE') signalExitCode ??= unreadExitCode;
  else {
    outputError ??= new LakegooseError(
      'files.output_lost',
      { reason: reasonOf(error), fix: fixOf(error) },
      { cause: error },
    );
    // The verb may have ended before.
    if (process.exitCode === 0) void complain(outputError, 1).then((exitCode) => (process.exitCode = exitCode));
  }
  interruption.abort();
});

const context: CommandContext = {
  environment: process.env,
  directory: directory ?? '/',
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
// What a reader of ours leaves unread would keep an interrupted process for as long as that reader lives.
if (interruption.signal.aborted || endsAtOnce) setTimeout(() => process.exit(), unreadMs).unref();

/** Undefined where somebody has removed it. */
function currentDirectory(): string | undefined {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
}

async function main(words: readonly string[]): Promise<number> {
  const [verb = '--help', ...rest] = words;
  if (verb === '--version' || verb === 'version') return print(`lakegoose ${version}\n`);
  if (verb === '--help' || verb === '-h' || (verb === 'help' && rest.length === 0)) {
    const { helpOfAll } = await import('./commands/help.ts');
    return print(helpOfAll(await allCommands(), language));
  }
  const { name, after } = splitVerb(verbNames, verb === 'help' ? rest : words);
  const command = await loadCommand(name);
  if (directory === undefined) return complain(new LakegooseError('files.no_directory'), 1);
  const asksHelp = verb === 'help' || after.includes('--help') || after.includes('-h');
  if (command === undefined) {
    const some = (await allCommands()).filter((one) => one.name.startsWith(`${name} `));
    if (some.length === 0 || !(asksHelp || after.length === 0)) return complain(unknownVerb(name, after), usageError);
    const { helpOfSome } = await import('./commands/help.ts');
    return print(helpOfSome(name, some, language));
  }
  if (asksHelp) {
    const { helpOf } = await import('./commands/help.ts');
    return print(helpOf(command, language));
  }
  return run(command, after);
}

async function run(command: Command, words: readonly string[]): Promise<number> {
  endsAtOnce = command.endsAtOnce;
  try {
    const exitCode = await command.start(readArguments(command, words), context);
    return outputError === undefined ? exitCode : await complain(outputError, 1);
  } catch (error) {
    if (outputError !== undefined) return complain(outputError, 1);
    // Whoever reads no more wants to hear nothing more.
    if (signalExitCode === unreadExitCode) return signalExitCode;
    // Whoever pressed Ctrl-C knows why it ended.
    if (signalExitCode !== undefined && error instanceof Error && error.name === 'AbortError') return signalExitCode;
    const failure = refusedArgument(command, error) ?? error;
    const usage = failure instanceof LakegooseError && failure.code.startsWith('usage.');
    return complain(failure, signalExitCode ?? (usage ? usageError : exitCodeOf(command, failure)));
  }
}

function unknownVerb(given: string, [next = '']: readonly string[]): LakegooseError {
  // Whoever writes an address means to sign in there; it may have a password in it.
  if (/^https?:\/\//i.test(given)) {
    return new LakegooseError('usage.unknown_verb_near', { verb: 'https://…', meant: 'login https://…' });
  }
  const verb = given.length > longestVerb ? `${given.slice(0, longestVerb)}…`.toWellFormed() : given;
  // Whoever writes a statement in the place of a verb means to run it.
  const near = nearest(given, verbNames) ?? nearest(`${given} ${next}`, verbNames);
  const meant = near ?? (/^sql(\s|$)/.test(given) ? 'sql run' : undefined);
  return meant === undefined
    ? new LakegooseError('usage.unknown_verb', { verb })
    : new LakegooseError('usage.unknown_verb_near', { verb, meant });
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

/** The sentences are loaded with the first complaint: a server that an agent starts has none. */
async function complain(error: unknown, exitCode: number): Promise<number> {
  const [{ say }, { wordsOf }] = await Promise.all([
    import('./messages/say.ts'),
    import('./terminal/words-of-error.ts'),
  ]);
  process.stderr.write(`${say(language, 'cli.error')} ${wordsOf(error, language)}\n`);
  return exitCode;
}

function exitCodeOf({ failureExitCode }: Command, failure: unknown): number {
  return failure instanceof LakegooseError ? failureExitCode(failure) : 1;
}

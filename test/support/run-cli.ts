import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

export const repository = join(import.meta.dirname, '../..');
export const cliProgram = join(repository, 'bin/lakegoose');

type Options = {
  readonly environment?: Readonly<Record<string, string>>;
  readonly directory?: string;
  readonly input?: string;
};

/** Stands for a person's state folder. `state-home.ts` makes and removes it. */
export const stateHome = process.env.TEST_STATE_HOME ?? tmpdir();

/** An environment in which nothing of this machine's own settings is left. */
export function cleanEnvironment(own: Readonly<Record<string, string>> = {}): Record<string, string> {
  const { PATH = '', HOME = '' } = process.env;
  return { PATH, HOME, LANG: 'C.UTF-8', XDG_STATE_HOME: stateHome, ...own };
}

/** Starts `bin/lakegoose` in an environment of its own. */
export function startCli(words: readonly string[], { environment, directory = tmpdir(), input }: Options = {}) {
  return execa(cliProgram, [...words], {
    cwd: directory,
    env: cleanEnvironment(environment),
    extendEnv: false,
    reject: false,
    timeout: 60_000,
    ...(input === undefined ? {} : { input }),
  });
}

export async function runCli(words: readonly string[], options: Options = {}) {
  const { exitCode, stdout, stderr } = await startCli(words, options);
  return { exitCode, stdout, stderr };
}

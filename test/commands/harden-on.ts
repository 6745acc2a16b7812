import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repository, runCli } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

export const config = '.devcontainer/devcontainer.json';
export const hardened = '.devcontainer/hardened';

/** A folder of somebody, with the container of this repository or one of their own. */
export async function person(own?: string) {
  const directory = await temporaryDirectory();
  const at = (path: string) => join(directory.path, path);
  await cp(join(repository, '.devcontainer'), at('.devcontainer'), { recursive: true });
  if (own !== undefined) await writeFile(at(config), own);
  return {
    at,
    read: (path: string) => readFile(at(path), 'utf8'),
    harden: (words: readonly string[] = [], environment: Readonly<Record<string, string>> = {}) =>
      runCli(['harden', ...words], {
        directory: directory.path,
        environment: { HOME: directory.path, ...environment },
      }),
    [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose](),
  };
}

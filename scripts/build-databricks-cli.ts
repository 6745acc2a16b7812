import { join } from 'node:path';
import { databricksFromGo } from '../src/bootstrap/tools/databricks-from-go.ts';
import { say } from '../src/messages/say.ts';
import { ownDirectory } from '../src/settings/own-directory.ts';

export const cacheDirectory = (): string => ownDirectory('cache', process.env);

/** The real Databricks CLI, as a container gets it from the Go module proxy. Gives the program's path. */
export async function buildDatabricksCli(progress: (line: string) => void): Promise<string> {
  return databricksFromGo({
    environment: process.env,
    pins: join(import.meta.dirname, '../.devcontainer'),
    cache: cacheDirectory(),
    machine: process.arch,
    signal: new AbortController().signal,
    tell: (code, facts) => progress(say('en', code, facts)),
  });
}

if (import.meta.main) {
  process.stdout.write(`${await buildDatabricksCli((line) => process.stderr.write(`${line}\n`))}\n`);
}

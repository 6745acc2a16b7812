import { homedir } from 'node:os';
import { join } from 'node:path';
import { databricksFromGo } from '../src/bootstrap/tools/databricks-from-go.ts';
import { cacheDirectory as cacheOf } from '../src/bootstrap/tools/places.ts';
import { say } from '../src/messages/say.ts';

export const cacheDirectory = (): string => cacheOf({ HOME: homedir(), ...process.env });

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

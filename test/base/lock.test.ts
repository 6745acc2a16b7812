import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { commonLock, tryLock, withLock } from '../../src/base/lock.ts';
import { repository } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** A process that holds the path until it is killed. */
async function holder(path: string) {
  const program = `
    import { tryLock } from '${join(repository, 'src/base/lock.ts')}';
    if (await tryLock('${path}')) console.log('held');
    setInterval(() => undefined, 1000);`;
  const child = spawn('node', ['--input-type=module', '--eval', program]);
  await once(child.stdout, 'data');
  return child;
}

test('a path is held by one, and by the next as soon as the first has let it go', async () => {
  await using folder = await temporaryDirectory();
  const path = join(folder.path, 'deep', 'one.lock');
  const release = await tryLock(path);
  expect(await tryLock(path)).toBeUndefined();
  release?.();
  const again = await tryLock(path);
  expect(again).toBeDefined();
  again?.();
});

test('what one does, the others wait for, and each is told so once', async () => {
  await using folder = await temporaryDirectory();
  const path = join(folder.path, 'one.lock');
  const order: string[] = [];
  const first = await tryLock(path);
  const onWait = vi.fn(() => {
    setTimeout(() => {
      order.push('first');
      first?.();
    }, 100);
  });
  await withLock(path, { waitSeconds: 30, onWait }, async () => order.push('second'));
  expect(order).toEqual(['first', 'second']);
  expect(onWait).toHaveBeenCalledTimes(1);
});

test('a process that is killed lets its lock go', async () => {
  await using folder = await temporaryDirectory();
  const path = join(folder.path, 'one.lock');
  const other = await holder(path);
  expect(await tryLock(path)).toBeUndefined();
  other.kill('SIGKILL');
  await once(other, 'exit');
  const release = await tryLock(path);
  expect(release).toBeDefined();
  release?.();
});

test('who has waited long enough goes on without it; who is stopped does not', async () => {
  await using folder = await temporaryDirectory();
  const path = join(folder.path, 'one.lock');
  const release = await tryLock(path);
  expect(await withLock(path, { waitSeconds: 0.05 }, async () => 'done')).toBe('done');
  const work = vi.fn(async () => undefined);
  const stop = new AbortController();
  const waiting = withLock(path, { waitSeconds: 30, signal: stop.signal, onWait: () => stop.abort() }, work);
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  expect(work).not.toHaveBeenCalled();
  release?.();
});

test('where no lock can be had, the work is done all the same', async () => {
  await using folder = await temporaryDirectory();
  await writeFile(join(folder.path, 'file'), '');
  const path = join(folder.path, 'file', 'one.lock');
  await expect(tryLock(path)).rejects.toThrow('unable to open');
  expect(await withLock(path, { waitSeconds: 30 }, async () => 'done')).toBe('done');
});

test('a folder for all that somebody else was first to make holds nobody up', async () => {
  await using folder = await temporaryDirectory();
  vi.stubEnv('TMPDIR', folder.path);
  const theirs = join(folder.path, 'theirs');
  await mkdir(theirs);
  await symlink(theirs, join(folder.path, `lakegoose-${process.getuid?.()}`));
  const release = await tryLock(join(theirs, 'one.lock'));
  const started = performance.now();
  expect(await withLock(commonLock('one.lock'), { waitSeconds: 20 }, async () => 'done')).toBe('done');
  expect(performance.now() - started).toBeLessThan(5000);
  release?.();
  vi.unstubAllEnvs();
});

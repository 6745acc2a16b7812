import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { fileLogger } from '../../src/base/logger.ts';
import { repository } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const fails = (error: unknown) => {
  throw error;
};
const line = z.object({ writer: z.string(), number: z.number(), text: z.string() });

async function linesOf(path: string) {
  const text = await readFile(path, 'utf8');
  expect(text.endsWith('\n')).toBe(true);
  return text
    .trimEnd()
    .split('\n')
    .map((one) => line.parse(JSON.parse(one)));
}

test('only its owner may read it, also where someone else made it before', async () => {
  await using folder = await temporaryDirectory();
  const path = join(folder.path, 'deep', 'calls.log');
  await fileLogger(path, { onFailure: fails })({ a: 1 });
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect((await stat(join(folder.path, 'deep'))).mode & 0o777).toBe(0o700);
  const open = join(folder.path, 'open.log');
  await writeFile(open, '');
  await chmod(open, 0o644);
  await fileLogger(open, { onFailure: fails })({ a: 1 });
  expect((await stat(open)).mode & 0o777).toBe(0o600);
});

test('several processes append whole lines, and the files stay bounded', async () => {
  await using folder = await temporaryDirectory();
  const path = join(folder.path, 'calls.log');
  const largestBytes = 100_000;
  const program = `
    import { fileLogger } from '${join(repository, 'src/base/logger.ts')}';
    const log = fileLogger('${path}', { largestBytes: ${largestBytes}, onFailure: (error) => { throw error; } });
    for (let number = 0; number < 500; number++) await log({ writer: process.argv[1], number, text: 'x'.repeat(200) });`;
  const writers = ['a', 'b', 'c'];
  await Promise.all(
    writers.map((writer) => execa('node', ['--input-type=module', '--eval', program, writer], { timeout: 30_000 })),
  );
  const [old, now] = await Promise.all([linesOf(`${path}.1`), linesOf(path)]);
  // 1,500 lines of 250 bytes went through 200,000 bytes.
  for (const file of [path, `${path}.1`]) expect((await stat(file)).size).toBeLessThan(largestBytes + 2000);
  expect(old.length + now.length).toBeGreaterThan(350);
  for (const writer of writers) {
    const numbers = [...old, ...now].filter((one) => one.writer === writer).map(({ number }) => number);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
  }
  expect((await readdir(folder.path)).filter((name) => !name.endsWith('.lock')).sort()).toEqual([
    'calls.log',
    'calls.log.1',
  ]);
});

test('a failure is told once and fails nobody', async () => {
  await using folder = await temporaryDirectory();
  const path = join(folder.path, 'calls.log');
  await mkdir(path);
  const told: unknown[] = [];
  const log = fileLogger(path, { onFailure: (error) => told.push(error) });
  await log({ a: 1 });
  await log({ a: 2 });
  expect(told).toHaveLength(1);
  const full = fileLogger('/dev/full', { onFailure: (error) => told.push(error) });
  await full({ a: 1 });
  expect(told[1]).toMatchObject({ code: 'ENOSPC' });
});

import { writeFileSync } from 'node:fs';
import { chmod, lstat, mkdir, readdir, readFile, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test, vi } from 'vitest';
import { changeFile, writeFileWhole } from '../../src/base/files.ts';
import { tryLock } from '../../src/base/lock.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

async function folderWith(text: string) {
  const directory = await temporaryDirectory();
  const path = join(directory.path, 'file');
  await writeFile(path, text);
  return { path, folder: directory.path, [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose]() };
}

test('what somebody else wrote meanwhile stays', async () => {
  await using there = await folderWith('a\n');
  const other = ['a\nb\n', 'a\nb\nc\n'];
  const changed = await changeFile(there.path, (text) => {
    const next = other.shift();
    if (next !== undefined) writeFileSync(there.path, next);
    return `${text}ours\n`;
  });
  expect(changed).toBe(true);
  expect(await readFile(there.path, 'utf8')).toBe('a\nb\nc\nours\n');
  expect(await readdir(there.folder)).toEqual(['file']);
});

test('of many changes at a time each stays', async () => {
  await using there = await folderWith('first\n');
  const lines = Array.from({ length: 20 }, (_, at) => `line ${at}\n`);
  await Promise.all(lines.map((line) => changeFile(there.path, (text) => text + line)));
  expect((await readFile(there.path, 'utf8')).split(/(?<=\n)/).sort()).toEqual(['first\n', ...lines].sort());
  expect(await readdir(there.folder)).toEqual(['file']);
});

test('of changes that several processes make in the same instant each stays', async () => {
  await using there = await folderWith('first\n');
  const module = join(import.meta.dirname, '../../src/base/files.ts');
  const writer = (name: string) => `
    const { changeFile } = await import('${module}');
    for (let at = 0; at < 60; at++) await changeFile('${there.path}', (text) => text + '${name} ' + at + '\\n');`;
  const names = ['a', 'b', 'c', 'd'];
  await Promise.all(names.map((name) => execa(process.execPath, ['--input-type=module', '--eval', writer(name)])));
  const lines = (await readFile(there.path, 'utf8')).trim().split('\n');
  expect(lines).toHaveLength(1 + 4 * 60);
  expect(new Set(lines).size).toBe(1 + 4 * 60);
  expect(await readdir(there.folder)).toEqual(['file']);
});

test('whoever has its turn and never ends it, such as a stopped process, holds nobody up for long', async () => {
  await using there = await folderWith('a\n');
  vi.stubEnv('TMPDIR', there.folder);
  const release = await tryLock(join(there.folder, `lakegoose-${process.getuid?.()}`, 'files.lock'));
  const started = performance.now();
  expect(await changeFile(there.path, (text) => `${text}b\n`)).toBe(true);
  vi.unstubAllEnvs();
  release?.();
  expect(await readFile(there.path, 'utf8')).toBe('a\nb\n');
  expect(performance.now() - started).toBeGreaterThan(1900);
  expect(performance.now() - started).toBeLessThan(6000);
});

test('a file that is right is not touched', async () => {
  await using there = await folderWith('a\n');
  await utimes(there.path, 1000, 1000);
  expect(await changeFile(there.path, (text) => text)).toBe(false);
  expect((await stat(there.path)).mtimeMs).toBe(1_000_000);
});

test('a file that is not UTF-8 is refused and stays, byte for byte', async () => {
  await using there = await folderWith('');
  const japanese = Buffer.from([0x23, 0x93, 0xfa, 0x96, 0x7b, 0x0a]);
  await writeFile(there.path, japanese);
  await expect(changeFile(there.path, (text) => `${text}a\n`)).rejects.toMatchObject({
    code: 'ERR_ENCODING_INVALID_ENCODED_DATA',
  });
  expect(await readFile(there.path)).toEqual(japanese);
});

test.each([
  ['that is there', 'a\n'],
  ['that is not there yet', undefined],
])('a link to a file %s stays a link', async (_what, text) => {
  await using there = await folderWith('');
  const [real, link] = [join(there.folder, 'dotfiles'), join(there.folder, 'link')];
  if (text !== undefined) await writeFile(real, text);
  await symlink('dotfiles', link);
  await writeFileWhole(link, 'b\n');
  expect((await lstat(link)).isSymbolicLink()).toBe(true);
  expect(await readFile(real, 'utf8')).toBe('b\n');
});

test('a new file has the mode that is wished, one that is there keeps its own', async () => {
  await using there = await folderWith('a\n');
  await chmod(there.path, 0o640);
  await writeFileWhole(there.path, 'b\n', 0o600);
  expect((await stat(there.path)).mode & 0o777).toBe(0o640);
  await writeFileWhole(join(there.folder, 'new'), 'b\n', 0o600);
  expect((await stat(join(there.folder, 'new'))).mode & 0o777).toBe(0o600);
});

test('what a killed writer left goes, what others keep there or write just now stays', async () => {
  await using there = await folderWith('a\n');
  const ended = await execa('sh', ['-c', 'echo $$']);
  const names = {
    killed: `.file.${ended.stdout}.abc.part`,
    old: `.file.${process.pid}.old.part`,
    busy: `.file.${process.pid}.abc.part`,
    ofAnother: `.file2.${ended.stdout}.abc.part`,
    persons: '.file.mine.abc.part',
  };
  for (const name of Object.values(names)) await writeFile(join(there.folder, name), '');
  await utimes(join(there.folder, names.old), 1000, 1000);
  await changeFile(there.path, (text) => text);
  const { killed: _killed, old: _old, ...others } = names;
  expect((await readdir(there.folder)).sort()).toEqual(['file', ...Object.values(others)].sort());
});

test('a folder in the place of the file', async () => {
  await using there = await folderWith('');
  await mkdir(join(there.folder, 'folder'));
  await expect(changeFile(join(there.folder, 'folder'), () => 'a')).rejects.toMatchObject({ code: 'EISDIR' });
});

test('a named pipe in the place of the file is refused at once, and stays', async () => {
  await using there = await folderWith('');
  const pipe = join(there.folder, 'pipe');
  await execa('mkfifo', [pipe]);
  await expect(changeFile(pipe, () => 'a')).rejects.toMatchObject({ code: 'ERR_NO_FILE' });
  await expect(writeFileWhole(pipe, 'a')).rejects.toMatchObject({ code: 'ERR_NO_FILE' });
  expect((await stat(pipe)).isFIFO()).toBe(true);
  expect((await readdir(there.folder)).sort()).toEqual(['file', 'pipe']);
});

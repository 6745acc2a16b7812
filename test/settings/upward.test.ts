import { chmod, chown, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { folderWith, isTrusted } from '../../src/settings/upward.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

afterEach(() => vi.restoreAllMocks());

/** A folder that everybody may write to, with `project/below` in it, and what looks for a `.venv` from there. */
async function shared() {
  const folder = await temporaryDirectory();
  const at = (...parts: readonly string[]) => join(folder.path, ...parts);
  await mkdir(at('project/below'), { recursive: true });
  await chmod(folder.path, 0o777);
  return {
    at,
    find: (home = '/nowhere', path = '.venv') => folderWith(path, at('project/below'), { HOME: home }),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

test('the nearest folder has it, also where that is a link that leads nowhere', async () => {
  await using place = await shared();
  expect(place.find()).toBeUndefined();
  await mkdir(place.at('.venv'));
  expect(place.find()).toBe(place.at());
  await symlink('/nowhere', place.at('project/.venv'));
  expect(place.find()).toBe(place.at('project'));
  await mkdir(place.at('project/below/.venv'));
  expect(place.find()).toBe(place.at('project/below'));
});

test('nothing is looked for above the repository or the home directory', async () => {
  await using place = await shared();
  await mkdir(place.at('.venv'));
  expect(place.find(place.at('project'))).toBeUndefined();
  await mkdir(place.at('project/.git'));
  expect(place.find()).toBeUndefined();
});

test('what a stranger may have put above is passed over, and what stands in the folder itself is not', async () => {
  await using place = await shared();
  const [stranger, person] = [4711, 4712];
  const strange = async (path: string) => {
    await mkdir(dirname(place.at(path)), { recursive: true });
    await writeFile(place.at(path), '');
    // Elsewhere than as root, whoever runs this is the stranger.
    if (process.geteuid?.() === 0)
      for (const one of [path, dirname(path)]) await chown(place.at(one), stranger, stranger);
  };
  await strange('.venv/python');
  await strange('project/below/own/python');
  vi.spyOn(process, 'getuid').mockReturnValue(person);
  expect(place.find('/nowhere', '.venv/python')).toBeUndefined();
  expect(place.find('/nowhere', 'own/python')).toBe(place.at('project/below'));
  // Of root: on a disk of Windows everything is, in folders that everybody may write to.
  expect(isTrusted(place.at(), '/etc/passwd', place.at())).toBe(true);
});

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { exportUserFolder } from '../../scripts/export-user-folder.ts';
import { version } from '../../src/base/version.ts';
import { repository, runCli } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

test('packages of this version are taken, and no sources of ours', async () => {
  await using there = await temporaryDirectory();
  const archive = join(there.path, `lakegoose-${version}.tgz`);
  await writeFile(archive, 'packed');
  const folder = join(there.path, 'folder');
  await exportUserFolder(folder, [archive]);
  const { dependencies } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  expect(dependencies).toEqual({
    lakegoose: `file:packages/lakegoose-${version}.tgz`,
    'lakegoose-workspace': version,
  });
  expect(await readdir(join(folder, 'notebooks'))).toEqual(['sample.ipynb']);
  expect(await readdir(folder)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(src|test)$/)]));
});

test('what is not committed stays behind and is named: results in a notebook, notebooks of somebody, a hardened container', async () => {
  await using there = await temporaryDirectory();
  const [used, folder] = [join(there.path, 'used'), join(there.path, 'folder')];
  await execa('git', ['clone', '--quiet', '--shared', repository, used]);
  const [sample, mine] = ['notebooks/sample.ipynb', 'notebooks/of mine.ipynb'];
  const asMade = await readFile(join(used, sample), 'utf8');
  await writeFile(join(used, sample), 'rows of the company');
  await writeFile(join(used, mine), 'rows of the company');
  const hardened = await runCli(['harden', 'local'], { directory: used, environment: { HOME: there.path } });
  expect(hardened).toMatchObject({ exitCode: 0 });
  const leftOut = await exportUserFolder(folder, [], used);
  expect(leftOut).toEqual(
    expect.arrayContaining([sample, mine, '.devcontainer/devcontainer.json', '.devcontainer/hardened/compose.yaml']),
  );
  expect(await readFile(join(folder, sample), 'utf8')).toBe(asMade);
  expect(await readdir(join(folder, 'notebooks'))).toEqual(['sample.ipynb']);
  expect(await readFile(join(folder, '.devcontainer/devcontainer.json'), 'utf8')).not.toContain('hardened');
});

test.each(['lakegoose-0.0.0-other.tgz', 'something.tgz'])(
  'a package that does not fit is refused: %s',
  async (name) => {
    await using there = await temporaryDirectory();
    const folder = join(there.path, 'folder');
    await expect(exportUserFolder(folder, [join(there.path, name)])).rejects.toThrow(name);
    expect(await readdir(there.path)).toEqual([]);
  },
);

test('a clone with autocrlf has the pins that were exported', async () => {
  await using there = await temporaryDirectory();
  const [folder, clone] = [join(there.path, 'folder'), join(there.path, 'clone')];
  await exportUserFolder(folder);
  const git = (...words: readonly string[]) =>
    execa('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'core.autocrlf=true', ...words]);
  await git('init', '--quiet', folder);
  await git('-C', folder, 'add', '.');
  await git('-C', folder, 'commit', '--quiet', '--message', 'Exported');
  await git('clone', '--quiet', folder, clone);
  for (const pin of ['databricks-cli/go.sum', 'Dockerfile', 'mise.toml']) {
    const path = join('.devcontainer', pin);
    expect(await readFile(join(clone, path), 'utf8')).toBe(await readFile(join(folder, path), 'utf8'));
  }
});

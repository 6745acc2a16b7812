import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readProfile } from '../../src/settings/profile.ts';
import { mergeProfile, writeProfile } from '../../src/settings/write-profile.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const file = `; mine
[DEFAULT]
host = https://one.example

[two]
host         = https://two.example
cluster_id=old # mine

[__settings__]
default_profile = two
`;

test('sets values in their section, and leaves every other line as it is', () => {
  expect(mergeProfile(file, 'two', { cluster_id: 'new', warehouse_id: 'w' })).toBe(
    file.replace('cluster_id=old # mine\n', 'cluster_id= new\nwarehouse_id = w\n'),
  );
  expect(mergeProfile(file, 'DEFAULT', { warehouse_id: 'w' })).toBe(
    file.replace('https://one.example\n', 'https://one.example\nwarehouse_id = w\n'),
  );
});

test.each([
  ['', '[p]\nwarehouse_id = w\n'],
  ['[a]\nhost = h', '[a]\nhost = h\n\n[p]\nwarehouse_id = w\n'],
  ['[p]', '[p]\nwarehouse_id = w\n'],
  ['[a]\r\nhost = h\r\n', '[a]\r\nhost = h\r\n\r\n[p]\r\nwarehouse_id = w\r\n'],
])('of %j is made %j', (text, merged) => {
  expect(mergeProfile(text, 'p', { warehouse_id: 'w' })).toBe(merged);
});

test('the file keeps its mode, a new one is its owner’s, and the same again changes nothing', async () => {
  await using home = await temporaryDirectory();
  const path = join(home.path, '.databrickscfg');
  expect(await writeProfile('p', { warehouse_id: 'w' }, {}, home.path)).toBe(true);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await writeProfile('p', { warehouse_id: 'w' }, {}, home.path)).toBe(false);
  await writeFile(path, file, { mode: 0o640 });
  expect(await writeProfile('two', { warehouse_id: 'w' }, {}, home.path)).toBe(true);
  expect(await readProfile({ DATABRICKS_CONFIG_PROFILE: 'two' }, home.path)).toMatchObject({ warehouse_id: 'w' });
  expect(await readFile(path, 'utf8')).toContain('; mine');
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { profileFor } from '../../src/settings/profile.ts';
import type { Settings } from '../../src/settings/schema.ts';
import { resolveWorkspace } from '../../src/settings/workspace.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const profiles = `; The profile defined as DEFAULT
[DEFAULT]
host = https://default.example/

[team.eu]
host       = https://eu.example
warehouse_id = abc123

[laptop]
host = http://127.0.0.1:9999

[__settings__]
default_profile = team.eu
`;

async function resolved(settings: Settings, file: string | undefined = undefined) {
  await using home = await temporaryDirectory();
  if (file !== undefined) await writeFile(join(home.path, '.databrickscfg'), file);
  return await resolveWorkspace(settings, home.path).catch((error: { code: string }) => error.code);
}

test('without any setting it is an error that names the sign-in, never the local workspace', async () => {
  expect(await resolved({})).toBe('settings.no_host');
});

test.each(['[team.eu\n', 'host\n', '= 3\n', '\r\nhost https//eu.example\r\n'])(
  'a profile file of which the Databricks CLI reads nothing is told, unless the settings sign in: %j',
  async (broken) => {
    const file = `${profiles}${broken}`;
    expect(await resolved({}, file)).toBe('settings.profile_broken');
    expect(await resolved({ DATABRICKS_HOST: 'https://set.example' }, file)).toBe('settings.profile_broken');
    const machine = { DATABRICKS_HOST: 'https://set.example', DATABRICKS_TOKEN: 'dapi1' };
    expect(await resolved(machine, file)).toMatchObject({ host: 'https://set.example' });
  },
);

test.each(['[a] ; mine\n# note\n\thost : https://a.example\r\n', 'x = """\none\n"""\n', 'x = one \\\ntwo\n'])(
  'what the Databricks CLI reads is no mistake: %j',
  async (right) => {
    expect(await resolved({}, `${profiles}${right}`)).toMatchObject({ host: 'https://eu.example' });
  },
);

test('DATABRICKS_HOST comes first', async () => {
  const settings = { DATABRICKS_HOST: 'https://set.example', DATABRICKS_WAREHOUSE_ID: 'w1' };
  expect(await resolved(settings, profiles)).toEqual({
    kind: 'remote',
    host: 'https://set.example',
    warehouseId: 'w1',
  });
});

test('the profile of the host signs in to it, also where nobody names one', async () => {
  const settings = { DATABRICKS_HOST: 'https://eu.example' };
  expect(await resolved(settings, profiles)).toMatchObject({ profile: 'team.eu', warehouseId: 'abc123' });
});

test('a profile file with a byte order mark has its first section, too', async () => {
  const file = '\uFEFF[DEFAULT]\r\nhost = https://default.example\r\n';
  expect(await resolved({}, file)).toEqual({ kind: 'remote', host: 'https://default.example', profile: 'DEFAULT' });
});

test('then DATABRICKS_CONFIG_PROFILE, dots in its name included', async () => {
  expect(await resolved({ DATABRICKS_CONFIG_PROFILE: 'DEFAULT' }, profiles)).toEqual({
    kind: 'remote',
    host: 'https://default.example',
    profile: 'DEFAULT',
  });
  expect(await resolved({ DATABRICKS_CONFIG_PROFILE: 'nobody' }, profiles)).toBe('settings.no_such_profile');
});

test("then the Databricks CLI's default profile, else its DEFAULT section", async () => {
  expect(await resolved({}, profiles)).toEqual({
    kind: 'remote',
    host: 'https://eu.example',
    profile: 'team.eu',
    warehouseId: 'abc123',
  });
  const plain = await resolved({}, '[DEFAULT]\nhost = https://default.example\n');
  expect(plain).toMatchObject({ host: 'https://default.example', profile: 'DEFAULT' });
});

test('the local workspace is signed in to by the profile of its host', async () => {
  const local = { LAKEGOOSE_WORKSPACE: 'local', DATABRICKS_HOST: 'http://127.0.0.1:9999' } as const;
  expect(await resolved(local, profiles)).toEqual({ kind: 'local', host: 'http://127.0.0.1:9999', profile: 'laptop' });
  expect(await resolved({ ...local, DATABRICKS_CONFIG_PROFILE: 'laptop' }, profiles)).toMatchObject({
    profile: 'laptop',
  });
  const leftOver = { ...local, DATABRICKS_CONFIG_PROFILE: 'DEFAULT' };
  expect(await resolved(leftOver, profiles)).toMatchObject({ profile: 'laptop' });
  expect(await resolved({ ...local, DATABRICKS_HOST: 'http://127.0.0.1:1' }, profiles)).not.toHaveProperty('profile');
});

test('this machine answers only where LAKEGOOSE_WORKSPACE=local stands', async () => {
  expect(await resolved({ DATABRICKS_HOST: 'http://127.0.0.1:1' })).toBe('settings.local_not_asked');
  expect(await resolved({ DATABRICKS_CONFIG_PROFILE: 'laptop' }, profiles)).toBe('settings.local_not_asked');
  const local = { LAKEGOOSE_WORKSPACE: 'local' } as const;
  expect(await resolved({ ...local, DATABRICKS_HOST: 'http://127.0.0.1:1' })).toEqual({
    kind: 'local',
    host: 'http://127.0.0.1:1',
  });
  expect(await resolved({ ...local, LAKEGOOSE_PORT: 4000 })).toMatchObject({ host: 'http://127.0.0.1:4000' });
  expect(await resolved({ ...local, DATABRICKS_HOST: 'https://company.example' })).toBe('settings.local_and_host');
});

test('a sign-in takes a profile of the same host or a free name, never that of another host', async () => {
  await using home = await temporaryDirectory();
  expect(await profileFor('https://new.example', {}, home.path)).toBe('DEFAULT');
  await writeFile(join(home.path, '.databrickscfg'), profiles);
  expect(await profileFor('https://default.example', {}, home.path)).toBe('DEFAULT');
  expect(await profileFor('https://eu.example', {}, home.path)).toBe('team.eu');
  expect(await profileFor('https://adb-1.azuredatabricks.example', {}, home.path)).toBe('adb-1');
  expect(await profileFor('https://new.example', { DATABRICKS_CONFIG_PROFILE: 'mine' }, home.path)).toBe('mine');
  const leftOver = { DATABRICKS_CONFIG_PROFILE: 'DEFAULT' };
  expect(await profileFor('https://new.example', leftOver, home.path)).toBe('new');
  expect(await profileFor('https://eu.example', leftOver, home.path)).toBe('team.eu');
});

test.each(['token = dapi1', 'client_id = app\nclient_secret = secret'])(
  'a sign-in leaves a profile alone that holds what proves a machine: %s',
  async (secret) => {
    await using home = await temporaryDirectory();
    const taken = '[work]\nhost = https://work.other\n';
    const file = `[DEFAULT]\nhost = https://work.example\n${secret}\n\n${taken}`;
    await writeFile(join(home.path, '.databrickscfg'), file);
    expect(await profileFor('https://work.example', {}, home.path)).toBe('work-2');
    const named = { DATABRICKS_CONFIG_PROFILE: 'DEFAULT' };
    expect(await profileFor('https://work.example', named, home.path)).toBe('work-2');
    await writeFile(join(home.path, '.databrickscfg'), `${file}\n[me]\nhost = https://work.example\n`);
    expect(await profileFor('https://work.example', named, home.path)).toBe('me');
  },
);

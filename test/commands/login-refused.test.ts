import { expect, test } from 'vitest';
import { scriptedHost, send } from '../databricks-client/scripted-host.ts';
import { remoteWorkspace } from '../support/remote-workspace.ts';
import { runCli } from '../support/run-cli.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { login } from './login-on.ts';

test('a variable that names another profile of the same workspace is told first: it would go before the sign-in', async () => {
  await using workspace = await remoteWorkspace();
  const { token, host, environment } = workspace;
  const profiles = `[pat]\nhost = ${host}\ntoken = dapi1\n`;
  const own = { ...environment, DATABRICKS_CONFIG_PROFILE: 'pat' };
  const { exitCode, stderr, asked } = await login([host], { token, profiles, own });
  expect({ exitCode, asked }).toEqual({ exitCode: 1, asked: '' });
  expect(stderr).toContain('DATABRICKS_CONFIG_PROFILE means another workspace or another sign-in (pat)');
});

test('a sign-in that did not succeed changes nothing and says so; one without an address asks for it', async () => {
  await using workspace = await testWorkspace();
  const dotEnv = 'LAKEGOOSE_WORKSPACE=local\n';
  expect(await login([workspace.host], { exitCode: 1, dotEnv })).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining(`(the page was closed). Try again: lakegoose login ${workspace.host}`),
    env: dotEnv,
  });
  expect(await login([], {})).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('Which workspace?'),
    asked: '',
  });
});

test.each(['http://work.example', 'ftp://work.example', 'my workspace'])('%s is told as no address', async (host) => {
  const told = expect.stringContaining(`"${host}" is not the address of a workspace, which begins with https://`);
  expect(await login([host], {})).toMatchObject({ exitCode: 1, stderr: told, asked: '', env: '' });
});

test.each([
  ['login', 'https://me:pw-1@one.example'],
  ['login', 'me:pw-1@one.example'],
  ['login', 'https://:pw-1@one.example'],
  ['harden', 'https://me:pw-1@one.example'],
  ['token', '--host', 'https://me:pw-1@one.example'],
  ['https://me:pw-1@one.example'],
])('a password in an address is refused, and not repeated: %s %s %s', async (...words) => {
  const { exitCode, stderr } = await runCli(words);
  expect(exitCode).not.toBe(0);
  expect(stderr).not.toBe('');
  expect(stderr).not.toContain('pw-1');
});

test.each([
  [{ DATABRICKS_TOKEN: 'dapi1' }, 'Remove it from .env and from the environment'],
  [
    { DATABRICKS_HOST: 'https://other.example' },
    'DATABRICKS_HOST means another workspace or another sign-in (https://other.example)',
  ],
  [{ LAKEGOOSE_WORKSPACE: 'local' }, 'LAKEGOOSE_WORKSPACE means another workspace or another sign-in (local)'],
  [
    { DATABRICKS_CONFIG_PROFILE: 'other' },
    'DATABRICKS_CONFIG_PROFILE means another workspace or another sign-in (other)',
  ],
])('what goes before the sign-in of a person is told first: %j', async (own, told) => {
  expect(
    await login(['https://one.example'], { own, profiles: '[other]\nhost = https://other.example/\n' }),
  ).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining(told),
    asked: '',
    env: '',
  });
});

test.each([
  [{ DATABRICKS_TOKEN: 'dapi1' }, 'Remove it from .env and from the environment'],
  [
    { DATABRICKS_HOST: 'https://other.example' },
    'DATABRICKS_HOST means another workspace or another sign-in (https://other.example)',
  ],
  [{ LAKEGOOSE_WORKSPACE: 'remote' }, 'LAKEGOOSE_WORKSPACE means another workspace or another sign-in (remote)'],
])('and before the way back to the local workspace, too: %j', async (own, told) => {
  expect(await login(['local'], { own })).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining(told),
    asked: '',
    env: '',
  });
});

test.each([
  // Where there is no name service at all, that is told.
  ['https://nowhere.invalid', /(no host|address of) https:\/\/nowhere\.invalid/],
  ['nowhere.invalid/?o=1', /(no host|address of) https:\/\/nowhere\.invalid/],
  ['http://127.0.0.1:9', /http:\/\/127\.0\.0\.1:9 refuses connections\./],
])('a host that cannot be reached is told at once, and nobody is asked to sign in: %s', async (host, told) => {
  const dotEnv = 'LAKEGOOSE_WORKSPACE=local\n';
  const { exitCode, stderr, asked, env } = await login([host], { dotEnv });
  expect({ exitCode, asked, env }).toEqual({ exitCode: 1, asked: '', env: dotEnv });
  expect(stderr).toMatch(told);
});

test('a host that is no workspace is told', async () => {
  await using host = await scriptedHost((_incoming, outgoing) => send(outgoing, 404, '<html>'));
  const { exitCode, stderr, asked } = await login([host.host], {});
  expect({ exitCode, asked }).toEqual({ exitCode: 1, asked: '' });
  expect(stderr).toContain('does not offer a sign-in (OAuth) as a Databricks workspace does');
});

test('a .env in Shift_JIS is told before anybody signs in', async () => {
  await using workspace = await testWorkspace();
  // 設定 in Shift_JIS.
  const dotEnv = Buffer.from([0x23, 0x90, 0xdd, 0x92, 0xe8, 0x0a]);
  const { exitCode, stderr, asked } = await login([workspace.host], { token: workspace.token, dotEnv });
  expect({ exitCode, asked }).toEqual({ exitCode: 1, asked: '' });
  expect(stderr).toMatch(/\.env is not UTF-8 text .*Save it as UTF-8/);
});

test('where the profile cannot be made the usual one, .env knows of the sign-in all the same', async () => {
  await using workspace = await testWorkspace();
  const { host, token } = workspace;
  const { exitCode, stderr, env } = await login([host], { token, onSwitch: 'exit 1' });
  expect(exitCode).toBe(1);
  expect(stderr).toContain('databricks auth switch --profile DEFAULT');
  expect(env).toContain(`DATABRICKS_HOST=${host}\n`);
});

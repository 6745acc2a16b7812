import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scriptedHost, send } from '../databricks-client/scripted-host.ts';
import { connectClient } from '../mcp-server/connect-client.ts';
import { cleanEnvironment, runCli, startCli } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/**
 * The real Databricks CLI is driven in `npm run test:system`; here a script stands in for its one call, to show what a
 * slow, a failing and an odd one do to ours.
 */
async function withCli<T>(script: string, use: (environment: Record<string, string>, path: string) => Promise<T>) {
  await using directory = await temporaryDirectory();
  const program = join(directory.path, 'databricks');
  await writeFile(program, `#!/bin/sh\ncd ${directory.path}\n${script}\n`);
  await chmod(program, 0o755);
  const PATH = `${directory.path}:/usr/bin:/bin`;
  return await use({ PATH, HOME: directory.path, DATABRICKS_HOST: `https://${Date.now()}.example` }, directory.path);
}

const answer = `echo "{\\"access_token\\":\\"tok-$$\\",\\"expiry\\":\\"2999-01-01T00:00:00Z\\"}"`;

test('prints the token of the Databricks CLI and nothing else', async () => {
  const result = await withCli(`echo "$@" > asked; ${answer}`, async (environment, path) => ({
    ...(await runCli(['token'], { environment })),
    asked: await readFile(join(path, 'asked'), 'utf8'),
    host: environment.DATABRICKS_HOST,
  }));
  expect(result).toMatchObject({ exitCode: 0, stderr: '' });
  expect(result.stdout).toMatch(/^tok-\d+$/);
  expect(result.asked).toBe(`auth token --host ${result.host} --output json\n`);
});

test('the profile file that .env names is that of the Databricks CLI, too', async () => {
  const asked = await withCli(`echo "$DATABRICKS_CONFIG_FILE" > asked; ${answer}`, async (environment, path) => {
    await writeFile(join(path, '.env'), 'DATABRICKS_CONFIG_FILE=~/mine.cfg\n');
    expect(await runCli(['token'], { environment, directory: path })).toMatchObject({ exitCode: 0 });
    return readFile(join(path, 'asked'), 'utf8');
  });
  expect(asked).toBe('~/mine.cfg\n');
});

test('DATABRICKS_TOKEN is used as it is', async () => {
  const environment = { DATABRICKS_HOST: 'https://one.example', DATABRICKS_TOKEN: 'dapi1' };
  expect(await runCli(['token'], { environment })).toEqual({ exitCode: 0, stdout: 'dapi1', stderr: '' });
});

test('several that ask at once are asked of the Databricks CLI one at a time', async () => {
  const script = `echo in >> order; sleep 1.1; echo out >> order; ${answer}`;
  const { results, order } = await withCli(script, async (environment, path) => ({
    results: await Promise.all([1, 2, 3].map(() => runCli(['token'], { environment }))),
    order: await readFile(join(path, 'order'), 'utf8'),
  }));
  expect(results.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
  expect(order).toBe('in\nout\n'.repeat(3));
});

test.each([
  { what: 'sleeps', script: 'exec sleep 30' },
  { what: 'does not end when told to', script: 'trap "" TERM; sleep 30' },
  { what: 'leaves a child that holds its output', script: 'sleep 30 & wait' },
  { what: 'ends, but its child holds its output', script: 'sleep 30 & exit 0' },
])('never takes longer than its time-out: a CLI that $what', async ({ script }) => {
  const started = Date.now();
  const result = await withCli(script, (environment) => runCli(['token', '--timeout', '1'], { environment }));
  expect(Date.now() - started).toBeLessThan(15_000);
  expect(result).toMatchObject({ exitCode: 1, stdout: '' });
  expect(result.stderr).toBe(
    'lakegoose: The Databricks CLI gave no token within 1 seconds. Check the network, then try again.',
  );
});

test('never takes longer than its time-out: another process has its turn first', async () => {
  const script = `if mkdir first; then exec sleep 30; fi; ${answer}`;
  const started = Date.now();
  const [slow, waiting] = await withCli(script, async (environment) => {
    const ask = (seconds: string) => runCli(['token', '--timeout', seconds], { environment });
    return await Promise.all([ask('4'), ask('4')]);
  });
  expect(Date.now() - started).toBeLessThan(20_000);
  expect([slow.exitCode, waiting.exitCode].sort()).toEqual([0, 1]);
});

test('never takes longer than its time-out: a CLI that is slow, and hangs once the workspace has refused its token', async () => {
  await using host = await scriptedHost((_incoming, outgoing) => send(outgoing, 401, '{}'));
  const script = `case "$*" in *force*) exec sleep 30;; esac; touch asked; sleep 3; ${answer}`;
  const [result, took] = await withCli(script, async (environment, path) => {
    await writeFile(join(path, '.databrickscfg'), `[local]\nhost = ${host.host}\n`);
    const own = { ...environment, DATABRICKS_HOST: host.host, LAKEGOOSE_WORKSPACE: 'local' };
    const told = await runCli(['token', '--timeout', '4'], { environment: own });
    return [told, Date.now() - (await stat(join(path, 'asked'))).mtimeMs] as const;
  });
  // One time for both: the second does not get another 4 seconds.
  expect(took).toBeLessThan(6500);
  expect(result).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('within 4 seconds') });
});

test('never takes longer than its time-out: a workspace that does not answer, and the token is printed', async () => {
  await using host = await scriptedHost(() => undefined);
  const environment = { DATABRICKS_HOST: host.host, LAKEGOOSE_WORKSPACE: 'local', DATABRICKS_TOKEN: 'dapi1' };
  const started = Date.now();
  const result = await runCli(['token', '--timeout', '1'], { environment });
  expect(result).toEqual({ exitCode: 0, stdout: 'dapi1', stderr: '' });
  expect(Date.now() - started).toBeLessThan(15_000);
});

test('ends at once when told to', async () => {
  await withCli('touch asked; exec sleep 30', async (environment, path) => {
    const asking = startCli(['token'], { environment });
    while (!existsSync(join(path, 'asked'))) await new Promise((passed) => setTimeout(passed, 20));
    const told = Date.now();
    asking.kill('SIGTERM');
    expect(await asking).toMatchObject({ exitCode: 143, stdout: '' });
    expect(Date.now() - told).toBeLessThan(15_000);
  });
});

test('ends at once when told to while the workspace does not answer, and prints no token', async () => {
  await using host = await scriptedHost(() => asking.kill('SIGTERM'));
  const environment = { DATABRICKS_HOST: host.host, LAKEGOOSE_WORKSPACE: 'local', DATABRICKS_TOKEN: 'dapi1' };
  const asking = startCli(['token'], { environment });
  expect(await asking).toMatchObject({ exitCode: 143, stdout: '' });
});

test.each([
  ['DATABRICKS_TOKEN', { DATABRICKS_TOKEN: 'dapi1' }, 'refused DATABRICKS_TOKEN'],
  ['the sign-in', {}, 'The sign-in to'],
])('a token that the workspace refuses is not printed: of %s', async (_whose, own, says) => {
  await using host = await scriptedHost((_incoming, outgoing) => send(outgoing, 401, '{}'));
  const result = await withCli(answer, async (environment, path) => {
    await writeFile(join(path, '.databrickscfg'), `[local]\nhost = ${host.host}\n`);
    const local = { DATABRICKS_HOST: host.host, LAKEGOOSE_WORKSPACE: 'local', ...own };
    return await runCli(['token'], { environment: { ...environment, ...local } });
  });
  expect(result).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining(says) });
  expect(result.stderr.split('\n')).toHaveLength(1);
});

test.each([
  ['the local workspace, in a folder without a .env', 'http://127.0.0.1:9', ''],
  ['one of their own, in a folder set for the local one', 'https://one.example', 'LAKEGOOSE_WORKSPACE=local\n'],
])('whoever names the host means it, in any folder: %s', async (_what, host, dotEnv) => {
  const result = await withCli(answer, async (environment, path) => {
    await writeFile(join(path, '.databrickscfg'), `[P]\nhost = ${host}\n`);
    const directory = join(path, 'elsewhere');
    await mkdir(directory);
    await writeFile(join(directory, '.env'), dotEnv);
    const { DATABRICKS_HOST: _theirs, ...unset } = environment;
    return await runCli(['token', '--host', host, '--profile', 'P'], { environment: unset, directory });
  });
  expect(result).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^tok-\d+$/), stderr: '' });
});

test.each([
  ['in the environment', { DATABRICKS_HOST: 'https://mine.example' }, ''],
  ['in .env', {}, 'DATABRICKS_HOST=mine.example\n'],
  ['by a profile', { DATABRICKS_CONFIG_PROFILE: 'P' }, ''],
])('a token that is set, with its workspace %s, goes to no other one', async (_where, own, dotEnv) => {
  await using directory = await temporaryDirectory();
  await using other = await scriptedHost((_incoming, outgoing) => send(outgoing, 200, '{}'));
  await writeFile(join(directory.path, '.env'), dotEnv);
  await writeFile(join(directory.path, '.databrickscfg'), '[P]\nhost = https://mine.example\n');
  const environment = { HOME: directory.path, DATABRICKS_TOKEN: 'dapi1', ...own };
  const ask = (host: string) => runCli(['token', '--host', host], { environment, directory: directory.path });
  expect(await ask(other.host)).toMatchObject({
    exitCode: 1,
    stdout: '',
    stderr: expect.stringMatching(
      /^lakegoose: DATABRICKS_TOKEN is set for https:\/\/mine\.example, and does not go to/,
    ),
  });
  expect(other.seen).toEqual([]);
  expect(await ask('https://mine.example/?o=1')).toMatchObject({ exitCode: 0, stdout: 'dapi1' });
});

test('DATABRICKS_HOST of one workspace never gets the token of a profile of another', async () => {
  const result = await withCli(answer, async (environment, path) => {
    await writeFile(join(path, '.databrickscfg'), '[A]\nhost = https://a.example\n');
    const settings = { DATABRICKS_HOST: 'https://b.example', DATABRICKS_CONFIG_PROFILE: 'A' };
    return await runCli(['token'], { environment: { ...environment, ...settings } });
  });
  expect(result).toMatchObject({ exitCode: 1, stdout: '' });
  expect(result.stderr).toContain('the profile "A" is of https://a.example');
});

test.each([
  {
    what: 'not signed in',
    script: 'echo "Error: no cached credentials" >&2; exit 1',
    says: 'or the sign-in has ended. Sign in with: lakegoose login',
  },
  {
    what: 'a sign-in that has ended',
    script: 'echo "the refresh token is invalid. run:\n  $ databricks auth login --profile DEFAULT" >&2; exit 1',
    says: 'or the sign-in has ended. Sign in with: lakegoose login',
  },
  {
    what: 'anything else',
    script: 'echo "Error: dial tcp: no such host" >&2; exit 1',
    says: '(dial tcp: no such host). Check the network',
  },
  { what: 'an odd answer', script: 'echo hello', says: 'something that is not a token' },
])('$what: one sentence', async ({ script, says }) => {
  const result = await withCli(script, (environment) => runCli(['token'], { environment }));
  expect(result).toMatchObject({ exitCode: 1, stdout: '' });
  expect(result.stderr.split('\n')).toHaveLength(1);
  expect(result.stderr).toContain(says);
});

test('without the Databricks CLI: one sentence that says what to install', async () => {
  const environment = { PATH: '/nonexistent:/usr/bin:/bin', DATABRICKS_HOST: 'https://one.example' };
  const result = await runCli(['token'], { environment });
  expect(result.stderr).toContain(
    'Install it in ~/.local/bin with: lakegoose bootstrap --only tools. Or set DATABRICKS_TOKEN.',
  );
});

test('a token that the workspace refuses is not taken from the store of the CLI again', async () => {
  const script = `echo "$@" >> asked; echo "{\\"access_token\\":\\"$5\\",\\"expiry\\":\\"2999-01-01T00:00:00Z\\"}"`;
  const asked = await withCli(script, async (environment, path) => {
    await using host = await scriptedHost((_incoming, outgoing) => send(outgoing, 401, '{}'));
    const own = { ...environment, DATABRICKS_HOST: host.host, LAKEGOOSE_WORKSPACE: 'local' };
    await writeFile(join(path, '.databrickscfg'), `[local]\nhost = ${host.host}\n`);
    await using agent = await connectClient({ ...cleanEnvironment(), ...own });
    const { isError, text } = await agent.call('list_catalogs', {});
    expect({ isError, text }).toMatchObject({
      isError: true,
      text: expect.stringContaining('Sign in with: lakegoose login'),
    });
    expect(host.seen.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer --output',
      'Bearer --force-refresh',
    ]);
    return readFile(join(path, 'asked'), 'utf8');
  });
  expect(asked).toBe(
    'auth token --profile local --output json\nauth token --profile local --force-refresh --output json\n',
  );
});

import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testWorkspace } from '../support/test-workspace.ts';

/**
 * A stand-in for the Databricks CLI that keeps what it was asked, gives `token`, and ends a sign-in with `exitCode`. The real
 * one signs in in `test/system/`.
 */
async function login(words: readonly string[], { exitCode = 0, token = '', dotEnv = '', own = {} }) {
  await using home = await temporaryDirectory();
  const program = join(home.path, 'databricks');
  const answer = JSON.stringify({ access_token: token, token_type: 'Bearer', expiry: '2099-12-31T00:00:00Z' });
  await writeFile(
    program,
    `#!/bin/sh
echo "$@" >> ${home.path}/asked
case $2 in
  login) printf '[DEFAULT]\\nhost = %s\\n' "$4" > ${home.path}/.databrickscfg; exit ${exitCode} ;;
  token) echo '${answer}' ;;
esac
`,
  );
  await chmod(program, 0o755);
  if (dotEnv !== '') await writeFile(join(home.path, '.env'), dotEnv);
  const environment = { HOME: home.path, PATH: `${home.path}:/usr/bin:/bin`, NO_PROXY: '127.0.0.1', ...own };
  const result = await runCli(['login', ...words], { environment, directory: home.path });
  const text = (name: string) => readFile(join(home.path, name), 'utf8').catch(() => '');
  return { ...result, asked: await text('asked'), env: await text('.env'), profile: await text('.databrickscfg') };
}

test('one command: signed in, remembered by merge, set up, and it is said who is signed in until when', async () => {
  await using workspace = await testWorkspace();
  const { token, host, warehouseId } = workspace;
  const dotEnv = '# mine\nLAKEGOOSE_LANGUAGE=en\nLAKEGOOSE_WORKSPACE=remote\n';
  const answer = await login([`${host}/explore?o=1`], { token, dotEnv });
  expect(answer.stderr).toBe('');
  expect(answer.asked).toContain(`auth login --host ${host} --profile DEFAULT --timeout 5m\n`);
  expect(answer.asked).toContain('auth switch --profile DEFAULT\n');
  expect(answer.env).toBe(
    `# mine\nLAKEGOOSE_LANGUAGE=en\nLAKEGOOSE_WORKSPACE=local\nDATABRICKS_HOST=${host}\nDATABRICKS_CONFIG_PROFILE=DEFAULT\n`,
  );
  expect(answer.profile).toContain(`warehouse_id = ${warehouseId}\n`);
  expect(answer.stdout).toMatch(/✓ Goose: Goose uses the model lakegoose-guide/);
  expect(answer.stdout).toContain(`You are signed in to ${host} as analyst@local.lakegoose.test (profile DEFAULT).`);
  expect(answer.stdout).toMatch(/good until Dec 3[01], 2099/);
  expect(answer.stdout).toContain('Start asking with: goose');
  expect(answer.exitCode).toBe(0);
});

test('what was set for another workspace is emptied', async () => {
  await using workspace = await testWorkspace();
  const dotEnv =
    'DATABRICKS_HOST=https://other.example\nDATABRICKS_CONFIG_PROFILE=other\nDATABRICKS_SQL_WAREHOUSE_ID=theirs\n';
  const { env, exitCode } = await login([workspace.host], { token: workspace.token, dotEnv });
  expect(env).toBe(
    `DATABRICKS_HOST=${workspace.host}\nDATABRICKS_CONFIG_PROFILE=DEFAULT\nDATABRICKS_SQL_WAREHOUSE_ID=\nLAKEGOOSE_WORKSPACE=local\n`,
  );
  expect(exitCode).toBe(0);
});

test('a sign-in that did not succeed changes nothing and says so; one without an address asks for it', async () => {
  const dotEnv = 'LAKEGOOSE_WORKSPACE=local\n';
  expect(await login(['https://one.example'], { exitCode: 1, dotEnv })).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('Try again: lakegoose login https://one.example'),
    env: dotEnv,
  });
  expect(await login([], {})).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('Which workspace?'),
    asked: '',
  });
});

test.each([
  [{ DATABRICKS_TOKEN: 'dapi1' }, 'Remove it from .env and from the environment'],
  [{ DATABRICKS_HOST: 'https://other.example' }, 'names another workspace, https://other.example'],
])('what goes before the sign-in of a person is told first: %j', async (own, told) => {
  expect(await login(['https://one.example'], { own })).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining(told),
    asked: '',
    env: '',
  });
});

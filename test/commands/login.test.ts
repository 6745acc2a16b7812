import { expect, test } from 'vitest';
import { remoteWorkspace } from '../support/remote-workspace.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { login } from './login-on.ts';

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

test('from the local workspace to one of their own: a model that calls tools is chosen, and Goose asks it', async () => {
  const model_services = [
    { name: 'model-services/system.ai.gte-large-en' },
    { name: 'model-services/system.ai.claude-sonnet-4-6' },
  ];
  await using workspace = await remoteWorkspace({ '/model-services': { model_services } });
  const { token, host, warehouseId, environment } = workspace;
  const dotEnv = 'LAKEGOOSE_WORKSPACE=local\nGOOSE_MODEL=databricks-claude-3-retired\n';
  const { stdout, stderr, exitCode, env, profile } = await login([host], { token, dotEnv, own: environment });
  expect(stderr).toBe('');
  expect(stdout).toContain('databricks-claude-3-retired is not served by https://work.example any more');
  expect(stdout).toMatch(/✓ Goose: Goose uses the model system\.ai\.claude-sonnet-4-6/);
  expect(env).toBe(
    `LAKEGOOSE_WORKSPACE=remote\nGOOSE_MODEL=system.ai.claude-sonnet-4-6\nDATABRICKS_HOST=${host}\nDATABRICKS_CONFIG_PROFILE=DEFAULT\n`,
  );
  expect(profile).toContain(`warehouse_id = ${warehouseId}\n`);
  expect(exitCode).toBe(0);
});

test('from a subfolder the .env above is written, and none is put before it', async () => {
  const model_services = [{ name: 'model-services/system.ai.claude-sonnet-4-6' }];
  await using workspace = await remoteWorkspace({ '/model-services': { model_services } });
  const { token, host, environment: own } = workspace;
  const dotEnv = 'LAKEGOOSE_SQL_SCOPE=main.sales\n';
  const { env, hidden, exitCode } = await login([host], { token, own, dotEnv, folder: 'notebooks' });
  expect(hidden).toEqual([]);
  expect(env).toMatch(/^LAKEGOOSE_SQL_SCOPE=main\.sales\n(.*\n)*GOOSE_MODEL=system\.ai\.claude-sonnet-4-6\n/);
  expect(exitCode).toBe(0);
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

test('back to the local workspace: what was set for their own is emptied, and the profile of their own stays', async () => {
  await using workspace = await testWorkspace();
  const { token, host } = workspace;
  const { port } = new URL(host);
  const profiles = '[DEFAULT]\nhost = https://work.example\n';
  const dotEnv = `# mine\nLAKEGOOSE_PORT=${port}\nLAKEGOOSE_WORKSPACE=remote\nDATABRICKS_HOST=https://work.example
DATABRICKS_CONFIG_PROFILE=DEFAULT\nDATABRICKS_SQL_WAREHOUSE_ID=theirs\nDATABRICKS_CLUSTER_ID=theirs\n`;
  const { exitCode, stdout, stderr, asked, env, profile } = await login(['local'], { token, dotEnv, profiles });
  expect(stderr).toBe('');
  expect(env).toBe(`# mine\nLAKEGOOSE_PORT=${port}\nLAKEGOOSE_WORKSPACE=local\nDATABRICKS_HOST=
DATABRICKS_CONFIG_PROFILE=\nDATABRICKS_SQL_WAREHOUSE_ID=\nDATABRICKS_CLUSTER_ID=\n`);
  expect(asked).toContain(`auth login --host ${host} --profile local-${port} `);
  expect(asked).toContain(`auth switch --profile local-${port}\n`);
  expect(profile).toContain(profiles);
  expect(stdout).toContain(`You are signed in to ${host} as analyst@local.lakegoose.test (profile local-${port}).`);
  expect(stdout).toContain('Start asking with: goose');
  expect(exitCode).toBe(0);
});

test('where the local workspace is meant already, what is set for it stays', async () => {
  await using workspace = await testWorkspace();
  const { token, host, warehouseId } = workspace;
  const dotEnv = `LAKEGOOSE_WORKSPACE=local\nDATABRICKS_HOST=${host}\nDATABRICKS_SQL_WAREHOUSE_ID=${warehouseId}\n`;
  expect(await login(['local'], { token, dotEnv })).toMatchObject({ exitCode: 0, env: dotEnv });
});

test.each([
  ['an address edited by hand', `DATABRICKS_HOST=`],
  ['a profile and no address', '# '],
])('a profile of another workspace is left as it is: %s', async (_what, line) => {
  await using workspace = await remoteWorkspace();
  const { token, host, environment: own } = workspace;
  const profiles = '[old]\nhost = https://old.example\n';
  const dotEnv = `DATABRICKS_CONFIG_PROFILE=old\n${line}${host}\n`;
  const { asked, env, profile } = await login([host], { token, dotEnv, profiles, own });
  expect(asked).toContain(`auth login --host ${host} --profile DEFAULT `);
  expect(env).toContain('DATABRICKS_CONFIG_PROFILE=DEFAULT\n');
  expect(profile).toContain(profiles);
});

test('a personal access token in a profile of the same workspace is kept', async () => {
  await using workspace = await remoteWorkspace();
  const { token, host, environment: own } = workspace;
  const profiles = `[DEFAULT]\nhost = ${host}\ntoken = dapi1\n`;
  const { asked, env, profile, stdout, stderr } = await login([], { token, profiles, own });
  expect(stderr).toBe('');
  expect(asked).toContain(`auth login --host ${host} --profile work `);
  expect(env).toContain('DATABRICKS_CONFIG_PROFILE=work\n');
  expect(profile).toContain(profiles);
  expect(stdout).toContain(`You are signed in to ${host} as analyst@local.lakegoose.test (profile work).`);
});

test('what was set for the local workspace is emptied; what is set for the new one stays', async () => {
  await using workspace = await remoteWorkspace();
  const { token, host, warehouseId, environment: own } = workspace;
  const theirs = `LAKEGOOSE_WORKSPACE=local\nDATABRICKS_SQL_WAREHOUSE_ID=${warehouseId}\n`;
  expect((await login([host], { token, own, dotEnv: theirs })).env).toContain('DATABRICKS_SQL_WAREHOUSE_ID=\n');
  const ready = `${theirs}DATABRICKS_HOST=${host}\n`;
  expect((await login([], { token, own, dotEnv: ready })).env).toContain(`_WAREHOUSE_ID=${warehouseId}\n`);
});

test('a host that was added beside the choice of the local workspace: --if-needed tells what to do, and it helps', async () => {
  await using workspace = await remoteWorkspace();
  const { token, host, environment: own } = workspace;
  const dotEnv = `LAKEGOOSE_WORKSPACE=local\nDATABRICKS_HOST=${host}\n`;
  const { exitCode, stderr } = await login(['--if-needed'], { token, own, dotEnv });
  expect(exitCode).toBe(1);
  expect(stderr).toContain(`contradict each other. For ${host}, run: lakegoose login ${host}.`);
  expect((await login([host], { token, own, dotEnv })).env).toContain('LAKEGOOSE_WORKSPACE=remote\n');
});

test('an address as it is copied from a browser, without its scheme, is understood', async () => {
  await using workspace = await remoteWorkspace();
  const { token, environment: own } = workspace;
  const { env, asked } = await login(['work.example/explore/data?o=123#top'], { token, own });
  expect(asked).toContain('auth login --host https://work.example --profile DEFAULT');
  expect(env).toContain('DATABRICKS_HOST=https://work.example\n');
});

test('a SQL warehouse that is not there is told with those that are; the sign-in holds', async () => {
  await using workspace = await testWorkspace();
  const { token, host, warehouseId } = workspace;
  const dotEnv = `LAKEGOOSE_WORKSPACE=local\nDATABRICKS_HOST=${host}\nDATABRICKS_SQL_WAREHOUSE_ID=1234\n`;
  const { exitCode, stdout } = await login([], { token, dotEnv });
  expect(exitCode).toBe(1);
  expect(stdout).toContain(`Set DATABRICKS_SQL_WAREHOUSE_ID in .env to one of these: ${warehouseId} (`);
  expect(stdout).toContain(`You are signed in to ${host}`);
  expect(stdout).toContain('Not everything is ready yet.');
});

test('a model that is not there is replaced, in the local workspace, too', async () => {
  await using workspace = await testWorkspace();
  const { token, host } = workspace;
  const { exitCode, stdout, env } = await login([host], { token, dotEnv: 'GOOSE_MODEL=nope # mine\n' });
  expect(exitCode).toBe(0);
  expect(stdout).toContain('nope is not served by');
  expect(env).toContain('GOOSE_MODEL=lakegoose-guide # mine\n');
});

test('Ctrl-C when the sign-in is done leaves .env and the default profile as they belong together', async () => {
  await using workspace = await testWorkspace();
  const { token, host } = workspace;
  const answer = await login([host], { token, onSwitch: 'kill -INT $PPID; sleep 0.5', dotEnv: 'A=1\n' });
  expect(answer.exitCode).toBe(130);
  expect(answer.env).toBe(
    `A=1\nLAKEGOOSE_WORKSPACE=local\nDATABRICKS_HOST=${host}\nDATABRICKS_CONFIG_PROFILE=DEFAULT\n`,
  );
});

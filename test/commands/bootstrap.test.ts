import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scriptedHost } from '../databricks-client/scripted-host.ts';
import { databricksStandIn } from '../support/databricks-stand-in.ts';
import { remoteWorkspace } from '../support/remote-workspace.ts';
import { runCli } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testWorkspace } from '../support/test-workspace.ts';

async function person() {
  const directory = await temporaryDirectory();
  return {
    folder: directory.path,
    bootstrap: (words: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
      runCli(['bootstrap', ...words], {
        directory: directory.path,
        environment: { HOME: directory.path, ...environment },
      }),
    [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose](),
  };
}

test('no workspace known: the local one is chosen in .env, once, and a person reads how to get to their own', async () => {
  await using someone = await person();
  const first = await someone.bootstrap(['--only', 'workspace']);
  expect(first).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^✓ Workspace: .*lakegoose login/) });
  expect(await readFile(join(someone.folder, '.env'), 'utf8')).toBe('LAKEGOOSE_WORKSPACE=local\n');
  const second = await someone.bootstrap(['--only', 'workspace']);
  expect(second.stdout).toMatch(/^· Workspace: The local workspace/);
});

test.each([
  ['a host in .env', 'DATABRICKS_HOST=https://work.example\n'],
  ['the choice of a person', 'LAKEGOOSE_WORKSPACE=remote\n'],
])('%s is left as it is', async (_what, text) => {
  await using someone = await person();
  await writeFile(join(someone.folder, '.env'), text);
  await someone.bootstrap(['--only', 'workspace']);
  expect(await readFile(join(someone.folder, '.env'), 'utf8')).toBe(text);
});

test('from a subfolder the .env above is written, whose other settings hold on', async () => {
  await using someone = await person();
  const notebooks = join(someone.folder, 'notebooks');
  await mkdir(notebooks);
  const path = join(someone.folder, '.env');
  await writeFile(path, 'LAKEGOOSE_SQL_SCOPE=main.sales\n');
  const there = { directory: notebooks, environment: { HOME: someone.folder } };
  expect(await runCli(['bootstrap', '--only', 'workspace'], there)).toMatchObject({ exitCode: 0 });
  expect(await readFile(path, 'utf8')).toBe('LAKEGOOSE_SQL_SCOPE=main.sales\nLAKEGOOSE_WORKSPACE=local\n');
  expect(await readdir(notebooks)).toEqual([]);
});

test('a step that fails names its fix, and what needs it is passed over', async () => {
  await using someone = await person();
  await writeFile(join(someone.folder, '.env'), 'LAKEGOOSE_PORT=none\nLAKEGOOSE_TOOLS=none\n');
  const { exitCode, stdout } = await someone.bootstrap([]);
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/✗ Workspace: .*\n {2}- LAKEGOOSE_PORT is "none"/);
  expect(stdout).toContain('– Goose: It waits for "workspace".');
  expect(stdout).toMatch(/\d of 9 steps did not succeed/);
});

test('--json: a line for each step', async () => {
  await using workspace = await testWorkspace();
  await using someone = await person();
  const { exitCode, stdout } = await someone.bootstrap(['--only', 'self-test', '--json'], workspace.environment);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ step: 'self-test', state: 'unchanged' });
});

test.each(['en', 'ja'])(
  'a server of tools that wants a sign-in says so, and is not to be installed again (%s)',
  async (language) => {
    await using someone = await person();
    const local = { LAKEGOOSE_WORKSPACE: 'local', LAKEGOOSE_PORT: '9', LAKEGOOSE_LANGUAGE: language };
    const { exitCode, stdout } = await someone.bootstrap(['--only', 'self-test'], local);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('lakegoose login http://127.0.0.1:9');
    expect(stdout).not.toMatch(/npm install|lakegoose:|lakegoose（/);
  },
);

test('the sign-in of the settings is enough', async () => {
  await using workspace = await testWorkspace();
  await using someone = await person();
  const { stdout } = await someone.bootstrap(['--only', 'sign-in'], workspace.environment);
  expect(stdout).toContain(`· Sign-in: The settings sign in to ${workspace.host}.`);
});

test('GOOSE_PROVIDER in the environment would lead Goose past our provider: what to do is told', async () => {
  await using someone = await person();
  const settings = { DATABRICKS_HOST: 'https://one.example', GOOSE_MODEL: 'system.ai.m' };
  const { stdout } = await someone.bootstrap(['--only', 'goose'], { ...settings, GOOSE_PROVIDER: 'databricks' });
  expect(stdout).toContain('Unset it, and write GOOSE_PROVIDER=databricks into .env.');
  expect((await someone.bootstrap(['--only', 'goose'], settings)).stdout).not.toContain('Unset');
});

test("Goose's shell, and another extension that was switched off: both are told", async () => {
  await using someone = await person();
  await mkdir(join(someone.folder, '.config/goose'), { recursive: true });
  const others = 'extensions:\n  memory: {enabled: true, type: builtin, name: memory}\n';
  await writeFile(join(someone.folder, '.config/goose/config.yaml'), others);
  const settings = { DATABRICKS_HOST: 'https://one.example', GOOSE_MODEL: 'system.ai.m' };
  const { stdout } = await someone.bootstrap(['--only', 'goose'], { ...settings, LAKEGOOSE_GOOSE_TOOLS: 'shell' });
  expect(stdout).toMatch(/the guard does not see what the command does\..*Switched off there.*: memory\.$/m);
});

test('the port of the local workspace is taken: what to set is told, in whole sentences', async () => {
  await using other = await scriptedHost((_incoming, outgoing) => outgoing.writeHead(404).end());
  await using someone = await person();
  await writeFile(join(someone.folder, '.env'), `LAKEGOOSE_WORKSPACE=local\nLAKEGOOSE_PORT=${other.port}\n`);
  const { exitCode, stdout } = await someone.bootstrap(['--only', 'local-workspace']);
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/✗ Local workspace: .* with LAKEGOOSE_PORT in \.env, or with --port\. See what/);
});

test('a page that never ends does not hold a sign-in that has ended', async () => {
  await using host = await scriptedHost(() => undefined);
  await using someone = await person();
  const program = `#!/bin/sh\necho "${host.host}/oidc/v1/authorize?client_id=x "\n`;
  await writeFile(join(someone.folder, 'databricks'), program, { mode: 0o755 });
  await writeFile(join(someone.folder, '.env'), `LAKEGOOSE_WORKSPACE=local\nLAKEGOOSE_PORT=${host.port}\n`);
  const told = await someone.bootstrap(['--only', 'sign-in'], { PATH: `${someone.folder}:/usr/bin:/bin` });
  expect(told).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^✓ Sign-in/m) });
});

test('the link of a sign-in that nobody finished is no reason', async () => {
  await using host = await scriptedHost(() => undefined);
  await using someone = await person();
  const program = `#!/bin/sh\necho "${host.host}/oidc/v1/authorize?client_id=x " >&2\nexit 1\n`;
  await writeFile(join(someone.folder, 'databricks'), program, { mode: 0o755 });
  await writeFile(join(someone.folder, '.env'), `LAKEGOOSE_WORKSPACE=local\nLAKEGOOSE_PORT=${host.port}\n`);
  const { stdout } = await someone.bootstrap(['--only', 'sign-in'], { PATH: `${someone.folder}:/usr/bin:/bin` });
  expect(stdout).toContain('(nobody finished it in a browser in time)');
  expect(stdout).not.toContain('authorize');
});

const profiles = `[DEFAULT]
host = http://127.0.0.1:8765

[work]
host = https://work.example

[__settings__]
default_profile = DEFAULT
`;

/** Somebody who is signed in to `https://work.example`. */
async function worker(
  workspace: Awaited<ReturnType<typeof remoteWorkspace>>,
  file: string,
  dotEnv: string,
  own: Readonly<Record<string, string>> = {},
) {
  const someone = await person();
  const databricks = await databricksStandIn(someone.folder, workspace.token);
  const path = join(someone.folder, '.databrickscfg');
  await writeFile(path, file);
  await writeFile(join(someone.folder, '.env'), `DATABRICKS_HOST=https://work.example\n${dotEnv}`);
  return {
    ...someone,
    profiles: () => readFile(path, 'utf8'),
    step: (name: string) =>
      someone.bootstrap(['--only', name], { ...workspace.environment, ...databricks.environment, ...own }),
  };
}

test('from the local workspace to one of their own: the profile gets warehouse and cluster, and is the default', async () => {
  await using workspace = await remoteWorkspace();
  await using someone = await worker(workspace, profiles, `DATABRICKS_CLUSTER_ID=${workspace.clusterId}\n`);
  const cluster = `cluster_id = ${workspace.clusterId}\n`;
  expect(await someone.step('profile')).toMatchObject({ exitCode: 0 });
  expect(await someone.profiles()).toBe(
    profiles
      .replace('work.example\n', `work.example\nwarehouse_id = ${workspace.warehouseId}\n${cluster}`)
      // The Databricks kernel looks for the cluster there only.
      .replace('8765\n', `8765\n${cluster}`)
      .replace('default_profile = DEFAULT', 'default_profile = work'),
  );
  expect((await someone.step('profile')).stdout).toMatch(/^· Profile/);
});

test.each(['model', 'profile'])(
  'signed in, but without the VPN: %s waits, with the cause, and fails no container',
  async (name) => {
    await using workspace = await remoteWorkspace();
    await using someone = await worker(workspace, profiles, '', { HTTPS_PROXY: 'http://127.0.0.1:9' });
    const { exitCode, stdout } = await someone.step(name);
    expect(stdout).toMatch(/^– (Model|Profile): The proxy 127\.0\.0\.1:9 /);
    expect(exitCode).toBe(0);
  },
);

test('a default profile of their own stays', async () => {
  await using workspace = await remoteWorkspace();
  const own = profiles.replace('http://127.0.0.1:8765', 'https://first.example');
  await using someone = await worker(workspace, own, '');
  expect((await someone.step('profile')).stdout).toContain('For https://work.example: --profile work');
  expect(await someone.profiles()).toContain('default_profile = DEFAULT');
});

test('a SQL warehouse that is not there is told with those that are', async () => {
  await using workspace = await remoteWorkspace();
  await using someone = await worker(workspace, profiles, 'DATABRICKS_SQL_WAREHOUSE_ID=1234\n');
  const { exitCode, stdout } = await someone.step('profile');
  expect(exitCode).toBe(1);
  expect(stdout).toContain(`to one of these: ${workspace.warehouseId} (`);
  expect(await someone.profiles()).toBe(profiles);
});

test.each([
  [[], 'serves no models to you'],
  [[{ name: 'model-services/main.models.ours' }], 'of these: main.models.ours'],
])('models %j: what to do is told', async (model_services, told) => {
  await using workspace = await remoteWorkspace({ '/model-services': { model_services }, '/v2/endpoints': {} });
  await using someone = await worker(workspace, profiles, '');
  const { exitCode, stdout } = await someone.step('model');
  expect(exitCode).toBe(1);
  expect(stdout).toContain(told);
});

const noGateway = { error_code: 'ENDPOINT_NOT_FOUND', message: 'No API found.' };
const withoutGateway = {
  '/model-services': noGateway,
  '/v2/endpoints': noGateway,
  '/serving-endpoints': {
    endpoints: [{ name: 'databricks-claude-sonnet-4-5', task: 'llm/v1/chat', state: { ready: 'READY' } }],
  },
};

test.each(['', 'GOOSE_MODEL=databricks-claude-sonnet-4-5\n'])(
  'a workspace without AI Gateway, %j: a model of its serving endpoints, and the provider that asks them',
  async (set) => {
    await using workspace = await remoteWorkspace(withoutGateway);
    await using someone = await worker(workspace, profiles, set);
    const first = await someone.step('model');
    expect(first).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^✓ Model: .* has no AI Gateway/) });
    const dotEnv = await readFile(join(someone.folder, '.env'), 'utf8');
    expect(dotEnv).toContain('GOOSE_MODEL=databricks-claude-sonnet-4-5\nGOOSE_PROVIDER=databricks\n');
    expect((await someone.step('model')).stdout).toMatch(/^· Model/);
  },
);

test('a workspace without the AI Gateway that was asked for: what to do is told', async () => {
  await using workspace = await remoteWorkspace(withoutGateway);
  await using someone = await worker(workspace, profiles, 'GOOSE_PROVIDER=databricks_v2\n');
  const { exitCode, stdout } = await someone.step('model');
  expect(exitCode).toBe(1);
  expect(stdout).toContain('or set GOOSE_PROVIDER=databricks in .env');
});

test('a step that there is not', async () => {
  await using someone = await person();
  const { exitCode, stderr } = await someone.bootstrap(['--only', 'tool']);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('tools, python, workspace, local-workspace, sign-in, model, profile, goose, self-test');
});

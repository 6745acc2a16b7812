import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectClient } from '../mcp-server/connect-client.ts';
import { openTerminal } from '../support/goose-terminal.ts';
import { cliProgram, runCli } from '../support/run-cli.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { type DatabricksCli, databricksCli } from './databricks-cli.ts';

describe('lakegoose on a local workspace that the real Databricks CLI is signed in to', () => {
  let workspace: Awaited<ReturnType<typeof testWorkspace>>;
  let cli: DatabricksCli;
  let environment: Record<string, string>;
  beforeAll(async () => {
    workspace = await testWorkspace({ consent: 'given' });
    cli = await databricksCli();
    environment = { ...cli.environment, LAKEGOOSE_WORKSPACE: 'local', DATABRICKS_HOST: workspace.host };
  });
  afterAll(async () => {
    await workspace[Symbol.asyncDispose]();
    await cli[Symbol.asyncDispose]();
  });

  it('says how to sign in while nobody is', async () => {
    const { exitCode, stderr } = await runCli(['token'], { environment });
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`lakegoose login ${workspace.host}`);
  });

  it('signs in by lakegoose login', async () => {
    const { exitCode, stdout } = await runCli(['login', workspace.host], { environment, directory: cli.home });
    expect(stdout).toContain(`You are signed in to ${workspace.host} as analyst@local.lakegoose.test`);
    expect(exitCode).toBe(0);
  });

  it('gets its tokens from the Databricks CLI, several at once too', async () => {
    const results = await Promise.all([1, 2, 3].map(() => runCli(['token'], { environment })));
    for (const { exitCode, stdout, stderr } of results) {
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      const headers = { authorization: `Bearer ${stdout}` };
      const me = await fetch(`${workspace.host}/api/2.0/preview/scim/v2/Me`, { headers });
      expect(await me.json()).toMatchObject({ userName: 'analyst@local.lakegoose.test' });
    }
  });

  it('serves its tools', async () => {
    await using connected = await connectClient(environment);
    const { isError, text } = await connected.call('execute_sql_read_only', {
      query: 'SELECT count(*) AS n FROM samples.nyctaxi.trips',
    });
    expect({ isError, text }).toMatchObject({ isError: false, text: expect.stringContaining('21932') });
  });

  it('signs in on a machine whose browser cannot show the last page: a person pastes its address', async () => {
    await using second = await testWorkspace({ consent: 'given' });
    const { DATABRICKS_HOST: _host, BROWSER: _browser, ...own } = environment;
    await using terminal = openTerminal(`${cliProgram} login ${second.host}`, {
      directory: cli.home,
      environment: { ...own, BROWSER: 'none' },
    });
    await terminal.shows('state=');
    // The Databricks CLI takes another port where another program has its usual one.
    expect(terminal.screen()).not.toContain('http://localhost:8020');
    terminal.press('https://one.example/?code=1\r');
    await terminal.shows('That is not the address of the last page.');
    const link = /http:\/\/127\.0\.0\.1\S+\/authorize\S+/.exec(terminal.screen())?.[0] ?? '';
    const last = await fetch(link, { redirect: 'manual' });
    terminal.press(`${last.headers.get('location')}\r`);
    await terminal.shows('Thank you, that was the address.');
    await terminal.shows('Start asking with: goose');
    await terminal.ended;
    // What runs bare finds the second workspace, too: the Databricks CLI, and our own settings.
    const me = await cli.run('auth', 'describe', '--output', 'json');
    expect(JSON.parse(me.stdout)).toMatchObject({ status: 'success', details: { host: second.host } });
    expect(await readFile(join(cli.home, '.env'), 'utf8')).toContain(`DATABRICKS_HOST=${second.host}\n`);
    expect(await readFile(join(cli.home, '.config/goose/custom_providers/lakegoose.json'), 'utf8')).toContain(
      second.host,
    );
  });

  it('signs out of the workspace that is meant', async () => {
    const { DATABRICKS_HOST: _host, ...own } = environment;
    const { exitCode, stdout } = await runCli(['logout'], { environment: own, directory: cli.home });
    expect({ exitCode, stdout }).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('You are signed out of'),
    });
    expect(await runCli(['token'], { environment: own, directory: cli.home })).toMatchObject({ exitCode: 1 });
  });
});

it('a workspace that asks a person is told at once, with what to do', async () => {
  await using cli = await databricksCli();
  await using workspace = await testWorkspace();
  await writeFile(join(cli.home, '.env'), `LAKEGOOSE_PORT=${workspace.port}\n`);
  const asked = { environment: cli.environment, directory: cli.home };
  const began = Date.now();
  const { exitCode, stdout } = await runCli(['login', 'local'], asked);
  expect(Date.now() - began).toBeLessThan(20_000);
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/✗ Sign-in: The workspace at .* wants to know who you are\..*: lakegoose login http:\/\//);
  expect(stdout).not.toContain('authorize?');
});

it('the bootstrap signs in anew to a local workspace that has forgotten everybody', async () => {
  await using cli = await databricksCli();
  const first = await testWorkspace({ consent: 'given' });
  const environment = { ...cli.environment, LAKEGOOSE_WORKSPACE: 'local', DATABRICKS_HOST: first.host };
  const step = async () => {
    const { stdout } = await runCli(['bootstrap', '--only', 'sign-in'], { environment, directory: cli.home });
    return stdout;
  };
  expect(await step()).toMatch(/^✓ Sign-in: You are now signed in/m);
  expect(await step()).toMatch(/^· Sign-in: You are signed in/);
  await first.close();
  await using _second = await testWorkspace({ consent: 'given', port: first.port });
  expect(await step()).toMatch(/^✓ Sign-in: You are now signed in/m);
});

import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { startLocalWorkspace } from '../../src/local-workspace/index.ts';
import { isRunning, NotebookClient } from '../local-workspace/notebook-client.ts';
import { WorkspaceClient } from '../local-workspace/workspace-client.ts';
import { connectClient } from '../mcp-server/connect-client.ts';
import { freePort } from '../support/free-port.ts';
import { cleanEnvironment, runCli, startCli } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { until } from '../support/until.ts';

const printed = z.object({
  host: z.string(),
  token: z.string(),
  warehouse_id: z.string(),
  cluster_id: z.string(),
  pid: z.number(),
  service_principal: z.object({ client_id: z.string(), client_secret: z.string() }),
});

test('lakegoose workspace prints how to sign in, and does what its options say', async () => {
  const options = ['--consent', 'given', '--token-seconds', '7', '--cold-start-seconds', '60'];
  const cli = startCli(['workspace', '--json', ...options]);
  const [line] = await once(createInterface({ input: cli.stdout }), 'line');
  const { host, warehouse_id, pid, service_principal } = printed.parse(JSON.parse(z.string().parse(line)));
  const body = new URLSearchParams({ grant_type: 'client_credentials', ...service_principal });
  const granted = await fetch(`${host}/oidc/v1/token`, { method: 'POST', body });
  const { access_token, expires_in } = z
    .looseObject({ access_token: z.string(), expires_in: z.number() })
    .parse(await granted.json());
  expect(expires_in).toBe(7);
  const headers = { authorization: `Bearer ${access_token}` };
  const warehouse = await fetch(`${host}/api/2.0/sql/warehouses/${warehouse_id}`, { headers });
  expect(await warehouse.json()).toMatchObject({ state: 'STOPPED' });
  process.kill(pid, 'SIGTERM');
  expect(await cli).toMatchObject({ exitCode: 0 });
});

test('lakegoose workspace that is killed takes the Python of notebooks along, whatever it does', async () => {
  const cli = startCli(['workspace', '--json', '--python', 'python3']);
  const [line] = await once(createInterface({ input: cli.stdout }), 'line');
  const { host, token, cluster_id: clusterId, pid } = printed.parse(JSON.parse(z.string().parse(line)));
  const workspace = { host, token, clusterId };
  const [idle, busy] = [await NotebookClient.open(workspace), await NotebookClient.open(workspace)];
  const starts = 'import os, subprocess; print(os.getcwd(), os.getpid(), subprocess.Popen(["sleep", "300"]).pid)';
  const [folder = '', ...pids] = (await idle.text(starts)).trim().split(' ');
  const [stuckFolder = '', stuck = ''] = (await busy.text('import os; print(os.getcwd(), os.getpid())'))
    .trim()
    .split(' ');
  // It sees neither a signal nor the end of its pipe before it is done.
  await busy.submit('sum(range(10 ** 15))');
  process.kill(pid, 'SIGKILL');
  await cli;
  const alive = async () => (await Promise.all([...pids, stuck].map(isRunning))).filter(Boolean);
  await expect.poll(alive).toEqual([]);
  await expect.poll(() => [folder, stuckFolder].filter((one) => existsSync(one))).toEqual([]);
});

test('lakegoose workspace can be as awkward as Databricks may be', async () => {
  const options = ['--link-seconds', '5', '--result-seconds', '1', '--empty-first-pages', '--without-system-schemas'];
  const cli = startCli(['workspace', '--json', ...options]);
  const [line] = await once(createInterface({ input: cli.stdout }), 'line');
  const { host, token, warehouse_id, pid } = printed.parse(JSON.parse(z.string().parse(line)));
  const client = new WorkspaceClient({ host, token, warehouseId: warehouse_id });
  const list = await client.get('/api/2.1/unity-catalog/catalogs');
  expect(list).toEqual({ catalogs: [], next_page_token: expect.any(String) });
  const schemas = '/api/2.1/unity-catalog/schemas';
  expect(await client.refused('GET', `${schemas}/system.access`)).toMatchObject({ status: 404 });
  const before = Date.now();
  const answer = await client.execute('SELECT 1', { disposition: 'EXTERNAL_LINKS' });
  const [link] = answer.result?.external_links ?? [];
  expect(Date.parse(link?.expiration ?? '') - before).toBeLessThan(60_000);
  const path = `/api/2.0/sql/statements/${answer.statement_id}`;
  await expect.poll(() => client.get(path)).toMatchObject({ status: { state: 'CLOSED' } });
  process.kill(pid, 'SIGTERM');
  expect(await cli).toMatchObject({ exitCode: 0 });
});

test('rows of a workspace that was killed are gone when the next one runs', async () => {
  await using directory = await temporaryDirectory();
  const results = async () => (await readdir(directory.path)).filter((name) => name.startsWith('lakegoose-results-'));
  const start = async () => {
    const cli = startCli(['workspace', '--json'], { environment: { TMPDIR: directory.path } });
    const [line] = await once(createInterface({ input: cli.stdout }), 'line');
    return { cli, ...printed.parse(JSON.parse(z.string().parse(line))) };
  };
  const { cli, host, token, warehouse_id, pid } = await start();
  const client = new WorkspaceClient({ host, token, warehouseId: warehouse_id });
  await client.execute('SELECT 1', { disposition: 'EXTERNAL_LINKS' });
  process.kill(pid, 'SIGKILL');
  await cli;
  expect(await results()).toHaveLength(1);
  const next = await start();
  expect(await results()).toEqual([]);
  process.kill(next.pid, 'SIGTERM');
  await next.cli;
});

test('lakegoose workspace and lakegoose mcp take LAKEGOOSE_PORT alike, from one .env', async () => {
  await using folder = await temporaryDirectory();
  const port = await freePort();
  await writeFile(join(folder.path, '.env'), `LAKEGOOSE_PORT=${port}\nLAKEGOOSE_WORKSPACE=local\n`);
  const cli = startCli(['workspace', '--json'], { directory: folder.path });
  const [line] = await once(createInterface({ input: cli.stdout }), 'line');
  const { host, token, pid } = printed.parse(JSON.parse(z.string().parse(line)));
  expect(host).toBe(`http://127.0.0.1:${port}`);
  const environment = { ...cleanEnvironment(), LAKEGOOSE_PORT: String(port), LAKEGOOSE_WORKSPACE: 'local' };
  await using agent = await connectClient({ ...environment, DATABRICKS_TOKEN: token });
  expect((await agent.call('list_catalogs', {})).isError).toBe(false);
  // The port that was asked for, or none.
  const second = await runCli(['workspace', '--json'], { directory: folder.path });
  expect(second).toMatchObject({ exitCode: 1, stdout: '' });
  expect(second.stderr).toContain(`Port ${port} is taken`);
  process.kill(pid, 'SIGTERM');
  await cli;
});

test('without a port, several start beside each other', async () => {
  const starts = [1, 2].map(() => startCli(['workspace', '--json']));
  const told = await Promise.all(
    starts.map(async ({ stdout }) => {
      const [line] = await once(createInterface({ input: stdout }), 'line');
      return printed.parse(JSON.parse(z.string().parse(line)));
    }),
  );
  expect(new Set(told.map(({ host }) => host)).size).toBe(2);
  for (const { pid } of told) process.kill(pid, 'SIGTERM');
  await Promise.all(starts);
});

test('a wished port is taken if it is free', async () => {
  const wishedPort = await freePort();
  const [first, second] = [await startLocalWorkspace({ wishedPort }), await startLocalWorkspace({ wishedPort })];
  expect(first.port).toBe(wishedPort);
  expect(second.port).not.toBe(wishedPort);
  await Promise.all([first.close(), second.close()]);
});

/** One that runs with a state folder of its own, and what others say of it there. */
async function runningWorkspace(...options: string[]) {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await temporaryDirectory());
  const environment = { XDG_STATE_HOME: folder.path };
  const cli = startCli(['workspace', '--json', ...options], { environment, directory: folder.path });
  stack.defer(() => void cli.kill('SIGKILL'));
  const [line] = await once(createInterface({ input: cli.stdout }), 'line');
  const { host, pid } = printed.parse(JSON.parse(z.string().parse(line)));
  const kept = stack.move();
  return {
    folder: folder.path,
    port: Number(new URL(host).port),
    host,
    pid,
    cli,
    stop: (...more: string[]) => runCli(['workspace', '--stop', ...more], { environment }),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

test('lakegoose workspace --stop ends the one at the port, and says which it was', async () => {
  await using workspace = await runningWorkspace('--port', '0', '--data', 'kept');
  const { port, host, pid, folder, cli, stop } = workspace;
  expect(await stop('--port', '1')).toEqual({
    exitCode: 0,
    stdout: `No local workspace runs at port 1, but at ${port}. Stop one with: lakegoose workspace --stop --port ${port}`,
    stderr: '',
  });
  expect(await stop('--port', `${port}`)).toEqual({
    exitCode: 0,
    stdout: `Stopped the local workspace at ${host} (process ${pid}). Its data stays in ${join(folder, 'kept')}.`,
    stderr: '',
  });
  expect(await cli).toMatchObject({ exitCode: 0 });
  expect((await stop('--port', `${port}`)).stdout).toBe(`No local workspace runs at port ${port}.`);
  expect((await stop('--port', `${port}`, '--json')).stdout).toBe('{"stopped":null}');
});

/** Loaded before all else, it keeps a server from listening until the process is told to end. */
const slow = `import { Server } from 'node:net';
const { listen } = Server.prototype;
const alive = setInterval(() => undefined, 60_000);
const told = new Promise((resolve) => process.once('SIGTERM', resolve));
Server.prototype.listen = function (...given) {
  told.then(() => {
    clearInterval(alive);
    listen.apply(this, given);
  });
  return this;
};
`;

test('lakegoose workspace --stop ends one that is still starting', async () => {
  await using folder = await temporaryDirectory();
  const [environment, port] = [{ XDG_STATE_HOME: folder.path }, await freePort()];
  const preload = join(folder.path, 'slow.mjs');
  await writeFile(preload, slow);
  const options = { environment: { ...environment, NODE_OPTIONS: `--import=${preload}` }, directory: folder.path };
  const cli = startCli(['workspace', '--port', `${port}`], options);
  onTestFinished(() => void cli.kill('SIGKILL'));
  await until(() => existsSync(join(folder.path, 'lakegoose', `workspace-${port}.json`)));
  expect(await runCli(['workspace', '--stop', '--port', `${port}`], { environment })).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining(`Stopped the local workspace at http://127.0.0.1:${port} (process ${cli.pid}).`),
  });
  expect(await cli).toMatchObject({ exitCode: 0 });
});

test('a note of one that was killed ends no other process', async () => {
  await using workspace = await runningWorkspace('--port', '0');
  const { port, folder, cli, stop } = workspace;
  cli.kill('SIGKILL');
  await cli;
  const note = join(folder, 'lakegoose', `workspace-${port}.json`);
  const told = await readFile(note, 'utf8');
  // Its number is given anew: here to this very process.
  await writeFile(note, JSON.stringify({ ...JSON.parse(told), pid: process.pid }));
  expect((await stop('--port', `${port}`)).stdout).toBe(`No local workspace runs at port ${port}.`);
});

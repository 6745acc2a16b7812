import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalWorkspace, startLocalWorkspace } from '../../src/local-workspace/index.ts';
import { WorkspaceClient } from './workspace-client.ts';

let workspace: LocalWorkspace;
let client: WorkspaceClient;
beforeAll(async () => {
  workspace = await startLocalWorkspace({ coldStartSeconds: 1 });
  client = new WorkspaceClient(workspace);
});
afterAll(() => workspace.close());

const PATH = '/api/2.0/sql/warehouses';
const own = () => client.get(`${PATH}/${workspace.warehouseId}`);
const later = { wait_timeout: '0s' };

it('a statement starts a stopped warehouse, and is PENDING until it runs', async () => {
  expect(await own()).toMatchObject({ state: 'STOPPED', num_clusters: 0, auto_stop_mins: 10 });
  const started = performance.now();
  const { statement_id } = await client.execute('SELECT 1', later);
  expect(await own()).toMatchObject({ state: 'STARTING', num_active_sessions: 1 });
  const cancelled = await client.execute('SELECT 2', later);
  await client.call('POST', `/api/2.0/sql/statements/${cancelled.statement_id}/cancel`);
  const state = async (id: string) => (await client.get(`/api/2.0/sql/statements/${id}`)).status;
  expect(await state(statement_id)).toMatchObject({ state: 'PENDING' });
  expect(await state(cancelled.statement_id)).toMatchObject({ state: 'CANCELED' });
  await expect.poll(() => state(statement_id)).toMatchObject({ state: 'SUCCEEDED' });
  expect(performance.now() - started).toBeGreaterThan(1000);
  expect(await own()).toMatchObject({ state: 'RUNNING', num_active_sessions: 0, health: { status: 'HEALTHY' } });
});

it('is stopped and started by hand', async () => {
  expect((await client.call('POST', `${PATH}/${workspace.warehouseId}/stop`)).json).toEqual({});
  expect(await own()).toMatchObject({ state: 'STOPPING' });
  await expect.poll(own).toMatchObject({ state: 'STOPPED' });
  expect((await client.call('POST', `${PATH}/${workspace.warehouseId}/start`)).json).toEqual({});
  await expect.poll(own).toMatchObject({ state: 'RUNNING' });
});

it('ends what it runs when it is stopped, and what waits for its start', async () => {
  const endless = 'SELECT count(*) FROM range(10000000) a, range(1000000) b WHERE a.id + b.id = -1';
  const stop = () => client.call('POST', `${PATH}/${workspace.warehouseId}/stop`);
  const statusOf = async (id: string) => (await client.get(`/api/2.0/sql/statements/${id}`)).status;
  const ended = {
    state: 'FAILED',
    error: { error_code: 'ABORTED', message: `The SQL warehouse ${workspace.warehouseId} was stopped.` },
  };
  await client.rows('SELECT 1');
  const running = await client.execute(endless, later);
  await expect.poll(() => statusOf(running.statement_id)).toEqual({ state: 'RUNNING' });
  await stop();
  await expect.poll(() => statusOf(running.statement_id)).toEqual(ended);
  const waiting = await client.execute('SELECT 1', later);
  await expect.poll(own).toMatchObject({ state: 'STARTING' });
  expect(await statusOf(waiting.statement_id)).toEqual({ state: 'PENDING' });
  await stop();
  expect(await statusOf(waiting.statement_id)).toEqual(ended);
  await expect.poll(own).toMatchObject({ state: 'STOPPED', num_active_sessions: 0 });
});

it('the default is named, the list is paged, and a warehouse of others is refused', async () => {
  expect(await client.get(`${PATH}/default`)).toMatchObject({ id: workspace.warehouseId });
  expect(await client.get(`${PATH}?skip_cannot_use=true`)).toMatchObject({ warehouses: { length: 1 } });
  const first = await client.get(`${PATH}?page_size=1`);
  expect(first).toMatchObject({ warehouses: [{ name: 'Local Warehouse' }] });
  const [one, rest] = [String(first.next_page_token), '10ca1000000000fe'];
  expect(await client.get(`${PATH}?page_size=1&page_token=${one}`)).toMatchObject({ warehouses: [{ id: rest }] });
  const denied = { status: 403, error_code: 'PERMISSION_DENIED' };
  expect(await client.refused('GET', `${PATH}/${rest}`)).toMatchObject(denied);
  expect(await client.refused('POST', `${PATH}/${rest}/start`)).toMatchObject(denied);
  const statement = { statement: 'SELECT 1', warehouse_id: rest };
  expect(await client.refused('POST', '/api/2.0/sql/statements', statement)).toMatchObject(denied);
  const missing = { status: 404, error_code: 'RESOURCE_DOES_NOT_EXIST' };
  expect(await client.refused('POST', `${PATH}/nope/start`)).toMatchObject(missing);
  const refused = { status: 501, error_code: 'NOT_IMPLEMENTED' };
  expect(await client.refused('POST', `${PATH}/${workspace.warehouseId}/edit`, {})).toMatchObject(refused);
  expect(await client.refused('POST', PATH, {})).toMatchObject(refused);
  expect(await client.refused('DELETE', `${PATH}/${workspace.warehouseId}`)).toMatchObject(refused);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LocalWorkspace, startLocalWorkspace } from '../../src/local-workspace/index.ts';
import { ClusterService } from '../../src/local-workspace/services/cluster-service.ts';
import { call, NotebookClient } from './notebook-client.ts';
import { WorkspaceClient } from './workspace-client.ts';

let workspace: LocalWorkspace;
let client: WorkspaceClient;
beforeAll(async () => {
  workspace = await startLocalWorkspace({ clusterStartSeconds: 1, python: 'python3' });
  client = new WorkspaceClient(workspace);
});
afterAll(() => workspace.close());

const path = '/api/2.1/clusters';
const own = () => client.get(`${path}/get?cluster_id=${workspace.clusterId}`);
const create = () => {
  const body = { clusterId: workspace.clusterId, language: 'python' };
  return call(workspace, workspace.token, 'POST', '/api/1.2/contexts/create', body);
};
const notReady = (state: string) => ({
  status: 400,
  json: { error: `ClusterNotReadyException: Cluster is in unexpected state ${state}.` },
});

test('a cluster is terminated, pending while it starts, and then runs notebooks', async () => {
  expect(await own()).toMatchObject({ state: 'TERMINATED', cluster_name: 'Local Cluster' });
  expect(await create()).toEqual(notReady('Terminated'));
  expect((await client.call('POST', `${path}/start`, { cluster_id: workspace.clusterId })).json).toEqual({});
  expect(await own()).toMatchObject({ state: 'PENDING', start_time: expect.any(Number) });
  expect(await create()).toEqual(notReady('Pending'));
  const again = await client.refused('POST', `${path}/start`, { cluster_id: workspace.clusterId });
  expect(again).toMatchObject({ status: 400, error_code: 'INVALID_STATE' });
  await expect.poll(own).toMatchObject({ state: 'RUNNING' });
  const notebook = await NotebookClient.open(workspace);
  expect(await notebook.text('1 + 1')).toBe('2\n');
});

test('the list is that of what people have made, and another cluster does not exist', async () => {
  const listed = async (query: string) => (await client.get(`${path}/list?${query}`)).clusters;
  expect(await listed('filter_by.cluster_sources=UI&filter_by.cluster_sources=API&page_size=20')).toHaveLength(1);
  expect(await listed('filter_by.cluster_sources=JOB')).toEqual([]);
  expect(await listed('filter_by.cluster_states=ERROR')).toEqual([]);
  const missing = { status: 400, error_code: 'INVALID_PARAMETER_VALUE', message: 'Cluster nope does not exist' };
  expect(await client.refused('GET', `${path}/get?cluster_id=nope`)).toMatchObject(missing);
  expect(await client.refused('POST', `${path}/start`, { cluster_id: 'nope' })).toMatchObject(missing);
  expect(await client.refused('POST', `${path}/delete`, {})).toMatchObject({ status: 501 });
});

test('without a time to start it runs from the beginning', () => {
  expect(new ClusterService().state).toBe('RUNNING');
});

test('where Python is off, it is said how to switch it on; where it cannot be started, why', async () => {
  const off = await startLocalWorkspace();
  await using _ = { [Symbol.asyncDispose]: () => off.close() };
  const body = { clusterId: off.clusterId, language: 'python' };
  const refused = await call(off, off.token, 'POST', '/api/1.2/contexts/create', body);
  expect(refused).toMatchObject({
    status: 400,
    json: { error: expect.stringMatching(/Python is off.*LAKEGOOSE_PYTHON.*--python/) },
  });
  const broken = await startLocalWorkspace({ python: '/nowhere/python' });
  await using __ = { [Symbol.asyncDispose]: () => broken.close() };
  const failed = await call(broken, broken.token, 'POST', '/api/1.2/contexts/create', body);
  expect(failed).toMatchObject({
    status: 400,
    json: {
      error: expect.stringMatching(/^ContextNotStarted: .nowhere.python could not be started .* Is it a Python/),
    },
  });
});

test('a program that is no Python is said to have ended, and how', async () => {
  const odd = await startLocalWorkspace({ python: '/bin/false' });
  await using _ = { [Symbol.asyncDispose]: () => odd.close() };
  const body = { clusterId: odd.clusterId, language: 'python' };
  expect(await call(odd, odd.token, 'POST', '/api/1.2/contexts/create', body)).toEqual({
    status: 400,
    json: {
      error:
        'ContextNotStarted: /bin/false ended while it started (exit code 1). Is it a Python, and of version 3.11 or newer?',
    },
  });
});

test('DBFS is empty, and there are no images of others', async () => {
  const path = '/api/2.0/dbfs/delete';
  expect((await client.call('POST', path, { path: '/tmp/x', recursive: true })).json).toEqual({});
  expect(await client.refused('POST', path, { path: 'x' })).toMatchObject({
    status: 400,
    message: 'Path must be absolute.',
  });
  const status = '/api/2.0/dbfs/get-status?path=/tmp/x';
  expect(await client.refused('GET', status)).toMatchObject({ status: 404, error_code: 'RESOURCE_DOES_NOT_EXIST' });
  const image = await client.refused('GET', '/api/2.0/fs/files/FileStore/plots/x.png');
  expect(image).toMatchObject({ status: 404, error_code: 'NOT_FOUND' });
});

import { expect, test } from 'vitest';
import type { RequestLine } from '../../src/databricks-client/request-line.ts';
import { runningCluster } from '../../src/notebooks/cluster.ts';
import { clientOf, scriptedHost, send } from '../databricks-client/scripted-host.ts';
import { testWorkspace } from '../support/test-workspace.ts';

const waiting = { seconds: 20, signal: new AbortController().signal, onProgress: () => undefined };

test('a cluster that two start at once runs for both', async () => {
  await using workspace = await testWorkspace({ clusterStartSeconds: 1 });
  const lines: RequestLine[] = [];
  const { host, token, clusterId } = workspace;
  const client = clientOf(host, { token: async () => token, log: (line) => lines.push(line) });
  await Promise.all([1, 2].map(() => runningCluster(client, clusterId, waiting)));
  const starts = lines.filter(({ path }) => path.endsWith('/start'));
  expect(starts.map(({ outcome }) => outcome).sort()).toEqual([200, 400]);
});

test('a cluster whose start is refused is given up, with why', async () => {
  const cluster = JSON.stringify({ cluster_id: 'c', cluster_name: 'Small', state: 'TERMINATED' });
  const refusal = JSON.stringify({ error_code: 'INVALID_STATE', message: 'There is no quota.' });
  await using host = await scriptedHost(({ url = '' }, outgoing) =>
    url.endsWith('/start') ? send(outgoing, 400, refusal) : send(outgoing, 200, cluster),
  );
  await expect(runningCluster(clientOf(host.host), 'c', waiting)).rejects.toMatchObject({
    code: 'notebook.cluster_failed',
    facts: { name: 'Small', state: 'TERMINATED', message: 'There is no quota.' },
  });
});

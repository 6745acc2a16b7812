import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { folderWithoutKernel } from '../support/folder-without-kernel.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { connectClient } from './connect-client.ts';

test('a run that nobody asks for any more ends, and one that is asked for goes on', async () => {
  // What runs is the start of a cluster.
  await using workspace = await testWorkspace({ clusterStartSeconds: 600 });
  await using folder = await folderWithoutKernel('1');
  await using agent = await connectClient(
    {
      ...workspace.environment,
      DATABRICKS_CLUSTER_ID: workspace.clusterId,
      LAKEGOOSE_ANSWER_SECONDS: '1',
      LAKEGOOSE_UNPOLLED_SECONDS: '2',
    },
    folder.path,
  );
  const { text } = await agent.call('run_notebook', { path: 'x.ipynb' });
  const run_id = /run_id (\w+)/.exec(text)?.[1];
  const poll = async () => (await agent.call('poll_notebook_run', { run_id })).text;
  for (let times = 0; times < 3; times++) {
    await sleep(1000);
    expect(await poll()).toContain('Not finished yet');
  }
  await sleep(2500);
  expect(await poll()).toContain('Error: [cancelled] The run of the notebook was cancelled.');
});

test('what could not be judged is told where a run fails, too', async () => {
  await using starting = await testWorkspace({ clusterStartSeconds: 600 });
  await using running = await testWorkspace();
  await using folder = await folderWithoutKernel('spark.sql(x)', '%sh ls');
  const unseen = 'Not judged, because it cannot be seen before it runs (cell:line): 1:1 .sql(…), 2:1 %sh';
  for (const [workspace, why] of [
    [starting, 'Error: [time] The cluster Local Cluster was not running after 1 seconds.'],
    [running, 'Error: [workspace] The kernel of the notebook did not start or ended too early'],
  ] as const) {
    const cluster = { DATABRICKS_CLUSTER_ID: workspace.clusterId, LAKEGOOSE_CLUSTER_SECONDS: '1' };
    await using agent = await connectClient({ ...workspace.environment, ...cluster }, folder.path);
    const { isError, text } = await agent.call('run_notebook', { path: 'x.ipynb' });
    expect([isError, text]).toEqual([true, expect.stringContaining(why)]);
    expect(text.split('\n')).toContain(unseen);
  }
});

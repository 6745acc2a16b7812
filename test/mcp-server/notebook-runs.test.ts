import { copyFile, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { repository } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { connectClient } from './connect-client.ts';

test('a run that nobody asks for any more ends, and one that is asked for goes on', async () => {
  // What runs is the start of a cluster.
  await using workspace = await testWorkspace({ clusterStartSeconds: 600 });
  await using folder = await temporaryDirectory();
  await mkdir(join(folder.path, '.venv/bin'), { recursive: true });
  await symlink('/bin/false', join(folder.path, '.venv/bin/python'));
  await copyFile(join(repository, 'notebooks/sample.ipynb'), join(folder.path, 'x.ipynb'));
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

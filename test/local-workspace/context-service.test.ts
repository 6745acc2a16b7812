import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Engine } from '../../src/local-workspace/engine/run/engine.ts';
import { CLUSTER_ID, ClusterService } from '../../src/local-workspace/services/cluster-service.ts';
import { COMMAND_LIMITS, ContextService } from '../../src/local-workspace/services/commands/context-service.ts';
import { childProcesses } from '../support/child-processes.ts';
import { repository } from '../support/run-cli.ts';

test('a workspace that ends while a context is being made leaves no Python behind', async () => {
  const engine = await Engine.open(undefined, new Map(), () => undefined);
  await using _ = { [Symbol.asyncDispose]: () => engine.close() };
  const folder = join(repository, 'src/local-workspace/python');
  const cluster = new ClusterService();
  const contexts = new ContextService({ engine, cluster, program: 'python3', folder, limits: COMMAND_LIMITS });
  const made = contexts.create({ id: '1', userName: 'somebody', displayName: 'Somebody' }, CLUSTER_ID);
  await Promise.all([contexts.close(), expect(made).rejects.toThrow()]);
  expect(await childProcesses(process.pid, folder)).toEqual([]);
});

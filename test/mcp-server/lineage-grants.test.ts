import { expect, test } from 'vitest';
import { ADMIN, INTERN } from '../local-workspace/grants.ts';
import { WorkspaceClient } from '../local-workspace/workspace-client.ts';
import { faultProxy } from '../support/fault-proxy.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { connectClient } from './connect-client.ts';
import { refusing, treeIn } from './lineage-graph.ts';

const table = 'main.nyctaxi.trips_clean';
const grantsIn = (text: string) => text.match(/^GRANT .*?;/gm) ?? [];

/** A workspace with an intern who may do little, and an administrator who can grant. */
async function withIntern(script: Parameters<typeof faultProxy>[1] = () => undefined) {
  const workspace = await testWorkspace();
  const tokenOf = (name: string) => workspace.users.find(({ userName }) => userName === name)?.token ?? '';
  const proxy = await faultProxy(workspace.host, script);
  const settings = { DATABRICKS_HOST: proxy.host, DATABRICKS_TOKEN: tokenOf(INTERN) };
  const agent = await connectClient({ ...workspace.environment, ...settings });
  return {
    lineage: (more: object = {}) => agent.call('get_table_lineage', { table, ...more }),
    granting: async (statement: string) => {
      const admin = new WorkspaceClient({ ...workspace, token: tokenOf(ADMIN) });
      const { status } = await admin.execute(statement.replace(/;.*$/, ''));
      expect([statement, status.state, status.error?.message]).toEqual([statement, 'SUCCEEDED', undefined]);
    },
    [Symbol.asyncDispose]: async () => {
      await agent[Symbol.asyncDispose]();
      await proxy[Symbol.asyncDispose]();
      await workspace.close();
    },
  };
}

test('the first grant that is given is enough for the lineage API', async () => {
  await using intern = await withIntern();
  const { isError, text } = await intern.lineage();
  expect([isError, text]).toEqual([true, expect.stringContaining('You may not see the lineage of')]);
  const [browse = ''] = grantsIn(text);
  expect(browse).toBe(`GRANT BROWSE ON CATALOG \`main\` TO \`${INTERN}\`;`);
  await intern.granting(browse);
  const then = await intern.lineage();
  expect(treeIn(then.text)).toContain('<- main.nyctaxi.trips_raw');
});

test('the grants on the system tables, one after another, are enough where the lineage API is off', async () => {
  await using intern = await withIntern(refusing(404, 'ENDPOINT_NOT_FOUND', 'No API found'));
  const { text } = await intern.lineage();
  expect(text).toContain('USE SCHEMA on');
  const grants = grantsIn(text);
  expect(grants.map((grant) => grant.split(' TO ')[0])).toEqual([
    'GRANT USE SCHEMA ON SCHEMA `system`.`access`',
    'GRANT SELECT ON TABLE `system`.`access`.`table_lineage`',
  ]);
  await intern.granting(grants[0] ?? '');
  expect(grantsIn((await intern.lineage()).text)).toEqual(grants.slice(1));
  await intern.granting(grants[1] ?? '');
  expect(treeIn((await intern.lineage()).text)).toContain('<- main.nyctaxi.trips_raw');
});

test('USE SCHEMA on the catalog system is not what is missing', async () => {
  await using intern = await withIntern(refusing(404, 'ENDPOINT_NOT_FOUND', 'No API found'));
  await intern.granting(`GRANT USE SCHEMA ON CATALOG system TO \`${INTERN}\``);
  expect((await intern.lineage()).text).toContain('on CATALOG system it would have no effect');
});

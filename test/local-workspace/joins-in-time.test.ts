import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalWorkspace, startLocalWorkspace } from '../../src/local-workspace/index.ts';
import { WorkspaceClient } from './workspace-client.ts';

let workspace: LocalWorkspace;
let client: WorkspaceClient;
const session = { catalog: 'main', schema: 'default' };
beforeAll(async () => {
  workspace = await startLocalWorkspace();
  client = new WorkspaceClient(workspace);
  const columns = "id, CAST(id % 1000 AS STRING) AS v, id % 7 AS z, if(id = 0, 'x', '1') AS w";
  for (const name of ['a', 'b'])
    await client.rows(`CREATE TABLE ${name} AS SELECT ${columns} FROM range(50000)`, session);
});
afterAll(() => workspace.close());

// Pair by pair each of these would take minutes; the statement would be cancelled.
it.each([
  ['SELECT count(*) FROM a, b WHERE a.id = b.id AND CAST(a.v AS INT) > 5', '49700'],
  ['SELECT count(*) FROM a JOIN b ON a.id = b.id AND CAST(a.v AS INT) = CAST(b.v AS INT)', '50000'],
  ['SELECT count(*) FROM a, b WHERE a.id = b.id AND a.z < 10 AND 10 / (b.z + 1) > 2', '28572'],
  ['SELECT count(*) FROM a, b WHERE a.id = CAST(b.id AS STRING)', '50000'],
  ['SELECT count(*) FROM a WHERE EXISTS (SELECT 1 FROM b WHERE a.id = b.id AND CAST(b.v AS INT) > 5)', '49700'],
])('joins by what cannot fail: %s', async (statement, count) => {
  const extra = { ...session, wait_timeout: '10s', on_wait_timeout: 'CANCEL' };
  expect(await client.rows(statement, extra)).toEqual([[count]]);
});

it('and looks at what may fail only then, and always then', async () => {
  const asked = 'SELECT count(*) FROM a, b WHERE a.id = b.id AND';
  expect(await client.rows(`${asked} a.id > 0 AND CAST(a.w AS INT) = 1`, session)).toEqual([['49999']]);
  expect(await client.failure(`${asked} CAST(a.w AS INT) = 1`, session)).toContain('[CAST_INVALID_INPUT]');
  expect(await client.failure('SELECT count(*) FROM a, b WHERE a.w = b.id', session)).toContain('[CAST_INVALID_INPUT]');
});

// Each level would double what it is made of.
it('and takes AND and OR that are thirty deep in each other', async () => {
  const rows = "VALUES (1, '1'), (0, '40') AS t(z, s)";
  let deep = 'CAST(s AS INT) < 0';
  for (let level = 1; level <= 30; level += 1)
    deep = `(${deep} ${level % 2 === 1 ? 'OR' : 'AND'} CAST(s AS INT) < ${level})`;
  expect(await client.rows(`SELECT s, ${deep} FROM ${rows}`)).toEqual([
    ['1', 'true'],
    ['40', 'false'],
  ]);
  expect(await client.rows(`SELECT s FROM ${rows} WHERE ${deep} AND 10 / z > 1`)).toEqual([['1']]);
  expect(await client.failure(`SELECT s FROM ${rows} WHERE NOT ${deep} AND 10 / z > 1`)).toContain('[DIVIDE_BY_ZERO]');
});

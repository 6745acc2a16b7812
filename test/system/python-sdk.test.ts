import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { pythonWith } from '../support/python-environment.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { recordWitness } from '../support/witnesses.ts';

const requirements = join(import.meta.dirname, 'python-sdk-requirements.txt');
const driver = join(import.meta.dirname, 'python-sdk.py');
const printed = z.object({
  seen: z.looseObject({}),
  fields: z.record(z.string(), z.object({ sent: z.array(z.string()), read: z.array(z.string()) })),
});

test('the official Python SDK queries, pages, cancels and traces lineage', async () => {
  const python = await pythonWith([requirements]);
  await using home = await temporaryDirectory();
  const logFile = join(home.path, 'workspace.log');
  await using workspace = await testWorkspace({ logFile });
  const { DATABRICKS_HOST = '', DATABRICKS_TOKEN = '' } = workspace.environment;
  const { stdout } = await execa(python, [driver, workspace.warehouseId], {
    env: { HOME: home.path, PATH: process.env.PATH ?? '', DATABRICKS_HOST, DATABRICKS_TOKEN, NO_PROXY: '127.0.0.1' },
    extendEnv: false,
    timeout: 120_000,
  });
  const { seen, fields } = printed.parse(JSON.parse(stdout));
  expect(seen).toMatchObject({
    user: 'analyst@local.lakegoose.test',
    warehouse: workspace.warehouseId,
    statements: {
      direct: ['SUCCEEDED', [['1', null, '2026-09-15']], ['INT', 'NULL', 'DATE']],
      polled: [['7']],
      chunked: [120_000, 3],
      parameters: [['42', "it's", null]],
      cut: [3, true],
      failed: ['FAILED', 'BAD_REQUEST', expect.stringMatching(/^\[TABLE_OR_VIEW_NOT_FOUND\].*line 1 pos 14$/)],
      cancelled: 'CANCELED',
    },
    links: { JSON_ARRAY: [150_000, true], CSV: [150_000, true], ARROW_STREAM: [150_000, true] },
    unity_catalog: {
      catalogs: ['main', 'samples', 'system'],
      paged: ['main', 'samples', 'system'],
      schemas: ['main.default', 'main.information_schema', 'main.nyctaxi'],
      tables: ['customer', 'lineitem', 'nation', 'orders', 'part', 'partsupp', 'region', 'supplier'],
      exists: [true, false],
      summaries: ['main.nyctaxi.fares_by_zip', 'main.nyctaxi.trips_clean', 'main.nyctaxi.trips_raw'],
      functions: [],
      volumes: [],
      metastore: true,
      privileges: ['ALL_PRIVILEGES'],
    },
    lineage: { upstream: ['trips_raw'], downstream: ['fares_by_zip'], columns: [['trips_clean', 'fare_amount']] },
    history: [
      [2, true],
      ['FINISHED', 'FINISHED'],
    ],
    refused: {
      table: ['NotFound', 'TABLE_DOES_NOT_EXIST', "Table 'main.nyctaxi.nope' does not exist."],
      catalog: ['NotFound', 'CATALOG_DOES_NOT_EXIST', "Catalog 'nope' does not exist."],
      warehouse: ['InvalidParameterValue', 'INVALID_PARAMETER_VALUE', 'nope is not a valid endpoint id.'],
      wait: ['InvalidParameterValue', 'INVALID_PARAMETER_VALUE', expect.any(String)],
      statement: ['ResourceDoesNotExist', 'RESOURCE_DOES_NOT_EXIST', expect.any(String)],
      path: ['NotFound', 'ENDPOINT_NOT_FOUND', expect.any(String)],
      not_computed: ['NotImplemented', 'NOT_IMPLEMENTED', expect.any(String)],
      token: ['Unauthenticated', 'UNAUTHENTICATED', expect.any(String)],
    },
  });
  const routes = await recordWitness('databricks-sdk-py', workspace, logFile, fields);
  expect(routes).toContain('GET /external/:statement_id/:chunk_index');
});

test('the official Python SDK goes on after an empty page', async () => {
  const python = await pythonWith([requirements]);
  await using home = await temporaryDirectory();
  await using workspace = await testWorkspace({ emptyFirstPages: true });
  const { DATABRICKS_HOST = '', DATABRICKS_TOKEN = '' } = workspace.environment;
  const code = 'from databricks.sdk import WorkspaceClient as W; print([c.name for c in W().catalogs.list()])';
  const { stdout } = await execa(python, ['-c', code], {
    env: { HOME: home.path, PATH: process.env.PATH ?? '', DATABRICKS_HOST, DATABRICKS_TOKEN, NO_PROXY: '127.0.0.1' },
    extendEnv: false,
    timeout: 60_000,
  });
  expect(stdout).toBe("['main', 'samples', 'system']");
});

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startLocalWorkspace } from '../../src/local-workspace/index.ts';
import { startCli } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { WorkspaceClient } from './workspace-client.ts';

const FILE = 'workspace.duckdb';
const ENDLESS = 'SELECT count(*) FROM range(10000000) a, range(1000000) b WHERE a.id + b.id = -1';
const LOG_LINE = z.looseObject({ event: z.string().optional(), rows: z.number().optional() });

/** Changes the data directory behind the workspace's back, as another version of it would. */
async function change(dataDirectory: string, ...steps: readonly string[]): Promise<void> {
  const instance = await DuckDBInstance.create(join(dataDirectory, FILE));
  const connection = await instance.connect();
  for (const step of steps) await connection.run(step);
  connection.closeSync();
  instance.closeSync();
}

/** A workspace in a process of its own that can be killed. */
async function startApart(dataDirectory: string) {
  const script = join(dataDirectory, '..', 'apart.mjs');
  const entry = new URL('../../src/local-workspace/index.ts', import.meta.url).href;
  const work = `const { host, token, warehouseId } = await startLocalWorkspace({ dataDirectory: process.argv[2] });\nprocess.send({ host, token, warehouseId });`;
  await writeFile(script, `import { startLocalWorkspace } from '${entry}';\n${work}\n`);
  const child = fork(script, [dataDirectory], { stdio: 'ignore' });
  const [said] = await once(child, 'message');
  const client = new WorkspaceClient(
    z.object({ host: z.string(), token: z.string(), warehouseId: z.string() }).parse(said),
  );
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return { client, kill };
}

describe('a data directory', () => {
  it('holds the database and nothing beside it after a clean end, whatever ran', async () => {
    await using directory = await temporaryDirectory();
    const workspace = await startLocalWorkspace({ dataDirectory: directory.path });
    const client = new WorkspaceClient(workspace);
    await client.rows('CREATE TABLE main.default.kept AS SELECT id FROM range(5000)');
    await client.rows('SELECT * FROM main.default.kept', { row_limit: 1 });
    await client.failure('SELECT 1 / 0 FROM main.default.kept');
    await client.execute(ENDLESS, { wait_timeout: '0s' });
    await workspace.close();
    expect(await readdir(directory.path)).toEqual([FILE]);
  });

  it('loses nothing that was answered when the process is killed', async () => {
    await using directory = await temporaryDirectory();
    const dataDirectory = join(directory.path, 'data');
    const { client, kill } = await startApart(dataDirectory);
    await client.rows("CREATE TABLE main.default.kept COMMENT 'kept' AS SELECT n_name FROM samples.tpch.nation");
    await client.rows("INSERT INTO main.default.kept VALUES ('ATLANTIS')");
    // A history that was read is one that is kept.
    await client.get('/api/2.0/sql/history/queries');
    await client.execute(ENDLESS, { wait_timeout: '0s' });
    await kill();
    const again = await startLocalWorkspace({ dataDirectory });
    const after = new WorkspaceClient(again);
    expect(await after.rows('SELECT count(*), max(n_name) FROM main.default.kept')).toEqual([['26', 'VIETNAM']]);
    expect(await after.rows("SELECT count(*) FROM main.default.kept WHERE n_name = 'ATLANTIS'")).toEqual([['1']]);
    expect(await after.get('/api/2.1/unity-catalog/tables/main.default.kept')).toMatchObject({ comment: 'kept' });
    expect(await after.get('/api/2.0/lineage-tracking/table-lineage?table_name=main.default.kept')).toMatchObject({
      upstreams: [{ tableInfo: { name: 'nation' } }],
    });
    expect(
      await after.rows(
        "SELECT statement_type FROM system.query.history WHERE statement_text LIKE '%main.default.kept%' AND produced_rows >= 0 ORDER BY start_time LIMIT 2",
      ),
    ).toEqual([['CREATE'], ['INSERT']]);
    await again.close();
    expect(await readdir(dataDirectory)).toEqual([FILE]);
  });

  it.each([
    ['written by a newer lakegoose', ['UPDATE lakegoose.format SET version = 1000'], 'workspace.data_newer'],
    ['whose catalog is not one', ["UPDATE lakegoose.entries SET body = '{}'"], 'workspace.data_broken'],
    ['whose catalog is no JSON', ["UPDATE lakegoose.entries SET body = 'x'"], 'workspace.data_broken'],
  ])('%s is named, and left as it is', async (_, steps, code) => {
    await using directory = await temporaryDirectory();
    const dataDirectory = directory.path;
    await (await startLocalWorkspace({ dataDirectory })).close();
    await change(dataDirectory, ...steps);
    const before = await readFile(join(dataDirectory, FILE));
    await expect(startLocalWorkspace({ dataDirectory })).rejects.toMatchObject({
      code,
      facts: { path: dataDirectory },
    });
    expect((await readFile(join(dataDirectory, FILE))).equals(before)).toBe(true);
    // It is let go of: once it is well again, so is the workspace.
    await expect(startLocalWorkspace({ dataDirectory })).rejects.toMatchObject({ code });
  });

  it('that cannot take the history still has statements answered, and says so in the log', async () => {
    await using directory = await temporaryDirectory();
    const options = { dataDirectory: join(directory.path, 'data'), logFile: join(directory.path, 'log') };
    await (await startLocalWorkspace(options)).close();
    await change(options.dataDirectory, 'ALTER TABLE lakegoose.query_history DROP COLUMN produced');
    const workspace = await startLocalWorkspace(options);
    expect(await new WorkspaceClient(workspace).rows('SELECT 1')).toEqual([['1']]);
    await workspace.close();
    const lines = (await readFile(options.logFile, 'utf8')).trim().split('\n');
    expect(lines.map((line) => LOG_LINE.parse(JSON.parse(line)))).toContainEqual(
      expect.objectContaining({ event: 'history_not_kept', rows: 1, reason: expect.any(String) }),
    );
  });

  it('that cannot take the history says so on standard error where there is no log', async () => {
    await using directory = await temporaryDirectory();
    const dataDirectory = directory.path;
    await (await startLocalWorkspace({ dataDirectory })).close();
    await change(dataDirectory, 'ALTER TABLE lakegoose.query_history DROP COLUMN produced');
    const cli = startCli(['workspace', '--json', '--data', dataDirectory]);
    const [line] = await once(createInterface({ input: cli.stdout }), 'line');
    const told = z.object({ host: z.string(), token: z.string(), warehouse_id: z.string(), pid: z.number() });
    const { host, token, warehouse_id: warehouseId, pid } = told.parse(JSON.parse(z.string().parse(line)));
    expect(await new WorkspaceClient({ host, token, warehouseId }).rows('SELECT 1')).toEqual([['1']]);
    process.kill(pid, 'SIGTERM');
    expect(LOG_LINE.parse(JSON.parse((await cli).stderr))).toMatchObject({ event: 'history_not_kept', rows: 1 });
  });
});

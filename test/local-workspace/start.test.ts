import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalWorkspace } from '../../src/local-workspace/index.ts';
import { WorkspaceClient } from './workspace-client.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lakegoose-'));
});
afterAll(() => rm(directory, { recursive: true }));

describe('a data directory', () => {
  it('keeps tables, comments and lineage, and seeds once', async () => {
    const dataDirectory = join(directory, 'kept');
    const first = await startLocalWorkspace({ dataDirectory });
    await new WorkspaceClient(first).rows(
      "CREATE TABLE main.default.mine COMMENT 'kept' AS SELECT pickup_zip, fare_amount FROM samples.nyctaxi.trips WHERE fare_amount > 20",
    );
    const [before] = await new WorkspaceClient(first).rows('SELECT count(*), sum(fare_amount) FROM mine');
    await new WorkspaceClient(first).rows('DELETE FROM main.nyctaxi.fares_by_zip');
    await first.close();
    const second = await startLocalWorkspace({ dataDirectory });
    const client = new WorkspaceClient(second);
    expect(await client.rows('SELECT count(*), sum(fare_amount) FROM mine')).toEqual([before]);
    expect(await client.rows('SELECT count(*) FROM main.nyctaxi.fares_by_zip')).toEqual([['0']]);
    expect(await client.get('/api/2.1/unity-catalog/tables/main.default.mine')).toMatchObject({ comment: 'kept' });
    expect(await client.get('/api/2.0/lineage-tracking/table-lineage?table_name=main.default.mine')).toMatchObject({
      upstreams: [{ tableInfo: { name: 'trips', catalog_name: 'samples' } }],
    });
    await second.close();
  });

  it('is the same at every start', async () => {
    const sums = async () => {
      const workspace = await startLocalWorkspace();
      const rows = await new WorkspaceClient(workspace).rows(
        'SELECT CAST(sum(CAST(fare_amount AS DECIMAL(10,2))) AS STRING), max(tpep_dropoff_datetime), (SELECT sum(l_extendedprice) FROM samples.tpch.lineitem) FROM samples.nyctaxi.trips',
      );
      await workspace.close();
      return rows;
    };
    expect(await sums()).toEqual(await sums());
  });

  it('that cannot be written is named', async () => {
    const file = join(directory, 'a-file');
    await writeFile(file, '');
    await expect(startLocalWorkspace({ dataDirectory: join(file, 'below') })).rejects.toMatchObject({
      code: 'workspace.data_not_writable',
      facts: { path: join(file, 'below'), reason: 'a file is in the way' },
    });
    await expect(startLocalWorkspace({ dataDirectory: file })).rejects.toMatchObject({
      code: 'workspace.data_not_writable',
      facts: { path: file, reason: 'a file is in the way' },
    });
    await expect(startLocalWorkspace({ dataDirectory: '/proc/nowhere' })).rejects.toMatchObject({
      code: 'workspace.data_not_writable',
    });
  });

  it('that holds something else is named', async () => {
    const dataDirectory = await mkdtemp(join(directory, 'broken-'));
    await writeFile(join(dataDirectory, 'workspace.duckdb'), 'this is no database, not at all, '.repeat(1000));
    await expect(startLocalWorkspace({ dataDirectory })).rejects.toMatchObject({ code: 'workspace.data_broken' });
  });

  it('in use is named, whether by this process or another', async () => {
    const dataDirectory = join(directory, 'busy');
    const workspace = await startLocalWorkspace({ dataDirectory });
    await expect(startLocalWorkspace({ dataDirectory })).rejects.toMatchObject({
      code: 'workspace.data_in_use',
      facts: { path: dataDirectory },
    });
    const script = join(directory, 'second.mjs');
    const entry = new URL('../../src/local-workspace/index.ts', import.meta.url).href;
    await writeFile(
      script,
      `import { startLocalWorkspace } from '${entry}';\nstartLocalWorkspace({ dataDirectory: process.argv[2] }).then(() => process.send('started'), (error) => process.send(error.code));\n`,
    );
    const other = fork(script, [dataDirectory], { stdio: 'ignore' });
    const [said] = await once(other, 'message');
    expect(said).toBe('workspace.data_in_use');
    await workspace.close();
  });
});

describe('starting', () => {
  it('on a taken port fails with its number, and leaves nothing behind', async () => {
    const workspace = await startLocalWorkspace();
    const dataDirectory = join(directory, 'port');
    await expect(startLocalWorkspace({ port: workspace.port, dataDirectory })).rejects.toMatchObject({
      code: 'workspace.port_taken',
      facts: { port: workspace.port },
    });
    await workspace.close();
    const again = await startLocalWorkspace({ port: workspace.port, dataDirectory });
    expect(again.host).toBe(`http://127.0.0.1:${workspace.port}`);
    await again.close();
    await again.close();
  });

  it('ends a running statement when it is closed', async () => {
    const workspace = await startLocalWorkspace();
    const client = new WorkspaceClient(workspace);
    const started = await client.execute(
      'SELECT count(*) FROM range(10000000) a, range(1000000) b WHERE a.id + b.id = -1',
      { wait_timeout: '0s' },
    );
    await expect
      .poll(async () => (await client.get(`/api/2.0/sql/statements/${started.statement_id}`)).status)
      .toMatchObject({ state: 'RUNNING' });
    await workspace.close();
    await expect(fetch(workspace.host)).rejects.toThrow();
  });

  it('with a log that cannot be written fails', async () => {
    await expect(startLocalWorkspace({ logFile: join(directory, 'no', 'such', 'log') })).rejects.toMatchObject({
      code: 'workspace.log_not_writable',
      facts: { reason: 'no such folder' },
    });
  });
});

describe('the log', () => {
  it('has a line per request with the SQL that ran, and no token', async () => {
    const logFile = join(directory, 'log.jsonl');
    const workspace = await startLocalWorkspace({ logFile });
    const client = new WorkspaceClient(workspace);
    const answer = await client.execute("SELECT 'logged'");
    const made = await client.call('POST', '/api/2.0/token/create', { comment: 'x' });
    await client.call('GET', `/api/2.0/token/list?access_token=${workspace.token}`);
    await client.call('GET', '/api/2.0/nothing', undefined, 'dapi-wrong');
    await workspace.close();
    const text = await readFile(logFile, 'utf8');
    const lines = text
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatchObject({
      method: 'POST',
      path: '/api/2.0/sql/statements',
      status: 200,
      statement: "SELECT 'logged'",
      statement_id: answer.statement_id,
      user: 'analyst@local.lakegoose.test',
    });
    expect(lines[3]).toMatchObject({ status: 401 });
    expect(text).not.toContain(workspace.token);
    expect(text).not.toContain(String(made.json.token_value));
    expect(text).not.toContain('dapi');
  });
});

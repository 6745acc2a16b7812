import { chmod, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBConnection } from '@duckdb/node-api';
import { describe, expect, it, vi } from 'vitest';
import { openDatabase } from '../../src/local-workspace/engine/run/open-database.ts';
import { startLocalWorkspace } from '../../src/local-workspace/index.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { WorkspaceClient } from './workspace-client.ts';

const ENDLESS = 'SELECT count(*) FROM range(100000000) a, range(1000000) b WHERE a.range + b.range = -1';
const mode = async (path: string) => (await stat(path)).mode & 0o777;

describe('a database that DuckDB has given up', () => {
  it('is opened again: what runs ends as a statement does, what was committed is there', async () => {
    await using directory = await temporaryDirectory();
    const database = await openDatabase(directory.path);
    await database.use(({ connection }) => connection.run('CREATE TABLE t AS SELECT 5 AS a'));
    const endless = database.use(({ connection }) => connection.run(ENDLESS));
    const ended = expect(endless).rejects.toMatchObject({ errorClass: 'UNSUPPORTED_FEATURE.LOCAL_WORKSPACE' });
    const fatal = database.use(() => Promise.reject(new Error('FATAL Error: Failed to create checkpoint')));
    await expect(fatal).rejects.toMatchObject({ errorClass: 'UNSUPPORTED_FEATURE.LOCAL_WORKSPACE' });
    const rows = await database.use(async ({ connection }) => (await connection.runAndReadAll('FROM t')).getRows());
    expect(rows).toEqual([[5]]);
    await ended;
    await database.close();
  });
});

describe('a commit that came through though DuckDB says that it failed', () => {
  it('is told as what it is', async () => {
    await using directory = await temporaryDirectory();
    const workspace = await startLocalWorkspace({ dataDirectory: directory.path });
    const client = new WorkspaceClient(workspace);
    const { run } = DuckDBConnection.prototype;
    const spy = vi.spyOn(DuckDBConnection.prototype, 'run').mockImplementation(async function (
      this: DuckDBConnection,
      sql: string,
    ) {
      const result = await run.call(this, sql);
      if (sql !== 'COMMIT') return result;
      spy.mockRestore();
      throw new Error('FATAL Error: Failed to commit: could not allocate block');
    });
    expect(await client.rows('CREATE TABLE main.default.t AS SELECT 1 AS a')).toEqual([]);
    expect(await client.rows('SELECT * FROM main.default.t')).toEqual([['1']]);
    await workspace.close();
  });
});

describe('the write-ahead log', () => {
  it('is written into the file when nothing runs, and not while something does', async () => {
    await using directory = await temporaryDirectory();
    const database = await openDatabase(directory.path);
    const log = join(directory.path, 'workspace.duckdb.wal');
    const fill = "INSERT INTO t SELECT range, repeat('x', 1000) || range FROM range(30000)";
    await database.use(async ({ connection }) => {
      await connection.run('CREATE TABLE t (a BIGINT, b VARCHAR)');
      await database.use((other) => other.connection.run(fill));
      expect((await stat(log)).size).toBeGreaterThan(20_000_000);
    });
    await database.use(({ connection }) => connection.run('SELECT 1'));
    await expect(stat(log)).rejects.toMatchObject({ code: 'ENOENT' });
    await database.close();
  });
});

describe('what was asked', () => {
  it('is for the eyes of the owner only', async () => {
    await using directory = await temporaryDirectory();
    const dataDirectory = join(directory.path, 'new');
    const workspace = await startLocalWorkspace({ dataDirectory });
    await new WorkspaceClient(workspace).rows('CREATE TABLE main.default.t AS SELECT 1 AS a');
    expect(await mode(dataDirectory)).toBe(0o700);
    expect(await mode(join(dataDirectory, 'workspace.duckdb'))).toBe(0o600);
    expect(await mode(join(dataDirectory, 'workspace.duckdb.wal'))).toBe(0o600);
    await workspace.close();
  });

  it('stays for whom its owner let have it', async () => {
    await using directory = await temporaryDirectory();
    const dataDirectory = join(directory.path, 'old');
    await mkdir(dataDirectory);
    await chmod(dataDirectory, 0o755);
    await (await startLocalWorkspace({ dataDirectory })).close();
    await chmod(join(dataDirectory, 'workspace.duckdb'), 0o640);
    await (await startLocalWorkspace({ dataDirectory })).close();
    expect(await mode(dataDirectory)).toBe(0o755);
    expect(await mode(join(dataDirectory, 'workspace.duckdb'))).toBe(0o640);
  });
});

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/local-workspace/engine/run/open-database.ts';
import { openClient } from './open-client.ts';

const FILE = join(tmpdir(), 'lakegoose-lockdown-must-not-exist');

/** Ways to files, network, extensions and settings; each must end as a refusal that tells nothing. */
const WAYS_OUT = [
  "SELECT * FROM read_text('/etc/hostname')",
  "SELECT * FROM read_blob('/etc/hostname')",
  "SELECT * FROM read_csv('/etc/passwd')",
  "SELECT * FROM read_csv_auto('/etc/passwd')",
  "SELECT * FROM parquet_scan('https://example.invalid/x.parquet')",
  "SELECT * FROM read_json('https://example.invalid/x.json')",
  "SELECT * FROM glob('/etc/*')",
  "SELECT * FROM '/etc/passwd'",
  'SELECT * FROM `/etc/passwd`',
  'SELECT * FROM csv.`/etc/passwd`',
  `COPY (SELECT 1) TO '${FILE}'`,
  `COPY samples.nyctaxi.trips TO '${FILE}'`,
  `EXPORT DATABASE '${FILE}'`,
  `ATTACH '${FILE}' AS x`,
  'INSTALL httpfs',
  'LOAD httpfs',
];
const SETTINGS = [
  'SET threads = 1',
  'SET enable_external_access = true',
  'RESET enable_external_access',
  'PRAGMA enable_external_access',
  'CALL pragma_version()',
  "SELECT current_setting('memory_limit')",
  'SELECT * FROM duckdb_settings()',
];
const INTERNALS = [
  "SELECT getenv('HOME')",
  'SELECT * FROM duckdb_tables()',
  'SELECT * FROM duckdb_secrets()',
  'SELECT * FROM sqlite_master',
  'SELECT * FROM pragma_database_list',
  'SELECT * FROM information_schema.sqlite_master',
  'SELECT * FROM lakegoose.query_history',
  'SELECT * FROM lakegoose.entries',
  'SELECT * FROM memory.lakegoose.entries',
  'SELECT * FROM "main.nyctaxi".trips_raw',
  "SELECT * FROM query('SELECT 1')",
  'SELECT version()',
  "SELECT error('x')",
  'EXPLAIN ANALYZE SELECT 1',
  'USE lakegoose',
];

const client = await openClient();

describe('SQL of the workspace reaches nothing outside', () => {
  it.each([...WAYS_OUT, ...SETTINGS, ...INTERNALS])('%s', async (statement) => {
    const message = await client.failure(statement);
    expect(message).toMatch(
      /^\[(UNSUPPORTED_FEATURE\.LOCAL_WORKSPACE|CONFIG_NOT_AVAILABLE|PARSE_SYNTAX_ERROR|TABLE_OR_VIEW_NOT_FOUND|SCHEMA_NOT_FOUND|UNRESOLVED_ROUTINE|UNRESOLVABLE_TABLE_VALUED_FUNCTION)\]/,
    );
    expect(message).not.toMatch(/duckdb\.|Binder|Catalog Error|Permission Error/i);
  });

  it('left no file behind', async () => {
    expect((await readdir(tmpdir())).filter((name) => name.startsWith('lakegoose-lockdown-must'))).toEqual([]);
  });
});

describe('the engine itself is locked, should a statement ever slip through', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lakegoose-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  it.each(['memory', 'file'])('in %s', async (where) => {
    const database = await openDatabase(where === 'file' ? directory : undefined);
    await database.use(async ({ connection }) => {
      await connection.run('CREATE TABLE t AS SELECT 1 AS a');
      await connection.run('CHECKPOINT');
      for (const statement of [...WAYS_OUT.filter((way) => !way.includes('samples')), ...SETTINGS.slice(0, 3)]) {
        await expect(connection.run(statement), statement).rejects.toThrow();
      }
    });
    await database.close();
  });
});

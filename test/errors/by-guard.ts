import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { z } from 'zod';
import type { ErrorCode } from '../../src/messages/categories.ts';
import type { Provocation } from './stage.ts';

const sends =
  (query: string, own = {}): Provocation =>
  ({ real, hears }) =>
    hears(real(own), 'execute_sql_read_only', { query });

/** A policy in which functions and tables are looked at closely. */
const close = { LAKEGOOSE_AI_FUNCTIONS: 'refuse', LAKEGOOSE_SQL_SCOPE: 'main.nyctaxi' };

/** What the guard lets not through. */
export const byGuard: Readonly<Record<Extract<ErrorCode, `guard.${string}`>, Provocation>> = {
  'guard.EMPTY_STATEMENT': sends(' -- nothing'),
  'guard.MULTIPLE_STATEMENTS': sends('SELECT 1; SELECT 2'),
  'guard.TOO_LONG': sends(`SELECT '${'x'.repeat(500_000)}'`),
  'guard.NOT_TEXT': sends("SELECT '\ud800'"),
  'guard.UNREADABLE_CHARACTER': sends('SELECT \u0000'),
  'guard.OPEN_QUOTE': sends("SELECT 'x"),
  'guard.OPEN_COMMENT': sends('SELECT 1 /* x'),
  'guard.SUBSTITUTION': sends("SELECT '$" + "{x}'"),
  'guard.DOLLAR_QUOTE': sends('SELECT $$ x $$'),
  'guard.MISPLACED_HINT': sends('SELECT a FROM t /*+ BROADCAST(t) */'),
  'guard.UNBALANCED': sends('SELECT (1'),
  'guard.BROKEN_SCRIPT': sends('BEGIN SELECT 1;'),
  'guard.UNKNOWN_STATEMENT': sends('FROBNICATE t'),
  'guard.ADDS': sends('INSERT INTO t VALUES (1)'),
  'guard.CHANGES_ROWS': sends('UPDATE t SET a = 1 WHERE b = 2'),
  'guard.REMOVES': sends('DROP TABLE t'),
  'guard.REPLACES': sends('INSERT OVERWRITE t VALUES (1)'),
  'guard.UPDATES_ALL_ROWS': sends('UPDATE t SET a = 1'),
  'guard.RUNS_HIDDEN_SQL': sends("EXECUTE IMMEDIATE 'SELECT 1'"),
  'guard.ADMINISTERS': sends('GRANT SELECT ON TABLE t TO x'),
  'guard.RUNS_CODE': sends('ADD JAR x'),
  'guard.MOVES_FILES': sends("GET '/Volumes/c/s/v/f' TO '/tmp/f'"),
  'guard.FUNCTION_REACHES_OUT': sends("SELECT reflect('java.lang.System', 'exit')"),
  'guard.AI_FUNCTION': sends("SELECT ai_query('m', 'x')", close),
  'guard.OUT_OF_SCOPE': sends('SELECT * FROM samples.nyctaxi.trips', close),
  'guard.SCOPE_UNCLEAR': sends('SELECT * FROM trips', close),
  'guard.POLICY_UNREADABLE': async ({ folder, real }) => {
    const policyFile = join(folder, 'policy.yaml');
    await writeFile(policyFile, 'sql_policy: [');
    const args = [join(import.meta.dirname, 'serve-under-policy.ts'), policyFile];
    const client = new Client({ name: 'test', version: '1.0.0' });
    await client.connect(
      new StdioClientTransport({ command: process.execPath, args, env: { ...real() }, cwd: folder }),
    );
    const { content } = await client.callTool({ name: 'execute_sql_read_only', arguments: { query: 'SELECT 1' } });
    await client.close();
    return z.array(z.looseObject({ text: z.string() })).parse(content)[0]?.text ?? '';
  },
};

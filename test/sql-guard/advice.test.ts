import { describe, expect, it } from 'vitest';
import { judge } from '../../src/sql-guard/judge.ts';
import type { Policy, Rules } from '../../src/sql-guard/policy.ts';
import { refusalError } from '../../src/sql-guard/refusal-error.ts';
import { wordsOf } from '../../src/terminal/words-of-error.ts';
import { readCorpus } from './corpus.ts';
import { Random } from './random.ts';
import { statements } from './statements.ts';

function wordsFor(sql: string, policy: Policy = 'read', ceiling?: Rules['ceiling']): string {
  const verdict = judge(sql, { policy, aiFunctions: 'refuse', ...(ceiling === undefined ? {} : { ceiling }) });
  return verdict.verdict === 'allow' ? 'allowed' : wordsOf(refusalError(verdict), 'en');
}

describe('a refusal', () => {
  it.each([
    ['DELETE FROM c.s.t x WHERE id = 1', 'SELECT count(*) FROM c.s.t x WHERE id = 1'],
    [
      'WITH q AS (SELECT 1 AS a) DELETE FROM t WHERE id IN (SELECT a FROM q)',
      'WITH q AS (SELECT 1 AS a) SELECT count(*) FROM t WHERE',
    ],
    ['UPDATE t SET a = 1', 'SELECT count(*) FROM t'],
    ['UPDATE c.s.t AS x SET a = 1 WHERE true OR x.id = 2', 'SELECT count(*) FROM c.s.t AS x WHERE true OR x.id = 2'],
    ['TRUNCATE TABLE c.s.t', 'SELECT count(*) FROM c.s.t'],
    ["TRUNCATE TABLE t PARTITION (d = DATE'2024-01-01', e='x')", "FROM t WHERE d = DATE'2024-01-01' AND e='x'"],
    ['DROP TABLE IF EXISTS c.s.t', 'SHOW CREATE TABLE c.s.t'],
    ['DROP VIEW v', 'SHOW CREATE TABLE v'],
    ['DROP MATERIALIZED VIEW IF EXISTS v', 'SHOW CREATE TABLE v'],
    ['DROP SCHEMA c.s CASCADE', 'SHOW TABLES IN c.s'],
    ['DROP FUNCTION c.s.f', 'DESCRIBE FUNCTION EXTENDED c.s.f'],
    ['VACUUM t RETAIN 0 HOURS', 'VACUUM t RETAIN 0 HOURS DRY RUN'],
    ['VACUUM t USING INVENTORY (SELECT * FROM i) RETAIN 0 HOURS', 'Allowed instead: VACUUM t DRY RUN'],
    ["VACUUM '/mnt/t'", "VACUUM '/mnt/t' DRY RUN"],
    ['RESTORE TABLE t TO VERSION AS OF 1', 'DESCRIBE HISTORY t'],
    ['INSERT INTO t VALUES (1)', 'LAKEGOOSE_SQL_POLICY=write'],
    ['UPDATE t SET a = 1 WHERE id = 2', 'LAKEGOOSE_SQL_POLICY=update'],
    ['GRANT SELECT ON TABLE t TO x', 'Ask an administrator'],
    ["EXECUTE IMMEDIATE 'SELECT 1'", 'Send the statement that it would run'],
    ['SELECT 1; SELECT 2', 'one statement per call'],
    ["SELECT ai_query('m', 'x')", 'LAKEGOOSE_AI_FUNCTIONS'],
    ["SELECT IDENTIFIER('ai_query')('m', 'x')", 'LAKEGOOSE_AI_FUNCTIONS'],
    ["SELECT secret('a', 'b')", 'Leave the function out'],
    ['DR/**/OP TABLE t', 'SELECT, WITH'],
    ['INSERT OVERWRITE t SELECT 1', 'put EXPLAIN before it'],
    ["GET '/Volumes/c/s/v/f' TO '/tmp/f'", 'copies them to or from a machine'],
    ["PUT '/tmp/f' INTO '/Volumes/c/s/v/f'", 'copies them to or from a machine'],
    ["LOAD DATA INPATH '/x' INTO TABLE t", 'moves files'],
  ])('of %s offers %s', (sql, offered) => {
    expect(wordsFor(sql)).toContain(offered);
  });

  it('names code, class, words and place, and stays short', () => {
    expect(wordsFor('SELECT 1 -- x\n;\n  DROP TABLE t')).toMatch(
      /^MULTIPLE_STATEMENTS \(destructive\): .*"DROP TABLE".*line 3, column 3/,
    );
    expect(wordsFor(`DELETE FROM t WHERE a IN (${'1, '.repeat(50_000)}1)`).length).toBeLessThan(400);
    expect(wordsFor(`${'x'.repeat(10_000)} y`).length).toBeLessThan(400);
  });

  it.each([
    'BEGIN DELETE FROM t WHERE a = 1; END',
    "PUT '/tmp/f' INTO '/Volumes/c/s/v/f' OVERWRITE",
    "REMOVE '/Volumes/c/s/v/f'",
    "LOAD DATA INPATH '/x' OVERWRITE INTO TABLE t",
    'REORG TABLE t APPLY (PURGE)',
    'TRUNCATE TABLE t PARTITION (d)',
  ])('of %s offers no statement, because none is like it', (sql) => {
    expect(wordsFor(sql)).toMatch(/\n {2}- Ask an administrator\.$/);
  });

  it('names the setting only where the administrators leave it to a person', () => {
    const insert = 'INSERT INTO t VALUES (1)';
    const update = 'UPDATE t x SET a = 1 WHERE x.id = 2';
    expect(wordsFor(insert, 'read', 'write')).toContain('LAKEGOOSE_SQL_POLICY=write');
    expect(wordsFor('BEGIN INSERT INTO t VALUES (1); END')).toMatch(/- To allow it, a person sets/);
    expect(wordsFor(insert, 'read', 'read')).toMatch(/EXPLAIN before it\. To have it done, ask an administrator\.$/);
    expect(wordsFor(update, 'write', 'write')).toMatch(/Allowed instead: SELECT count\(\*\) FROM t x WHERE x\.id = 2$/);
  });

  it('offers only what reads and runs by the same rules', async () => {
    const next = await statements(new Random(5));
    const texts = [...(await readCorpus()).map(({ sql }) => sql), ...Array.from({ length: 8000 }, () => next().sql)];
    const scope = ['c.s'];
    const rules: readonly Rules[] = [
      { policy: 'read', aiFunctions: 'allow' },
      { policy: 'read', aiFunctions: 'refuse', ceiling: 'read', scope },
      { policy: 'write', aiFunctions: 'refuse', ceiling: 'write' },
      { policy: 'update', aiFunctions: 'allow', scope },
    ];
    const offered = new Set<string>();
    for (const sql of texts) {
      for (const one of rules) {
        const verdict = judge(sql, one);
        if (verdict.verdict === 'allow') continue;
        const { code, facts } = verdict.advice;
        const instead = code === 'guard.advice_instead' ? facts.sql : undefined;
        const isExplained = code === 'guard.advice_explain' || code === 'guard.advice_setting';
        const advised = instead ?? (isExplained ? `EXPLAIN ${sql.replace(/;\s*$/, '')}` : undefined);
        if (advised === undefined) continue;
        expect([sql, advised, judge(advised, one)]).toMatchObject([sql, advised, { verdict: 'allow', class: 'read' }]);
        offered.add(/^\w+/.exec(advised)?.[0].toUpperCase() ?? advised);
      }
    }
    expect([...offered].sort()).toEqual(['DESCRIBE', 'EXPLAIN', 'FSCK', 'SELECT', 'SHOW', 'VACUUM', 'WITH']);
  });
});

import { describe, expect, it } from 'vitest';
import { judge } from '../../src/sql-guard/judge.ts';
import type { Policy } from '../../src/sql-guard/policy.ts';
import { refusalError } from '../../src/sql-guard/refusal-error.ts';
import { wordsOf } from '../../src/terminal/words-of-error.ts';

function wordsFor(sql: string, policy: Policy = 'read'): string {
  const verdict = judge(sql, { policy, aiFunctions: 'refuse' });
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
    ['TRUNCATE TABLE c.s.t', 'SELECT count(*) FROM c.s.t'],
    ['DROP TABLE IF EXISTS c.s.t', 'SHOW CREATE TABLE c.s.t'],
    ['VACUUM t RETAIN 0 HOURS', 'VACUUM t RETAIN 0 HOURS DRY RUN'],
    ['RESTORE TABLE t TO VERSION AS OF 1', 'DESCRIBE HISTORY t'],
    ['INSERT INTO t VALUES (1)', 'LAKEGOOSE_SQL_POLICY=write'],
    ['UPDATE t SET a = 1 WHERE id = 2', 'LAKEGOOSE_SQL_POLICY=update'],
    ['GRANT SELECT ON TABLE t TO x', 'Ask an administrator'],
    ["EXECUTE IMMEDIATE 'SELECT 1'", 'Send the statement that it would run'],
    ['SELECT 1; SELECT 2', 'one statement per call'],
    ["SELECT ai_query('m', 'x')", 'LAKEGOOSE_AI_FUNCTIONS'],
    ["SELECT secret('a', 'b')", 'Leave the function out'],
    ['DR/**/OP TABLE t', 'SELECT, WITH'],
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

  it('offers only what runs', () => {
    for (const sql of [
      'DELETE FROM t WHERE a = 1',
      'UPDATE t x SET a = 1',
      'DROP TABLE t',
      'VACUUM t',
      'FSCK REPAIR TABLE t',
      'TRUNCATE TABLE t PARTITION (d = 1)',
      'RESTORE t TO VERSION AS OF 1',
      'MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN DELETE',
    ]) {
      const offered = /Allowed instead: (.*)$/.exec(wordsFor(sql))?.[1] ?? '';
      expect([sql, offered, judge(offered, { policy: 'read', aiFunctions: 'allow' }).verdict]).toEqual([
        sql,
        offered,
        'allow',
      ]);
    }
  });
});

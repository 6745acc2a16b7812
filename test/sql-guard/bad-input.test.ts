import { describe, expect, it } from 'vitest';
import { judge } from '../../src/sql-guard/judge.ts';
import { lengthLimit } from '../../src/sql-guard/look.ts';
import type { Rules } from '../../src/sql-guard/policy.ts';
import { Random } from './random.ts';
import { statements } from './statements.ts';

const rules: Rules = { policy: 'update', aiFunctions: 'allow', scope: ['c.s'] };
const open: Rules = { policy: 'update', aiFunctions: 'allow' };

function codeOf(text: string): string {
  const verdict = judge(text, open);
  return verdict.verdict === 'refuse' ? verdict.code : 'allowed';
}

describe('bad input', () => {
  it.each([
    ['', 'EMPTY_STATEMENT'],
    [' \n-- nothing\n;;', 'EMPTY_STATEMENT'],
    ["SELECT '\ud800'", 'NOT_TEXT'],
    ['SELECT \u0000', 'UNREADABLE_CHARACTER'],
    ['\u007fELF\u0002\u0001', 'UNREADABLE_CHARACTER'],
    ['\ufeffSELECT 1', 'UNREADABLE_CHARACTER'],
    ['SELECT {fn now()}', 'UNREADABLE_CHARACTER'],
    ["SELECT 'a", 'OPEN_QUOTE'],
    ['SELECT "a', 'OPEN_QUOTE'],
    ['SELECT `a', 'OPEN_QUOTE'],
    ["SELECT 'a\\'", 'OPEN_QUOTE'],
    ['CREATE VIEW v AS $$ a $', 'OPEN_QUOTE'],
    ['SELECT 1 /* /* */', 'OPEN_COMMENT'],
    ['SELECT (1', 'UNBALANCED'],
    ['SELECT 1)', 'UNBALANCED'],
    ['SELECT (1]', 'UNBALANCED'],
    ['SELECT (1; SELECT 2)', 'MULTIPLE_STATEMENTS'],
    ['/*+ HINT */ SELECT 1', 'UNKNOWN_STATEMENT'],
    ['SELECT 1 */', 'MISPLACED_HINT'],
    ['SELECT a FROM t /*+ BROADCAST(t) */', 'MISPLACED_HINT'],
    ["SELECT '$" + "{x}'", 'SUBSTITUTION'],
    ['SELECT $$ x $$', 'DOLLAR_QUOTE'],
    ['BEGIN SELECT 1; ', 'BROKEN_SCRIPT'],
    ['BEGIN IF true THEN SELECT 1; END; END', 'BROKEN_SCRIPT'],
    ['FROBNICATE t', 'UNKNOWN_STATEMENT'],
    ['1', 'UNKNOWN_STATEMENT'],
  ])('%j is %s', (text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it('is refused beyond 500 KB, counted in bytes', () => {
    const text = (length: number) => `SELECT '${'x'.repeat(length - 9)}'`;
    expect(codeOf(text(lengthLimit))).toBe('allowed');
    expect(codeOf(text(lengthLimit + 1))).toBe('TOO_LONG');
    expect(codeOf(`SELECT '${'あ'.repeat(lengthLimit / 3)}'`)).toBe('TOO_LONG');
  });

  it.each([
    '(',
    ')',
    '/*',
    "'",
    'CASE WHEN ',
    'BEGIN ',
    'EXPLAIN ',
    'WITH a AS (',
    'BEGIN IF a THEN ',
    'UPDATE t SET a = 1 WHERE (',
    'a AND ',
    'IDENTIFIER(',
    '$a$',
    'FROM s INSERT INTO t ',
    'SELECT /*+ ',
    'ARRAY<',
    ';',
    '`',
    '|> ',
    'a.',
    ', secret (a',
    'WITH x AS (SELECT 1) ',
    'FROM t, ',
  ])('ends soon for half a megabyte of %j', (piece) => {
    const started = performance.now();
    judge(`SELECT ${piece.repeat(Math.floor(490_000 / piece.length))}`, rules);
    judge(piece.repeat(Math.floor(490_000 / piece.length)), rules);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('never makes the guard throw', async () => {
    const random = new Random(11);
    const next = await statements(random);
    for (let count = 0; count < 20_000; count++) {
      const { sql } = next();
      judge(sql, rules, random.below(2) === 0 ? { catalog: 'c', schema: 's' } : {});
      judge(sql.slice(random.below(sql.length + 1)), open);
      judge(Array.from({ length: 20 }, () => String.fromCharCode(random.below(65536))).join(''), open);
    }
  });
});

it.each([
  ['procedures without a body', 'CREATE PROCEDURE x;'.repeat(20_000)],
  ['procedures that never end', 'CREATE PROCEDURE x BEGIN;'.repeat(15_000)],
  ['bodies in dollars', `CREATE VIEW v ${'AS $$a$$ '.repeat(50_000)}`],
  ['ends of hints', `SELECT ${'*/ '.repeat(120_000)}`],
])('many %s are refused, and about as fast as a plain query of that length', (_what, sql) => {
  const fastest = (text: string) => {
    const times = [1, 2, 3].map(() => {
      const start = performance.now();
      judge(text, { policy: 'read', aiFunctions: 'allow' });
      return performance.now() - start;
    });
    return Math.min(...times);
  };
  expect(judge(sql, { policy: 'read', aiFunctions: 'allow' }).verdict).toBe('refuse');
  const plain = 'SELECT a, b FROM t WHERE c = 1 AND d IN (2, 3)';
  expect(fastest(sql)).toBeLessThan(20 * fastest(`${plain} UNION ALL `.repeat(sql.length / 57) + plain));
});

import { expect, test } from 'vitest';
import { judge } from '../../src/sql-guard/judge.ts';

test.each([
  'SELECT 1',
  'select * from t;',
  'WITH x AS (SELECT replace(a, 1, 2) FROM t) SELECT * FROM x',
  "SELECT 'DROP TABLE t; --' AS s, `delete` FROM t",
  '-- DROP TABLE old\nSELECT 1 /* ; /* nested */ */',
  'SHOW TABLES IN main.nyctaxi',
  'DESCRIBE TABLE t',
  'SELECT a FROM x JOIN y USING (id)',
])('lets %s through', (text) => {
  expect(judge(text)).toMatchObject({ verdict: 'allow' });
});

test.each([
  ['', 'EMPTY_STATEMENT'],
  [' ;; -- nothing', 'EMPTY_STATEMENT'],
  ['SELECT 1; SELECT 2', 'MULTIPLE_STATEMENTS'],
  ['SELECT 1;DROP TABLE t', 'MULTIPLE_STATEMENTS'],
  ['-- x\rDROP TABLE t', 'NOT_A_READ'],
  ['/* /*+ */ DROP TABLE t; -- */ SELECT 1', 'NOT_A_READ'],
  ['WITH x AS (SELECT 1) DELETE FROM t', 'NOT_A_READ'],
  ['FROM s INSERT OVERWRITE t SELECT *', 'NOT_A_READ'],
  ['EXPLAIN DROP TABLE t', 'NOT_A_READ'],
  ['\u0131NSERT INTO t VALUES (1)', 'NOT_A_READ'],
  ['\uFEFFSELECT 1', 'NOT_SQL'],
  ["SELECT 'open", 'NOT_SQL'],
  ['SELECT $' + '{x}', 'NOT_SQL'],
  ["SELECT http_request(conn => 'c')", 'SIDE_EFFECT'],
  ["SELECT `reflect`('java.lang.System', 'exit')", 'SIDE_EFFECT'],
  ["SELECT TRANSFORM(a) USING 'cat' FROM t", 'SIDE_EFFECT'],
])('refuses %j as %s', (text, code) => {
  expect(judge(text)).toMatchObject({ verdict: 'refuse', code });
});

test('what may be sent has no comments and one space for a gap', () => {
  expect(judge('SELECT /* x */ a\n\t, -- y\n b FROM t ;')).toEqual({ verdict: 'allow', text: 'SELECT a , b FROM t' });
});

test('a refusal names the word and its place', () => {
  expect(judge('-- two\n  drop TABLE t')).toMatchObject({ word: 'drop', line: 2, column: 3 });
});

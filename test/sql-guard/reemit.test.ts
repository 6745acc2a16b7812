import { describe, expect, it } from 'vitest';
import { judge } from '../../src/sql-guard/judge.ts';
import { mapPositions } from '../../src/sql-guard/map-positions.ts';
import type { Rules } from '../../src/sql-guard/policy.ts';
import { placeOf, positionOf } from '../../src/sql-guard/position.ts';
import type { Verdict } from '../../src/sql-guard/verdict.ts';
import { Random } from './random.ts';
import { statements } from './statements.ts';

const rules: Rules = { policy: 'update', aiFunctions: 'allow' };

function sentOf(verdict: Verdict) {
  if (verdict.verdict === 'refuse') throw new Error(`refused: ${verdict.code}`);
  return verdict.sent;
}

describe('what is sent', () => {
  it.each([
    ['SELECT 1 -- note', 'SELECT 1'],
    ['SELECT/* x */1', 'SELECT 1'],
    ['SELECT 1 ;; -- done', 'SELECT 1'],
    ['-- \\\nDROP TABLE t\nSELECT 1', 'SELECT 1'],
    ['SELECT\u00a0a,\r\n b', 'SELECT a, b'],
    ['SELECT /*+ REPARTITION(3) */ a FROM t', 'SELECT /*+ REPARTITION(3) */ a FROM t'],
    ['SELECT :p, ?', 'SELECT :p, ?'],
    ["SELECT 'a' 'b', 'a''b'", "SELECT 'a' 'b', 'a''b'"],
    ['SELECT a-/**/-b', 'SELECT a- -b'],
    ['SELECT abfss://b/x--y', 'SELECT abfss://b/x--y'],
    ['SELECT ab://\u0345--y', 'SELECT ab://\u0345--y'],
    ['SELECT 1 -- $' + '{x}', 'SELECT 1'],
  ])('%j is %j', (text, sent) => {
    expect(sentOf(judge(text, rules)).text).toBe(sent);
  });

  it('is judged as the original was, and sent again unchanged', async () => {
    const next = await statements(new Random(4));
    for (let count = 0; count < 20_000; count++) {
      const { sql } = next();
      const verdict = judge(sql, rules);
      if (verdict.verdict === 'refuse') continue;
      const again = judge(verdict.sent.text, rules);
      expect([sql, again.verdict, again.class, sentOf(again).text]).toEqual([
        sql,
        'allow',
        verdict.class,
        verdict.sent.text,
      ]);
    }
  });
});

describe('a semicolon behind a statement', () => {
  const classOf = (sql: string) => {
    const { class: statementClass, ...verdict } = judge(sql, rules);
    return [statementClass, verdict.verdict === 'refuse' ? verdict.code : ''];
  };

  it.each(['UPDATE t SET a = 1 WHERE not', 'FROM t INSERT INTO u SELECT 1 INSERT INTO v SELECT replace where'])(
    'changes nothing: %s',
    (sql) => {
      expect(classOf(`${sql};`)).toEqual(classOf(sql));
      expect(classOf(sql)[0]).toBe('write');
    },
  );

  it('changes nothing of thousands', async () => {
    const next = await statements(new Random(5));
    for (let count = 0; count < 20_000; count++) {
      const { sql } = next();
      const verdict = judge(sql, rules);
      if (verdict.verdict === 'refuse' && verdict.class === 'invalid') continue;
      expect([sql, ...classOf(`${sql}\n;`)]).toEqual([sql, ...classOf(sql)]);
    }
  });
});

describe('places in the original', () => {
  it('are found for every place that is sent', () => {
    const text = "/* x */ SELECT a, -- first\r\n  'b\nc' AS\t😀 FROM".replace('😀', 'z');
    const sent = sentOf(judge(text, rules));
    for (let place = 0; place < sent.text.length; place++) {
      if (sent.text[place] !== ' ') expect(text[sent.toOriginal(place)]).toBe(sent.text[place]);
    }
  });

  it('replace those of the warehouse', () => {
    const text = '-- one\n-- two\nSELECT *\n  FRO t';
    const sent = sentOf(judge(text, rules));
    expect(sent.text).toBe('SELECT * FRO t');
    expect(mapPositions("near 'FRO'. (line 1, pos 9) == SQL (line 1, position 10) ==", text, sent)).toBe(
      "near 'FRO'. (line 4, pos 2) == SQL (line 4, position 3) ==",
    );
    expect(mapPositions('line 99, pos 99', text, sent)).toBe('line 4, pos 7');
  });

  it('are lines and columns in characters', () => {
    expect(positionOf('a\r\nb\rc\n😀x', 8)).toEqual({ line: 4, column: 2 });
    expect(placeOf('a\r\nb\rc\n😀x', { line: 4, column: 2 })).toBe(9);
    expect(placeOf('a', { line: 7, column: 1 })).toBe(1);
  });
});

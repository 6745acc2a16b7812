import { expect, it } from 'vitest';
import { judge } from '../../src/sql-guard/judge.ts';
import { Random } from './random.ts';

type Row = { readonly a: number; readonly b: number };
type Made<Value> = { readonly sql: string; readonly of: (row: Row) => Value };

const numbers = [-1, 0, 1, 2, 3, 4];
const rows: readonly Row[] = numbers.flatMap((a) => numbers.map((b) => ({ a, b })));
const signs: readonly (readonly [string, (one: number, other: number) => boolean])[] = [
  ['=', (one, other) => one === other],
  ['<>', (one, other) => one !== other],
  ['<', (one, other) => one < other],
  ['>', (one, other) => one > other],
  ['<=', (one, other) => one <= other],
  ['>=', (one, other) => one >= other],
  ['<=>', (one, other) => one === other],
  ['IS DISTINCT FROM', (one, other) => one !== other],
  ['IS NOT DISTINCT FROM', (one, other) => one === other],
];

/** A column; constants alone are refused whichever way they go. */
function column(random: Random): Made<number> {
  return random.pick<Made<number>>([
    { sql: 'a', of: (row) => row.a },
    { sql: '(A)', of: (row) => row.a },
    { sql: 't.a', of: (row) => row.a },
    { sql: '`b`', of: (row) => row.b },
  ]);
}

function operand(random: Random): Made<number> {
  const value = random.below(4);
  return random.below(3) === 0 ? { sql: String(value), of: () => value } : column(random);
}

function condition(random: Random, depth: number): Made<boolean> {
  const kind = random.below(depth > 3 ? 4 : 12);
  const [one, other, third] = [column(random), operand(random), operand(random)];
  if (kind < 2) {
    const [sign, compare] = random.pick(signs);
    return { sql: `${one.sql} ${sign} ${other.sql}`, of: (row) => compare(one.of(row), other.of(row)) };
  }
  if (kind === 2) {
    const not = random.below(2) === 0;
    const isIn = (row: Row) => [other.of(row), third.of(row)].includes(one.of(row));
    return { sql: `${one.sql} ${not ? 'NOT ' : ''}IN (${other.sql}, ${third.sql})`, of: (row) => isIn(row) !== not };
  }
  if (kind === 3) {
    const not = random.below(2) === 0;
    const isBetween = (row: Row) => one.of(row) >= other.of(row) && one.of(row) <= third.of(row);
    const sql = `${one.sql} ${not ? 'NOT ' : ''}BETWEEN ${other.sql} AND ${third.sql}`;
    return { sql, of: (row) => isBetween(row) !== not };
  }
  const [left, right, last] = [
    condition(random, depth + 1),
    condition(random, depth + 1),
    condition(random, depth + 1),
  ];
  const all: readonly Made<boolean>[] = [
    { sql: `(${left.sql}) AND (${right.sql})`, of: (row) => left.of(row) && right.of(row) },
    { sql: `(${left.sql}) OR (${right.sql})`, of: (row) => left.of(row) || right.of(row) },
    { sql: `(${left.sql}) OR (${right.sql}) OR NOT (${left.sql})`, of: () => true },
    { sql: `NOT (${left.sql})`, of: (row) => !left.of(row) },
    { sql: `(${left.sql}) = true`, of: left.of },
    { sql: `(${left.sql}) IS NOT TRUE`, of: (row) => !left.of(row) },
    {
      sql: `CASE WHEN ${left.sql} THEN ${right.sql} ELSE ${last.sql} END`,
      of: (row) => (left.of(row) ? right.of(row) : last.of(row)),
    },
    {
      sql: `if(${left.sql}, ${right.sql}, ${last.sql})`,
      of: (row) => (left.of(row) ? right.of(row) : last.of(row)),
    },
  ];
  return random.pick(all);
}

it('refuses no condition that tells rows apart, and finds most that do not', () => {
  const random = new Random(7);
  let [same, seen] = [0, 0];
  for (let count = 0; count < 20_000; count++) {
    const { sql, of } = condition(random, 0);
    const verdict = judge(`UPDATE t SET z = 1 WHERE ${sql}`, { policy: 'update', aiFunctions: 'allow' });
    const results = new Set(rows.map(of));
    if (verdict.verdict === 'refuse') expect([sql, verdict.code, results.size]).toEqual([sql, 'UPDATES_ALL_ROWS', 1]);
    if (results.size > 1) continue;
    same++;
    if (verdict.verdict === 'refuse') seen++;
  }
  expect(seen / same).toBeGreaterThan(0.85);
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INTERN, type People, startWithPeople } from './grants.ts';

/** Each leaves out the rows of `main.vault.bars` in which `pure` is 0, in its own way. */
const LEAVING_OUT: Readonly<Record<string, string>> = {
  condition: 'SELECT * FROM main.vault.bars WHERE pure = 1',
  'IN a subquery': 'SELECT * FROM main.vault.bars WHERE id IN (SELECT id FROM main.vault.good)',
  join: 'SELECT b.* FROM main.vault.bars b JOIN main.vault.good g ON g.id = b.id',
  'LEFT JOIN of what is bad':
    'SELECT b.* FROM main.vault.bars b LEFT JOIN main.vault.bad f ON f.id = b.id WHERE f.id IS NULL',
  'NOT EXISTS': 'SELECT * FROM main.vault.bars b WHERE NOT EXISTS (SELECT 1 FROM main.vault.bad f WHERE f.id = b.id)',
  'NOT IN': 'SELECT * FROM main.vault.bars WHERE id NOT IN (SELECT id FROM main.vault.bad)',
  EXCEPT: 'SELECT * FROM main.vault.bars EXCEPT SELECT * FROM main.vault.bars WHERE pure = 0',
  pattern: "SELECT * FROM main.vault.bars WHERE mark NOT RLIKE 'bull(i|a)on'",
  QUALIFY: 'SELECT * FROM main.vault.bars QUALIFY count(*) OVER (PARTITION BY id) = pure',
  HAVING: 'SELECT id, mark, weight, pure FROM main.vault.bars GROUP BY ALL HAVING pure = 1',
  LATERAL: 'SELECT b.* FROM main.vault.good g, LATERAL (SELECT * FROM main.vault.bars b WHERE b.id = g.id) b',
  LIMIT: 'SELECT * FROM main.vault.bars ORDER BY pure DESC LIMIT 1998',
};
/** Each is an error of another kind for a row that is left out, and true for all others. */
const FAILING: readonly string[] = [
  'CAST(v.mark AS INT) > 0',
  'v.weight * v.weight > 0',
  '10 / v.pure > 0',
  'CAST(v.weight AS TINYINT) > 0',
  "to_date(v.mark, 'yyyy') IS NOT NULL",
  'array(1)[v.weight - 1] = 1',
  'assert_true(v.pure = 1) IS NULL',
  'length(repeat(v.mark, v.weight)) > 0',
];
/** Each is a place of a query in which a condition on its rows `v` may stand. */
const PLACES: readonly ((rows: string, condition: string) => string)[] = [
  (rows, condition) => `SELECT count(*) FROM ${rows} v WHERE ${condition}`,
  (rows, condition) => `SELECT count(*) FROM ${rows} v JOIN main.lobby.one ON ${condition}`,
  (rows, condition) => `SELECT count(*) FROM main.lobby.one LEFT JOIN ${rows} v ON ${condition}`,
  (rows, condition) => `SELECT count(*) FROM main.lobby.one LEFT ANTI JOIN ${rows} v ON ${condition}`,
  (rows, condition) => `SELECT count(*) FROM (SELECT ${condition} AS b FROM ${rows} v) WHERE b`,
  (rows, condition) => `SELECT count(*) FROM ${rows} v WHERE EXISTS (SELECT 1 FROM main.lobby.one WHERE ${condition})`,
  (rows, condition) => `SELECT (SELECT count(*) FROM ${rows} v WHERE ${condition})`,
  (rows, condition) => `SELECT count(*) FROM main.lobby.one, LATERAL (SELECT 1 FROM ${rows} v WHERE ${condition})`,
  (rows, condition) => `SELECT sum(CASE WHEN ${condition} THEN 1 END) FROM ${rows} v`,
  (rows, condition) => `UPDATE main.lobby.own SET a = 1 WHERE EXISTS (SELECT 1 FROM ${rows} v WHERE ${condition})`,
];

let people: People;
beforeAll(async () => {
  people = await startWithPeople();
  const { analyst, intern } = people;
  const make = [
    'CREATE SCHEMA main.vault',
    'CREATE SCHEMA main.lobby',
    `CREATE TABLE main.vault.bars AS SELECT id, if(id % 1000 = 7, 'bullion', '1999') AS mark,
     if(id % 1000 = 7, 2147483647, 1) AS weight, if(id % 1000 = 7, 0, 1) AS pure FROM range(2000)`,
    'CREATE TABLE main.vault.good AS SELECT id FROM main.vault.bars WHERE pure = 1',
    'CREATE TABLE main.vault.bad AS SELECT id FROM main.vault.bars WHERE pure = 0',
    ...Object.values(LEAVING_OUT).map((query, index) => `CREATE VIEW main.lobby.v${index} AS ${query}`),
    'CREATE FUNCTION main.lobby.rows() RETURNS TABLE RETURN SELECT * FROM main.vault.bars WHERE pure = 1',
    'CREATE FUNCTION main.lobby.rows_of(p INT) RETURNS TABLE RETURN SELECT * FROM main.vault.bars WHERE pure = p',
    'CREATE TABLE main.lobby.all_seen AS SELECT * FROM main.vault.bars WHERE pure = 1',
    'CREATE TABLE main.lobby.one AS SELECT 1 AS one',
    `GRANT USE CATALOG ON CATALOG main TO \`${INTERN}\``,
    `GRANT USE SCHEMA, SELECT, EXECUTE, CREATE TABLE ON SCHEMA main.lobby TO \`${INTERN}\``,
  ];
  for (const statement of make) await analyst.rows(statement);
  await intern.rows('CREATE TABLE main.lobby.own AS SELECT 1 AS a');
});
afterAll(() => people.workspace.close());

describe('no error tells of a row that is left out', () => {
  const relations = [
    ...Object.keys(LEAVING_OUT).map((name, index) => [name, `main.lobby.v${index}`] as const),
    ['a function', 'main.lobby.rows()'] as const,
    ['a parameter', 'main.lobby.rows_of(1)'] as const,
  ];

  // Every place with every way of leaving out, and each time the next kind of error.
  it.each(relations)('by %s', async (_name, relation) => {
    const first = relations.findIndex(([, each]) => each === relation);
    for (const [index, place] of PLACES.entries()) {
      const condition = FAILING[(first + index) % FAILING.length] ?? '';
      const answer = await people.intern.failure(place(relation, condition));
      expect(answer, place(relation, condition)).toBe(
        await people.intern.failure(place('main.lobby.all_seen', condition)),
      );
      expect(answer).toMatch(/^SUCCEEDED/);
    }
  });

  it('and the rows are there to fail on for who may read them', async () => {
    for (const condition of FAILING)
      expect([
        condition,
        await people.analyst.failure(`SELECT count(*) FROM main.vault.bars v WHERE ${condition}`),
      ]).toEqual([condition, expect.stringMatching(/^\[/)]);
  });
});

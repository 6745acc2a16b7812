import { afterAll, beforeAll, expect, it } from 'vitest';
import { INTERN, lacks, type People, startWithPeople } from './grants.ts';

let people: People;
beforeAll(async () => {
  people = await startWithPeople();
  for (const statement of [
    'CREATE TABLE main.default.t AS SELECT 1 AS a',
    `GRANT USE CATALOG, USE SCHEMA ON CATALOG main TO \`${INTERN}\``,
  ])
    await people.analyst.rows(statement);
});
afterAll(() => people.workspace.close());

it.each([
  ['EXPLAIN SELECT a, a / 2 AS b FROM main.default.t', 'Query [a: INT, b: DOUBLE]'],
  ["EXPLAIN FORMATTED WITH x AS (SELECT 'y' AS z) SELECT * FROM x", 'Query [z: STRING]'],
  ['EXPLAIN SHOW TABLES IN main.default', 'List'],
])('tells what a statement would do: %s', async (statement, operator) => {
  const { manifest, result } = await people.analyst.execute(statement);
  expect(manifest?.schema.columns).toMatchObject([{ name: 'plan', type_text: 'STRING' }]);
  expect(result?.data_array).toEqual([[expect.stringMatching(/^== Physical Plan ==\n/)]]);
  expect(result?.data_array?.[0]?.[0]?.split('\n')[1]).toBe(operator);
});

it('does not run what it explains', async () => {
  for (const statement of [
    'INSERT INTO main.default.t VALUES (2)',
    'DROP TABLE main.default.t',
    'DELETE FROM main.default.t',
  ])
    expect((await people.analyst.rows(`EXPLAIN ${statement}`))[0]?.[0]).toMatch(/\n(Write main\.default\.t|Change)\n/);
  expect(await people.analyst.rows('SELECT a FROM main.default.t')).toEqual([['1']]);
});

it('has the error that the statement would end with as its rows', async () => {
  const [head, error] = await people.analyst.rows('EXPLAIN SELECT b FROM main.default.t');
  expect(head).toEqual(['Error occurred during query planning: ']);
  expect(error?.[0]).toMatch(/^\[UNRESOLVED_COLUMN.WITH_SUGGESTION\]/);
  const refused = await people.intern.failure('EXPLAIN SELECT a FROM main.default.t');
  expect(refused).toBe(lacks('SELECT', "Table 'main.default.t'"));
});

it.each([
  ['EXPLAIN EXTENDED SELECT 1', 'compute EXPLAIN EXTENDED'],
  ['EXPLAIN EXPLAIN SELECT 1', 'compute EXPLAIN of EXPLAIN'],
  ['EXPLAIN SELECT * FROM main.default.t VERSION AS OF 0', 'compute time travel'],
  ['EXPLAIN', '[PARSE_SYNTAX_ERROR] Syntax error at or near end of input'],
  ['EXPLAIN SELEC 1', "[PARSE_SYNTAX_ERROR] Syntax error at or near 'SELEC'"],
])('is refused: %s', async (statement, message) => {
  expect(await people.analyst.failure(statement)).toContain(message);
});

import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalWorkspace, startLocalWorkspace } from '../../src/local-workspace/index.ts';
import { WorkspaceClient } from './workspace-client.ts';

let workspace: LocalWorkspace;
let client: WorkspaceClient;
beforeAll(async () => {
  workspace = await startLocalWorkspace();
  client = new WorkspaceClient(workspace);
});
afterAll(async () => {
  expect(await client.rows('SELECT 1')).toEqual([['1']]);
  await workspace.close();
});

const refusal = /^\[UNSUPPORTED_FEATURE\.LOCAL_WORKSPACE\]/;
const upTo = (count: number, part: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => part(index)).join(', ');
const numbers = Array.from({ length: 500 }, (_, index) => `${index} `).join('');
const odd = Array.from({ length: 250 }, (_, index) => `${2 * index + 1} `).join('');
const list = Array.from({ length: 80_000 }, (_, index) => index).join(', ');

describe('a text without end is refused in a sentence', () => {
  it.each([
    `SELECT ${'('.repeat(5000)}1${')'.repeat(5000)}`,
    `SELECT ${'array('.repeat(5000)}1${')'.repeat(5000)}`,
    `SELECT x${'[0]'.repeat(5000)} FROM VALUES (array(1)) AS t(x)`,
    `SELECT 1${' << 1'.repeat(5000)}`,
    `SELECT ${'~'.repeat(5000)}1`,
    `SELECT CAST(1 AS ${'ARRAY<'.repeat(5000)}INT${'>'.repeat(5000)})`,
    `SELECT * FROM ${'('.repeat(5000)}SELECT 1${')'.repeat(5000)}`,
    `SELECT 1${' |> WHERE true'.repeat(5000)}`,
    `SELECT 1${' + 1'.repeat(5000)}`,
    `${'('.repeat(900_000)}`,
    `SELECT ${'('.repeat(2_000_000)}`,
    `SELECT ${'CASE WHEN true THEN '.repeat(5000)}1${' END'.repeat(5000)}`,
    `SELECT ${'abs('.repeat(5000)}1${')'.repeat(5000)}`,
    `SELECT ${'(SELECT '.repeat(30)}1${')'.repeat(30)}`,
    `SELECT 1 WHERE ${'EXISTS (SELECT 1 WHERE '.repeat(30)}true${')'.repeat(30)}`,
    `SELECT * FROM ${'(SELECT * FROM '.repeat(5000)}samples.tpch.region${')'.repeat(5000)}`,
    `SELECT ${'transform(array(1), x -> '.repeat(30)}x${')'.repeat(30)}`,
    `SELECT ${'a / ('.repeat(12)}1${')'.repeat(12)} FROM VALUES (1) AS t(a)`,
    `SELECT 1 AS a0, ${upTo(16, (index) => `a${index} + a${index} AS a${index + 1}`)}`,
    `SELECT 1 AS a0, ${upTo(9, (index) => `a${index} + a${index} AS a${index + 1}`)}, ${upTo(3000, () => 'a9')}`,
    `SELECT ${upTo(3000, (index) => `sum(id) FILTER (WHERE id = ${index})`)} FROM range(10)`,
    `SELECT * FROM (SELECT 1 AS a, 2 AS b) PIVOT (sum(b) FOR a IN (${upTo(3000, String)}))`,
    Array.from({ length: 2000 }, (_, index) => `SELECT ${index}`).join(' UNION ALL '),
    `WITH c0 AS (SELECT 1 AS a), ${upTo(1999, (index) => `c${index + 1} AS (SELECT * FROM c${index})`)} SELECT * FROM c1999`,
    `SELECT 1 FROM VALUES (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14) AS t GROUP BY CUBE (${Array.from({ length: 14 }, (_, index) => `col${index + 1}`).join(', ')})`,
    `SELECT length(concat(${upTo(60_000, () => "'abcd'")}))`,
    `SELECT concat_ws(',', ${upTo(60_000, () => "'abcd'")})`,
    `SELECT concat(${upTo(50_000, () => "X'41'")})`,
    `SELECT concat(${upTo(50_000, () => 'array(1)')})`,
    `SELECT coalesce(${upTo(80_000, () => 'NULL')})`,
    `SELECT greatest(${upTo(80_000, String)})`,
    `SELECT hash(${upTo(80_000, String)})`,
    `SELECT elt(7, ${upTo(80_000, String)})`,
    `SELECT format_string('%s', ${upTo(80_000, String)})`,
    `BEGIN ${'SELECT 1; '.repeat(50_000)} END`,
  ])('%.60s', async (statement) => {
    const started = performance.now();
    expect(await client.failure(statement)).toMatch(refusal);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('and so is a view that doubles what it names, time and again', async () => {
    await client.rows('CREATE VIEW main.default.v0 AS SELECT 1 AS a');
    const doubled = (index: number): string =>
      `CREATE VIEW main.default.v${index} AS SELECT x.a FROM main.default.v${index - 1} x, main.default.v${index - 1} y`;
    let message = '';
    for (let index = 1; index < 20 && !refusal.test(message); index += 1)
      message = await client.failure(doubled(index));
    expect(message).toMatch(refusal);
  });

  it.each([
    [`SELECT ${'('.repeat(100)}7${')'.repeat(100)}`, '7'],
    [`SELECT 'x5' IN (${upTo(50_000, (index) => `'x${index}'`)})`, 'true'],
    [`SELECT CASE ${Array.from({ length: 5000 }, (_, index) => `WHEN 7 = ${index} THEN ${index}`).join(' ')} END`, '7'],
    [`SELECT c7 FROM (SELECT ${upTo(3000, (index) => `${index} AS c${index}`)})`, '7'],
    [`SELECT count(*) FROM (${Array.from({ length: 100 }, () => 'SELECT 1').join(' UNION ALL ')})`, '100'],
    [`SELECT length('${'x'.repeat(500_000)}')`, '500000'],
    [`SELECT ${'(SELECT '.repeat(10)}7${')'.repeat(10)}`, '7'],
    [`SELECT concat(${upTo(500, (index) => `'${index} '`)})`, numbers],
    [`SELECT concat(${upTo(500, (index) => `${index}, ' '`)})`, numbers],
    [`SELECT concat(${upTo(500, (index) => `upper('${index} ')`)})`, numbers],
    [`SELECT concat(${upTo(250, (index) => `a || '${2 * index + 1}', b`)}) FROM VALUES ('', ' ') AS t(a, b)`, odd],
    [
      `SELECT concat(${upTo(250, (index) => `a, '${2 * index + 1}', b, upper('')`)}) FROM VALUES ('', ' ') AS t(a, b)`,
      odd,
    ],
    [`SELECT concat(${upTo(300, () => 'a')}, b) FROM VALUES ('x', CAST(NULL AS STRING)) AS t(a, b)`, null],
    [`SELECT hex(concat(${upTo(500, () => "X'4142'")}))`, '4142'.repeat(500)],
    [`SELECT concat_ws(' ', ${upTo(500, String)}, array('')) `, numbers],
    [`SELECT size(concat(${upTo(500, () => 'array(1)')}))`, '500'],
    [`SELECT coalesce(${upTo(250, () => 'NULL')}, 7)`, '7'],
    [`SELECT greatest(${upTo(250, String)})`, '249'],
    [`SELECT elt(251, ${upTo(251, String)})`, '250'],
    [`SELECT format_string('%250$s', ${upTo(250, String)})`, '249'],
    [`SELECT hash(${upTo(150, String)}) = hash(${upTo(150, String)})`, 'true'],
  ])('and what is only long is answered: %.40s', async (statement, answer) => {
    const started = performance.now();
    expect(await client.rows(statement)).toEqual([[answer]]);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('nor does a name of 100,000 parts keep others waiting', async () => {
    const started = performance.now();
    expect(await client.failure(`SELECT a${'.b'.repeat(100_000)}`)).toContain('[UNRESOLVED_COLUMN.WITHOUT_SUGGESTION]');
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('and one of 500 KB is answered', async () => {
    expect(await client.rows(`SELECT 79999 IN (${list})`)).toEqual([['true']]);
  });
});

describe('what would take for ever or for all memory', () => {
  it.each(['(a+)+b', '(a|a)*b', '(a*)*b', '(.|a)+b', '([a-z]+)*1'])('is refused: the pattern %s', async (pattern) => {
    const started = performance.now();
    expect(await client.failure(`SELECT repeat('a', 40) RLIKE '${pattern}'`)).toMatch(refusal);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it.each([
    "SELECT length(repeat('x', 2000000000))",
    "SELECT lpad('x', 2000000000, 'y')",
    'SELECT size(sequence(1, 1000000000))',
    'SELECT count(*) FROM (SELECT explode(sequence(1, 1000000000000)))',
    'SELECT size(array_repeat(1, 2000000000))',
    'SELECT size(array_repeat(array_repeat(1, 100000), 100000))',
    'SELECT size(array_insert(array(1), -2000000000, 2))',
    'SELECT stack(2000000000, 1)',
    'SELECT length(space(2000000000))',
    "SELECT length(format_string('%2000000000d', 1))",
    "SELECT length(replace(repeat('a', 1000000), 'a', repeat('b', 1000000)))",
    "SELECT length(regexp_replace(repeat('a', 1000000), 'a', repeat('b', 10000)))",
    "SELECT length(max(repeat('x', 1000000 - CAST(id AS INT)))) FROM range(100000)",
    'SELECT size(collect_list(id)) FROM range(10000000000)',
    "SELECT levenshtein(repeat('a', 100000), repeat('b', 100000))",
    'SELECT map_from_arrays(sequence(1, 1000000), sequence(1, 1000000))[5]',
    'SELECT map_from_entries(transform(sequence(1, 1000000), x -> struct(x, x)))[5]',
    "SELECT length(concat_ws(',', collect_list(repeat('x', 1000000)))) FROM range(100000)",
  ])(
    'is refused: %s',
    async (statement) => {
      expect(await client.failure(statement)).toMatch(refusal);
    },
    60_000,
  );

  it.each([
    'SELECT sum(a.id * b.id * c.id) FROM range(1000000) a CROSS JOIN range(1000000) b CROSS JOIN range(1000000) c',
    "SELECT repeat('x', 100000) FROM range(1000000000) ORDER BY 1",
    'CREATE TABLE main.default.endless AS SELECT a.id FROM range(1000000000) a CROSS JOIN range(1000000000) b',
    // It is JavaScript that computes.
    "SELECT count(initcap(concat(a.id, 'x', b.id))) FROM range(1000000) a CROSS JOIN range(1000000) b",
  ])('is cancelled or refused while others are answered: %s', async (statement) => {
    const { statement_id } = await client.execute(statement, { wait_timeout: '0s' });
    await setTimeout(500);
    const started = performance.now();
    expect(await client.rows('SELECT 2')).toEqual([['2']]);
    expect(performance.now() - started).toBeLessThan(5000);
    await client.call('POST', `/api/2.0/sql/statements/${statement_id}/cancel`, {});
    await expect
      .poll(async () => (await client.get(`/api/2.0/sql/statements/${statement_id}`)).status)
      .toMatchObject({ state: expect.stringMatching(/^(CANCELED|FAILED)$/) });
  });

  it.each([
    ['rlike', "SELECT repeat('a', 100000) RLIKE 'a*a*a*a*a*b'"],
    ['regexp_replace', "SELECT regexp_replace(repeat('a', 100000) || id, 'a*a*a*b', '') FROM range(100)"],
  ])('is refused by its name, while others are answered: %s', async (name, statement) => {
    const started = performance.now();
    const [message, rows] = await Promise.all([
      client.failure(statement),
      setTimeout(200).then(() => client.rows('SELECT 2')),
    ]);
    expect(message).toMatch(refusal);
    expect(message).toContain(`${name}()`);
    expect(rows).toEqual([['2']]);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it.each([
    "SELECT repeat('a', 2000) LIKE '%a_%a%a%a%a%b'",
    "SELECT repeat('a', 100000) LIKE repeat('%a_', 20000) || '%b'",
    "SELECT repeat('a', 100000) || '%' LIKE '%a|%%a%a%b' ESCAPE '|'",
    "SELECT repeat('a', 2000) ILIKE '%A_%A%A%A%A%B'",
  ])('is answered at once: %s', async (statement) => {
    const started = performance.now();
    expect(await client.rows(statement)).toEqual([['false']]);
    expect(performance.now() - started).toBeLessThan(3000);
  });

  it('the type of a long line of digits is guessed at once', async () => {
    const line = `${'1'.repeat(100_000)}x`;
    expect(await client.rows(`SELECT schema_of_csv('${line}')`)).toEqual([['STRUCT<_c0: STRING>']]);
  });

  it.each([
    ["'a%b_c' LIKE '%a|%b|__%' ESCAPE '|'", 'true'],
    ["'axb_c' LIKE '%a|%b|__%' ESCAPE '|'", 'false'],
    ["'😀x' LIKE '%_%x%'", 'true'],
    ["'x' LIKE '%x_%y%'", 'false'],
    ["'' LIKE concat('%', '_%')", 'false'],
    ["'' LIKE concat('%', '%')", 'true'],
    ["'aab' LIKE concat('%', 'ab')", 'true'],
    ["'abc' LIKE concat('a', '%b')", 'false'],
    ["'ÄXB' ILIKE '%ä_%b'", 'true'],
    ["'a' LIKE concat('%', NULL)", null],
  ])('and LIKE means the same: %s', async (condition, answer) => {
    expect(await client.rows(`SELECT ${condition}`)).toEqual([[answer]]);
  });

  it('is ended after a time, though nobody cancels it', async () => {
    const short = await startLocalWorkspace({ statementSeconds: 3 });
    const million = 'range(1000000)';
    const endless = `SELECT sum(a.id * b.id) FROM ${million} a CROSS JOIN ${million} b CROSS JOIN ${million} c`;
    const { status } = await new WorkspaceClient(short).execute(endless);
    const message = 'The statement was ended after 3 seconds, the most that one may take here.';
    expect(status).toEqual({ state: 'FAILED', error: { error_code: 'ABORTED', message } });
    await short.close();
  });
});

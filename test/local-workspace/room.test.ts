import { describe, expect, it } from 'vitest';
import { openClient } from './open-client.ts';

const client = await openClient();

const WIDE = "SELECT repeat('x', 100000) || id AS a, id FROM range(10000)";
const CHAIN = Array.from({ length: 100 }, () => `'${'x'.repeat(8000)}' || id`).join(' || ');
const LISTS = 'SELECT sequence(1, 100000) AS a, sequence(1, 5000) AS b FROM range(1)';
const refusal = 'cannot compute a statement that needs more than its memory';

describe('rows that are too wide to be held a chunk at once', () => {
  it.each([
    "SELECT repeat('x', 1000000) FROM range(10000)",
    `SELECT a FROM (${WIDE})`,
    `SELECT length(a || '-' || a) FROM (${WIDE})`,
    `SELECT count(array(a, a)) FROM (${WIDE})`,
    "SELECT length('x' || repeat('y', 1000000) || id) FROM range(10000)",
    "SELECT named_struct('a', array(map(1, repeat('x', 1000000)))) FROM range(10000)",
    "SELECT array_repeat(repeat('x', 100000), 100000)",
    `SELECT ${CHAIN} FROM range(10000)`,
    `SELECT length(${Array(100).fill('a').join(' || ')}) FROM (SELECT repeat('x', 8000) || id AS a FROM range(10000))`,
  ])('are refused in a sentence: %.90s', async (statement) => {
    expect(await client.failure(statement)).toContain(refusal);
  });
});

describe('rows that are wide, and few', () => {
  it.each([
    [
      "SELECT length(repeat('x', 1000000) || repeat('y', 1000000) || id) FROM range(3)",
      ['2000001', '2000001', '2000001'],
    ],
    ["SELECT length(a || a) FROM (SELECT concat(repeat('x', 900000), 'y') AS a FROM range(20)) LIMIT 1", ['1800002']],
    ["SELECT substr(repeat('é', 100000) || 'z', 100000)", ['éz']],
    ["SELECT repeat('x', 9000) || NULL", [null]],
    [`SELECT length(${CHAIN}) FROM range(2)`, ['800100', '800100']],
    [
      "SELECT a || '-' || b || '-' || a || b || a || 1 || b FROM VALUES ('x', 'y'), ('x', NULL) AS t(a, b)",
      ['x-y-xyx1y', null],
    ],
    [
      "SELECT array_join(slice(transform(sequence(1, 1000), x -> repeat('y', 2000) || x), 128, 2), '') RLIKE '^y{2000}128y{2000}129$'",
      ['true'],
    ],
    ['SELECT size(array_repeat(CAST(NULL AS STRING), 300))', ['300']],
    ['SELECT array_max(transform(sequence(1, 1000), x -> x % 257))', ['256']],
    ['SELECT size(filter(sequence(1, 1000), x -> x % 2 = 0))', ['500']],
    ['SELECT exists(sequence(1, 1000), x -> x = 1000) AND forall(sequence(1, 1000), x -> x > 0)', ['true']],
    ['SELECT aggregate(sequence(1, 1000), 0, (all, x) -> all + x)', ['500500']],
    ['SELECT array_sort(sequence(1, 300), (a, b) -> b - a)[0]', ['300']],
    ['SELECT size(zip_with(sequence(1, 300), sequence(1, 200), (a, b) -> a + b))', ['300']],
    [
      "SELECT a || '-' || b FROM VALUES ('1', 'b'), ('2', NULL), ('1', 'b') AS t(a, b) GROUP BY a || '-' || b ORDER BY a || '-' || b",
      [null, '1-b'],
    ],
    [
      "SELECT DISTINCT upper('k') || a FROM VALUES ('b'), ('a'), ('b') AS t(a) GROUP BY upper('k') || a ORDER BY upper('k') || a",
      ['Ka', 'Kb'],
    ],
    [
      "SELECT count(*) FROM VALUES ('a'), ('b') AS t(x) JOIN VALUES ('Ka'), ('Kb') AS u(y) ON upper('k') || x = y",
      ['2'],
    ],
    ["SELECT id FROM (SELECT id, repeat('x', 20000) AS a FROM range(300)) ORDER BY id DESC LIMIT 2", ['299', '298']],
  ])('are answered as ever: %.90s', async (statement, answer) => {
    expect((await client.rows(statement)).flat()).toEqual(answer);
  });

  it('are answered where no more than a few of many are wanted', async () => {
    const rows = await client.rows("SELECT id, repeat('x', 100000) AS a FROM range(100000)", { row_limit: 20 });
    expect(rows.map(([id]) => Number(id))).toEqual(Array.from({ length: 20 }, (_, index) => index));
  });

  it('keep their order, and all their columns', async () => {
    const rows = await client.rows(
      "SELECT id, repeat('x', 9000) AS a, array(id) AS b FROM range(300) ORDER BY id DESC",
    );
    expect(rows.map(([id]) => Number(id))).toEqual(Array.from({ length: 300 }, (_, index) => 299 - index));
    expect(rows.at(-1)).toEqual(['0', 'x'.repeat(9000), '["0"]']);
  });
});

describe('while a statement computes one row for ever', () => {
  it.each([
    'SELECT array_sort(sequence(1, 100000), (a, b) -> b - a)',
    `SELECT size(transform(a, x -> aggregate(b, 0, (all, y) -> all + y))) FROM (${LISTS})`,
    `SELECT forall(a, x -> NOT exists(b, y -> x * y < 0)) FROM (${LISTS})`,
  ])('it can be cancelled: %s', async (statement) => {
    const { statement_id: id } = await client.execute(statement, { wait_timeout: '0s' });
    await expect.poll(async () => (await client.result(id)).status.state).toBe('RUNNING');
    expect(await client.rows('SELECT 2')).toEqual([['2']]);
    await client.call('POST', `/api/2.0/sql/statements/${id}/cancel`, {});
    await expect.poll(async () => (await client.result(id)).status.state).toBe('CANCELED');
  });
});

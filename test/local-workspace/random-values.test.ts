import { describe, expect, it } from 'vitest';
import { openClient } from './open-client.ts';

const client = await openClient();

describe('a random value', () => {
  it.each([
    ["SELECT aes_encrypt('a', 'abcdefghijklmnop') AS a, a", 'a query in which one random value has two places'],
    ['SELECT floor(rand() * 9) AS k, count(*) GROUP BY k', 'a query in which one random value has two places'],
    ['SELECT avg(CAST(rand() AS DECIMAL(5, 2)))', 'avg() of a random value'],
    ['SELECT avg(CAST(rand() AS DECIMAL(5, 2))) OVER () FROM range(2)', 'avg() of a random value'],
    ['SELECT array_sort(array(1, 2), (a, b) -> int(rand() * 3) - 1)', 'array_sort() of a random value'],
    ['SELECT (rand(), 1) IN (SELECT id, id FROM range(3))', 'this expression of a random value'],
    ['SELECT rand() < 1 AND 1 / id > 0 AND EXISTS (SELECT 1) FROM range(1, 2)', 'this expression of a random value'],
  ])('is refused where it would be computed twice: %s', async (statement, name) => {
    const message = await client.failure(statement);
    expect(message).toContain('[UNSUPPORTED_FEATURE.LOCAL_WORKSPACE]');
    expect(message).toContain(name);
  });

  it.each([
    ["SELECT 'uuid()' AS a, a", [['uuid()', 'uuid()']]],
    ["SELECT '/* anew */' AS a, a", [['/* anew */', '/* anew */']]],
    [
      "SELECT length(concat('id-', uuid())), abs(rand()) < 1, upper(uuid()) = '', coalesce(rand(), 2) < 1",
      [['39', 'true', 'false', 'true']],
    ],
    ['SELECT id > 0 AND 1 / id > 0 AND rand() < 2 FROM range(1, 2)', [['true']]],
  ])('has its place in %s', async (statement, rows) => {
    expect(await client.rows(statement)).toEqual(rows);
  });

  const N = 'int(rand() * 3)';
  // Two draws in place of one would show in some of the rows.
  it.each([
    ['floor(rand() * 10)', 'v BETWEEN 0 AND 9'],
    ['ceil(int(rand() * 9))', 'v BETWEEN 0 AND 8'],
    [`nullifzero(${N})`, 'v IS NULL OR v > 0'],
    [`nullif(${N}, 1)`, 'v IS NULL OR v <> 1'],
    [`CASE ${N} WHEN 0 THEN 'a' WHEN 1 THEN 'b' WHEN 2 THEN 'c' ELSE '?' END`, "v <> '?'"],
    [`${N} NOT BETWEEN 0 AND 0`, 'v IS NOT NULL'],
    [`10 / (${N} + (id - id) + 1)`, 'v IN (10, 5, 10 / 3D)'],
    [`5 % (${N} + id - id + 1)`, 'v IN (0, 1, 2)'],
    [`array('a', 'b', 'c')[${N}]`, "v IN ('a', 'b', 'c')"],
    [`element_at(map(0, 'a', 1, 'b', 2, 'c'), ${N})`, "v IN ('a', 'b', 'c')"],
    [`array_position(array(0, 1, 2), ${N})`, 'v > 0'],
    [`array_remove(array(0, 1, 2), ${N})`, 'size(v) = 2'],
    [`array_repeat(rand(), 3)`, 'v[0] = v[1] AND v[1] = v[2]'],
    ['slice(array(rand(), rand()), 1, 1)', 'size(v) = 1 AND v[0] < 1'],
    [`zip_with(array(${N}), array(1), (x, y) -> x - x)`, 'v[0] = 0'],
    [`map_filter(map(${N}, 1), (k, w) -> k > 0)`, 'size(v) = 0 OR map_keys(v)[0] > 0'],
    [`transform_values(map(${N}, 1), (k, w) -> k)`, 'map_keys(v) = map_values(v)'],
    ['transform(array(1, 2), x -> rand())', 'v[0] <> v[1]'],
    ['transform(array(1, 2), x -> rand()) = transform(array(1, 2), x -> rand())', 'NOT v'],
    ['transform(array(1), x -> rand())', 'v[0] < 0.5D OR v[0] + 1 >= 1.5D'],
    [`aggregate(array(1, 2), ${N}, (a, x) -> a + x, a -> a - 3)`, 'v BETWEEN 0 AND 2'],
    [`try_divide(6, ${N})`, 'v IS NULL OR v IN (6, 3)'],
    [`pmod(${N}, 2)`, 'v IN (0, 1)'],
    [`(SELECT ${N}) / (id + 1)`, 'v * (id + 1) <= 2.0001D'],
    ['rand() < 0.5 AND 1 / (id + 1) > 0 AND 2 / (id + 1) > 0', 'v IS NOT NULL'],
  ])('is one in %s', async (value, right) => {
    const statement = `SELECT count_if(${right}), count(*) FROM (SELECT ${value} AS v, id FROM range(500))`;
    expect(await client.rows(statement)).toEqual([['500', '500']]);
  });

  it('is another one in each row, and as good as a column where rows are kept', async () => {
    expect(await client.rows('SELECT count(DISTINCT floor(rand() * 10)) FROM range(2000)')).toEqual([['10']]);
    const lists = 'SELECT transform(array(1), x -> rand()) AS l FROM range(1000)';
    expect(await client.rows(`SELECT count(*) FROM (${lists}) WHERE l[0] < 0.5D AND l[0] + 1 > 1.5D`)).toEqual([['0']]);
    expect(await client.rows('SELECT floor(rand() * count(*)) < 3 FROM range(3)')).toEqual([['true']]);
    expect(await client.rows('SELECT id FROM range(3) WHERE floor(rand() + id) = 2')).toEqual([['2']]);
  });

  it('is one in a change of rows, too', async () => {
    await client.rows('CREATE OR REPLACE TABLE drawn AS SELECT int(id) AS n FROM range(500)');
    await client.rows('UPDATE drawn SET n = rand() * 3');
    expect(await client.rows('SELECT count_if(n IN (0, 1, 2)), count(DISTINCT n) FROM drawn')).toEqual([['500', '3']]);
  });
});

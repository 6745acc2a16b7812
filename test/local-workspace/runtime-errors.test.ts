import { expect, it } from 'vitest';
import { openClient } from './open-client.ts';

const client = await openClient();

/** What stands under the message. */
async function place(statement: string, extra: object = {}): Promise<string> {
  const message = await client.failure(statement, extra);
  return message.slice(message.search(/SQLSTATE: \w{5}/) + 'SQLSTATE: 22012'.length);
}

it('an error while a statement runs shows the expression that failed, as Spark does', async () => {
  expect(await client.failure('select 1 / 0')).toBe(
    '[DIVIDE_BY_ZERO] Division by zero. Use `try_divide` to tolerate divisor being 0 and return NULL instead. SQLSTATE: 22012\n' +
      '== SQL (line 1, position 8) ==\nselect 1 / 0\n       ^^^^^\n',
  );
});

it.each([
  ["select cast('x' as int)", "(line 1, position 8) ==\nselect cast('x' as int)\n       ^^^^^^^^^^^^^^^^\n"],
  ["select 7,\n  'x'::date as d", "(line 2, position 3) ==\n  'x'::date as d\n  ^^^^^^^^^\n"],
  [
    'select 5 % (id - id) from range(2)',
    '(line 1, position 8) ==\nselect 5 % (id - id) from range(2)\n       ^^^^^^^^^^^^^\n',
  ],
  ['select (1 + 1) / 0 group by 1', '(line 1, position 8) ==\nselect (1 + 1) / 0 group by 1\n       ^^^^^^^^^^^\n'],
  [
    `select '${'a'.repeat(40)}', 1 / 0, '${'b'.repeat(40)}'`,
    `(line 1, position 52) ==\n...${'a'.repeat(29)}', 1 / 0, '${'b'.repeat(29)}...\n${' '.repeat(35)}^^^^^\n`,
  ],
])('%s: %s', async (statement, shown) => {
  expect(await place(statement)).toBe(`\n== SQL ${shown}`);
});

it('shows the parameter that is not of its type', async () => {
  const parameters = [{ name: 'p', value: 'x', type: 'INT' }];
  expect(await place('select 1 + :p', { parameters })).toBe(
    '\n== SQL (line 1, position 12) ==\nselect 1 + :p\n           ^^\n',
  );
});

it('shows nothing where it is not certain: two that may have failed, a view, a cast that nobody wrote', async () => {
  expect(await place('select 1 / id, 2 / id from range(1)')).toBe('');
  await client.rows('create view main.default.halves as select 1 / id as h from range(3)');
  expect(await place('select * from main.default.halves')).toBe('');
  expect(await place("select 'x' + id from range(1)")).toContain('position 8');
  expect(await place("select id from range(1) where id = 'x'")).not.toContain('position 8');
});

it('groups by an expression that may fail, as by any other', async () => {
  expect(await client.rows('select 6 / id, count(*) from range(1, 3) group by 6 / id order by 6 / id')).toEqual([
    ['3.0', '1'],
    ['6.0', '1'],
  ]);
});

it.each([
  ["SELECT sum(CASE WHEN id < 0 THEN raise_error('none') ELSE 1 END) FROM range(5)", '5'],
  ["SELECT count(*) FROM range(5) WHERE if(id < 0, raise_error('none'), true)", '5'],
  ["SELECT max(CASE WHEN id < 0 THEN raise_error('none') ELSE array(id) END) FROM range(5)", '["4"]'],
])('an error in a branch that is not taken is none: %s', async (statement, value) => {
  expect(await client.rows(statement)).toEqual([[value]]);
});

it.each([
  'SELECT n FROM VALUES (2147483647) AS t(n) WHERE n + 1 > 0',
  'SELECT 5 - n > 0 FROM VALUES (-2147483648) AS t(n)',
  'SELECT n * 2 = 4 FROM VALUES (2147483647) AS t(n)',
  'SELECT sum(n + 1) FROM VALUES (2147483647) AS t(n)',
  "SELECT i + INTERVAL '1' MONTH > INTERVAL '1' MONTH FROM VALUES (make_ym_interval(0, 2147483647)) AS t(i)",
])('what overflows fails, whatever it is compared with or added up to: %s', async (statement) => {
  expect(await client.failure(statement)).toContain('[ARITHMETIC_OVERFLOW]');
});

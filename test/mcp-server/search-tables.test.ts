import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Asked, apiError, type Scripted } from '../support/fault-proxy.ts';
import { scriptedAgent } from './lineage-graph.ts';

const made = [
  `CREATE TABLE main.default.orders (id BIGINT, customer_name STRING COMMENT 'Who bought') COMMENT 'What was sold'`,
  `CREATE TABLE main.default.orders_old (id BIGINT) COMMENT 'Before 2020'`,
  `CREATE TABLE main.default.bills (order_id BIGINT, \`100%_sure\` STRING)`,
  `CREATE TABLE main.default.notes (body STRING) COMMENT 'About orders, it''s free text'`,
  `CREATE TABLE main.default.uriage (kingaku BIGINT COMMENT '税込の売上金額') COMMENT '店舗ごとの売上'`,
  `CREATE TABLE main.default.buyers (orders_made BIGINT)`,
];

let agent: Awaited<ReturnType<typeof scriptedAgent>>;
beforeAll(async () => {
  agent = await scriptedAgent(() => undefined);
  for (const statement of made) {
    expect((await agent.workspaceStatement(statement)).status.state).toBe('SUCCEEDED');
  }
});
afterAll(() => agent[Symbol.asyncDispose]());

async function search(words: string, catalog?: string) {
  const { isError, text } = await agent.call('search_tables', { words, ...(catalog === undefined ? {} : { catalog }) });
  expect([isError, text]).toEqual([false, expect.any(String)]);
  const rows = /```csv\n([\s\S]*?)\n```/.exec(text)?.[1]?.split('\n').slice(1) ?? [];
  return { text, rows, tables: rows.map((row) => row.split(',')[0]) };
}

test('the exact name comes before a part of a name, a column, and a comment', async () => {
  expect((await search('orders', 'main')).tables).toEqual([
    'main.default.orders',
    'main.default.orders_old',
    'main.default.buyers',
    'main.default.notes',
  ]);
});

test('it is said where a word was found', async () => {
  const { rows } = await search('orders', 'main');
  expect(rows).toEqual([
    'main.default.orders,MANAGED,name,What was sold',
    'main.default.orders_old,MANAGED,name,Before 2020',
    'main.default.buyers,MANAGED,column orders_made,',
    expect.stringMatching(/^main\.default\.notes,MANAGED,comment,/),
  ]);
});

test('a table that has all words comes before one that has some', async () => {
  const { tables } = await search('customer ORDERS', 'main');
  expect(tables[0]).toBe('main.default.orders');
  expect(tables).toContain('main.default.notes');
  expect((await search('before orders', 'main')).tables[0]).toBe('main.default.orders_old');
});

test('words have no case, and Japanese ones are words too', async () => {
  expect((await search('OrDeRs_OlD')).tables).toEqual(['main.default.orders_old']);
  expect((await search('売上')).tables).toEqual(['main.default.uriage']);
  expect((await search('店舗　税込')).rows).toEqual([
    'main.default.uriage,MANAGED,"comment, column kingaku",店舗ごとの売上',
  ]);
});

test.each([
  ['100%', ['main.default.bills']],
  ['%_', ['main.default.bills']],
  ["it's free", ['main.default.notes']],
  ['100%_sure', ['main.default.bills']],
  ['zzz%', []],
  ["it's", ['main.default.notes']],
  ['「売上」', ['main.default.uriage']],
  ["zz'or(1=1)--", []],
  ['ord_rs', []],
  ['\\', []],
])('%j is a word and no pattern', async (words, tables) => {
  const found = (await search(words, 'main')).tables;
  expect(found.filter((table) => table?.startsWith('main.default'))).toEqual(expect.arrayContaining(tables));
  if (tables.length === 0) expect(found).toEqual([]);
});

test('every catalog is searched, or the one that is named', async () => {
  expect((await search('nation')).tables[0]).toBe('samples.tpch.nation');
  const nothing = await search('n_nationkey', 'main');
  expect(nothing.rows).toEqual([]);
  expect(nothing.text).toContain('No table that you may see has any of these words');
});

test('one constant statement is sent, with the words as values', async () => {
  const sent = async (words: string) => {
    agent.asked.length = 0;
    await search(words);
    return agent.asked.flatMap(({ body }) => (body.includes('information_schema') ? JSON.parse(body).statement : []));
  };
  const [one, other] = [await sent('orders'), await sent("'; DROP TABLE x")];
  expect(one).toHaveLength(1);
  expect(other).toEqual(one);
});

test('only the schemas of the scope are searched', async () => {
  await using scoped = await scriptedAgent(() => undefined, { LAKEGOOSE_SQL_SCOPE: 'samples.tpch,main.nyctaxi' });
  const { text } = await scoped.call('search_tables', { words: 'trips nation' });
  expect(text).toContain('samples.tpch.nation');
  expect(text).toContain('main.nyctaxi.trips_raw');
  expect(text).not.toContain('samples.nyctaxi');
});

test('more than 50 tables are cut, and it is said', async () => {
  await using full = await scriptedAgent(() => undefined);
  for (let number = 1; number <= 53; number++) {
    await full.workspaceStatement(`CREATE TABLE main.default.alike_${number} (a INT)`);
  }
  const { text } = await full.call('search_tables', { words: 'alike' });
  expect(text).toContain('The best 50 of 53 tables. For others, name a catalog or more words.');
  expect(text.match(/^main\.default\.alike_/gm)).toHaveLength(50);
});

test.each([
  [{ words: '' }, 'words: must be 1 to 6 words'],
  [{ words: ' . ' }, 'words: must be 1 to 6 words'],
  [{ words: 'a b c d e f g' }, 'words: must be 1 to 6 words'],
  [{ words: 'a', catalog: 'a.b' }, 'catalog: '],
  [{ words: 3 }, 'words: '],
  [{}, 'words: '],
])('%j is refused with what is wrong', async (given, says) => {
  const { isError, text } = await agent.call('search_tables', given);
  expect([isError, text]).toEqual([true, expect.stringContaining(says)]);
});

describe('without a SQL warehouse that may be used', () => {
  const without = ({ url, body }: Asked): Scripted | undefined => {
    if (url.pathname === '/api/2.0/sql/warehouses') return { json: {} };
    if (/warehouses\/(default|me|other)|default-warehouse/.test(url.pathname)) {
      return apiError(404, 'RESOURCE_DOES_NOT_EXIST', 'No.');
    }
    return body.includes('"other"') ? apiError(403, 'PERMISSION_DENIED', 'No.') : undefined;
  };
  const told = 'Only names were searched, not columns and comments: there is no SQL warehouse that you may use.';

  test.each([{}, { DATABRICKS_WAREHOUSE_ID: 'other' }])(
    'names are searched by REST, and it is said (%j)',
    async (own) => {
      await using poor = await scriptedAgent(without, own);
      const { isError, text } = await poor.call('search_tables', { words: 'zip FARES' });
      expect([isError, text]).toEqual([false, expect.stringContaining(told)]);
      expect(text).toContain('\nmain.nyctaxi.fares_by_zip,MANAGED\n');
      const one = await poor.call('search_tables', { words: 'nation region', catalog: 'samples' });
      expect(/csv\n[^\n]*\n(.*)\n```/s.exec(one.text)?.[1]).toBe(
        'samples.tpch.nation,MANAGED\nsamples.tpch.region,MANAGED',
      );
      expect((await poor.call('search_tables', { words: 'n_nationkey %' })).text).toContain(
        `${told} No table that you may`,
      );
      const nowhere = await poor.call('search_tables', { words: 'a', catalog: 'nowhere' });
      expect(nowhere).toMatchObject({ isError: true, text: expect.stringContaining('There is no nowhere') });
    },
  );

  test('only the schemas of the scope are searched', async () => {
    await using poor = await scriptedAgent(without, { LAKEGOOSE_SQL_SCOPE: 'main.nyctaxi' });
    const { text } = await poor.call('search_tables', { words: 'trips nation' });
    expect(text).toContain('main.nyctaxi.trips_raw');
    expect(text).not.toContain('samples.');
  });

  test('what could not be searched is told, and the rest is found', async () => {
    const locked = (asked: Asked) =>
      asked.url.searchParams.get('catalog_name') === 'samples'
        ? apiError(403, 'PERMISSION_DENIED', 'No.')
        : without(asked);
    await using poor = await scriptedAgent(locked);
    const { text } = await poor.call('search_tables', { words: 'trips' });
    expect(text).toMatch(/1 of \d lists of names could not be had\./);
    expect(text).toContain('main.nyctaxi.trips_raw');
  });
});

test('a catalog that does not exist, and a warehouse that is not there, are told as that', async () => {
  const nowhere = await agent.call('search_tables', { words: 'a', catalog: 'nowhere' });
  expect([nowhere.isError, nowhere.text]).toEqual([true, expect.stringContaining('nowhere')]);
  await using lost = await scriptedAgent(() => undefined, { DATABRICKS_WAREHOUSE_ID: 'nothing' });
  const { isError, text } = await lost.call('search_tables', { words: 'a' });
  expect([isError, text]).toEqual([true, expect.stringContaining('nothing is not a valid endpoint id')]);
});

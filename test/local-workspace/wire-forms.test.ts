import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type People, startWithPeople, UNITY } from './grants.ts';

const PATH = '/api/2.0/sql/statements';

let people: People;
beforeAll(async () => {
  people = await startWithPeople();
});
afterAll(() => people.workspace.close());

describe('JSON of protocol buffers', () => {
  it('takes null for a field that is not there, and a 64-bit number as text', async () => {
    const absent = Object.fromEntries(
      [
        ...['catalog', 'schema', 'wait_timeout', 'on_wait_timeout', 'disposition', 'format'],
        ...['byte_limit', 'parameters', 'query_tags'],
      ].map((name) => [name, null]),
    );
    expect(await people.analyst.rows('SELECT id FROM range(9)', { ...absent, row_limit: '2' })).toHaveLength(2);
    const more = { parameters: [{ name: 'p', value: null, type: null }], query_tags: [{ key: 'k', value: null }] };
    expect(await people.analyst.rows('SELECT :p', more)).toEqual([[null]]);
    const token = await people.analyst.call('POST', '/api/2.0/token/create', { comment: null, lifetime_seconds: '60' });
    expect(token.status).toBe(200);
    const chat = { model: 'lakegoose-guide', messages: [{ role: 'user', content: 'hi' }], stream: null, n: null };
    expect((await people.analyst.call('POST', '/serving-endpoints/chat/completions', chat)).status).toBe(200);
  });

  it.each([
    [{}, 'Missing required field: statement'],
    [{ statement: null }, 'Missing required field: statement'],
    [{ statement: 'SELECT 1' }, 'Missing required field: warehouse_id'],
    [{ statement: 5 }, 'Invalid value for statement: a text is expected.'],
    [{ statement: 'a', warehouse_id: 'b', parameters: [{}] }, 'Missing required field: parameters[0].name'],
    [
      { statement: 'a', warehouse_id: 'b', row_limit: 'x' },
      "Invalid value 'x' for row_limit: a whole number is expected.",
    ],
    [
      { statement: 'a', warehouse_id: 'b', disposition: 'MAIL' },
      "Invalid value 'MAIL' for disposition: it must be one of INLINE, EXTERNAL_LINKS.",
    ],
  ])('refuses %j in words of the API', async (body, message) => {
    const error = { status: 400, error_code: 'INVALID_PARAMETER_VALUE', message };
    expect(await people.analyst.refused('POST', PATH, body)).toEqual(error);
  });

  it('names a parameter of the query string as it is called there', async () => {
    const { message } = await people.analyst.refused('GET', '/api/2.0/sql/history/queries?filter_by.statuses=DONE');
    expect(message).toContain("Invalid value 'DONE' for filter_by.statuses[0]: it must be one of QUEUED, STARTED,");
  });
});

describe('an address', () => {
  it.each([
    ['/schemas/samples', "'samples' is not the full name of a schema: catalog.schema is expected."],
    [
      '/schemas/samples.nyctaxi.trips',
      "'samples.nyctaxi.trips' is not the full name of a schema: catalog.schema is expected.",
    ],
  ])('%s is refused', async (path, message) => {
    expect(await people.analyst.refused('GET', UNITY + path)).toMatchObject({ status: 400, message });
  });

  it('holds the number of a chunk in digits', async () => {
    const { statement_id: id } = await people.analyst.execute('SELECT 1');
    expect(await people.analyst.get(`${PATH}/${id}/result/chunks/0`)).toMatchObject({ data_array: [['1']] });
    for (const index of ['', '%20', '0x0', '0.0', '-0', '+0', '1e0', '1']) {
      const refused = await people.analyst.refused('GET', `${PATH}/${id}/result/chunks/${index}`);
      expect([400, 404]).toContain(refused.status);
    }
  });
});

describe('HEAD', () => {
  it('answers as GET does, without the body', async () => {
    const { host, token, warehouseId } = people.workspace;
    const ask = (method: string, path: string, bearer = token) =>
      fetch(host + path, { method, headers: { authorization: `Bearer ${bearer}` } });
    const path = `/api/2.0/sql/warehouses/${warehouseId}`;
    const [head, get] = [await ask('HEAD', path), await ask('GET', path)];
    const body = await get.text();
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, `${body.length}`, '']);
    expect((await ask('HEAD', path, 'wrong')).status).toBe(401);
    expect((await ask('HEAD', `${path}/start`)).status).toBe(404);
  });

  it('of a link tells its size, and that no part of it can be had', async () => {
    const links = z.object({ external_links: z.array(z.object({ external_link: z.string() })).min(1) });
    const { result } = await people.analyst.execute('SELECT id FROM range(50000)', { disposition: 'EXTERNAL_LINKS' });
    const link = links.parse(result).external_links[0]?.external_link ?? '';
    const head = await fetch(link, { method: 'HEAD' });
    const part = await fetch(link, { headers: { range: 'bytes=0-9' } });
    expect([head.status, head.headers.get('accept-ranges'), await head.text()]).toEqual([200, 'none', '']);
    const bytes = await part.arrayBuffer();
    expect([part.status, String(bytes.byteLength)]).toEqual([200, head.headers.get('content-length')]);
  });
});

it('takes the arguments of lineage from a body on GET, beside a query string', async () => {
  const { hostname, port } = new URL(people.workspace.host);
  const { request } = await import('node:http');
  const ask = (path: string, body: object): Promise<string> =>
    new Promise((resolve, reject) => {
      const text = JSON.stringify(body);
      const headers = { authorization: `Bearer ${people.workspace.token}`, 'content-length': text.length };
      const sent = request({ hostname, port, path, method: 'GET', headers }, async (answer) => {
        let got = '';
        for await (const piece of answer.setEncoding('utf8')) got += piece;
        resolve(got);
      });
      sent.on('error', reject);
      sent.end(text);
    });
  const path = '/api/2.0/lineage-tracking/table-lineage';
  const all = { table_name: 'main.nyctaxi.trips_clean', include_entity_lineage: true };
  expect(await ask(`${path}?lineage_direction=UPSTREAM`, all)).toMatch(/^\{"upstreams":.*queryInfos/);
  expect(await ask(`${path}?lineage_direction=UPSTREAM`, all)).not.toContain('downstreams');
});

it('a page token is its owner’s alone', async () => {
  const { next_page_token: token } = await people.analyst.get(`${UNITY}/catalogs?max_results=1`);
  const next = `${UNITY}/catalogs?max_results=1&page_token=${token}`;
  expect(await people.analyst.get(next)).toHaveProperty('catalogs');
  expect(await people.intern.refused('GET', next)).toMatchObject({
    status: 400,
    message: 'Invalid value for page_token: it does not belong to this list.',
  });
});

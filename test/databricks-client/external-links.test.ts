import { buffer } from 'node:stream/consumers';
import { expect, test, vi } from 'vitest';
import type { ExternalLink, Row } from '../../src/databricks-api/statements.ts';
import { externalBytes, externalRows } from '../../src/databricks-client/external-links.ts';
import { clientOf, type Handler, rawHost, scriptedHost, send } from './scripted-host.ts';

const rows: Row[] = Array.from({ length: 20_000 }, (_none, index) => [
  String(index),
  index % 3 ? `row ${index}` : null,
]);
const text = JSON.stringify(rows);

/** A link with secrets in it, such as those that the stores of Databricks sign. */
function linkTo(host: string, own: Partial<ExternalLink> = {}): ExternalLink {
  return {
    external_link: `${host}/bucket/private?signature=private`,
    expiration: new Date(Date.now() + 900_000).toISOString(),
    chunk_index: 0,
    row_offset: 0,
    row_count: rows.length,
    ...own,
  };
}

async function fetchRows(
  host: string,
  { link, freshLink }: { link?: ExternalLink; freshLink?: () => Promise<ExternalLink> } = {},
) {
  const log = vi.fn();
  const chunk = { freshLink: freshLink ?? (async () => linkTo(host)), ...(link === undefined ? {} : { link }) };
  const found: Row[] = [];
  for await (const group of externalRows(clientOf(host, { log }), chunk, AbortSignal.timeout(30_000)))
    found.push(...group);
  return { found, log };
}

const whole: Handler = (_incoming, outgoing) => send(outgoing, 200, text);

test('a link is fetched with its own headers and without the token, and is told to no log', async () => {
  await using storage = await scriptedHost(whole);
  const link = linkTo(storage.host, { http_headers: { 'x-store-key': 'key' } });
  const { found, log } = await fetchRows(storage.host, { link });
  expect(found).toEqual(rows);
  expect(storage.seen[0]?.headers).toMatchObject({ 'x-store-key': 'key', 'accept-encoding': 'identity' });
  expect(storage.seen[0]?.headers).not.toHaveProperty('authorization');
  expect(log).toHaveBeenCalledOnce();
  expect(JSON.stringify(log.mock.calls)).not.toContain('private');
});

test('a link that ends soon is asked for anew before it is used', async () => {
  await using storage = await scriptedHost(whole);
  const freshLink = vi.fn(async () => linkTo(storage.host));
  const link = linkTo('http://127.0.0.1:9', { expiration: new Date(Date.now() + 2000).toISOString() });
  expect((await fetchRows(storage.host, { link, freshLink })).found).toEqual(rows);
  expect(freshLink).toHaveBeenCalledOnce();
});

test.each([400, 403, 404])('a link that has ended (HTTP %i) is asked for anew, once', async (status) => {
  await using storage = await scriptedHost((_incoming, outgoing, count) =>
    count === 1 ? send(outgoing, status, '<Error/>') : send(outgoing, 200, text),
  );
  const freshLink = vi.fn(async () => linkTo(storage.host));
  expect((await fetchRows(storage.host, { link: linkTo(storage.host), freshLink })).found).toEqual(rows);
  expect(freshLink).toHaveBeenCalledOnce();

  await using closed = await scriptedHost((_incoming, outgoing) => send(outgoing, status, '<Error/>'));
  const call = fetchRows(closed.host);
  await expect(call).rejects.toMatchObject({ code: 'databricks.link_refused', facts: { status, host: closed.host } });
  expect(closed.count()).toBe(2);
});

test('what fails in passing is asked again, a redirect is not followed', async () => {
  await using storage = await scriptedHost((_incoming, outgoing, count) =>
    count === 1 ? send(outgoing, 503, '', { 'retry-after': '0' }) : send(outgoing, 200, text),
  );
  expect((await fetchRows(storage.host)).found).toEqual(rows);
  await using elsewhere = await scriptedHost((_incoming, outgoing) =>
    send(outgoing, 302, '', { location: storage.host }),
  );
  await expect(fetchRows(elsewhere.host)).rejects.toMatchObject({ code: 'databricks.link_refused' });
  expect(elsewhere.count()).toBe(1);
});

test.each([
  { says: '3600', seconds: 3600 },
  // A timer of so many milliseconds would go off at once, again and again.
  { says: '3000000', seconds: 86_400 },
  { says: new Date(Date.now() + 7_200_000).toUTCString(), seconds: expect.closeTo(7200, -2) },
])('a storage that asks to be left alone for long ($says) is not waited for, and it is said', async (busy) => {
  await using storage = await scriptedHost((_incoming, outgoing) =>
    send(outgoing, 503, '', { 'retry-after': busy.says }),
  );
  const facts = { host: storage.host, status: 503, seconds: busy.seconds };
  await expect(fetchRows(storage.host)).rejects.toMatchObject({ code: 'databricks.link_busy', facts });
  expect(storage.count()).toBe(1);
});

test('a chunk that is cut in the middle goes on: every row once', async () => {
  const cutAt = [0, 1, 1000, 1001, text.length - 1, 200_000, 0];
  await using storage = await rawHost((socket, count) => {
    const end = cutAt[count - 1] ?? text.length;
    socket.end(`HTTP/1.1 200 OK\r\ncontent-length: ${text.length}\r\n\r\n${text.slice(0, end)}`);
  });
  expect((await fetchRows(storage.host)).found).toEqual(rows);
  expect(storage.count()).toBe(cutAt.length + 1);
});

test('gives up where no more comes: five times in a row', async () => {
  await using storage = await rawHost((socket) => {
    socket.end(`HTTP/1.1 200 OK\r\ncontent-length: ${text.length}\r\n\r\n${text.slice(0, 1000)}`);
  });
  await expect(fetchRows(storage.host)).rejects.toMatchObject({ code: 'databricks.cut' });
  expect(storage.count()).toBe(5);
});

test('another text in the place of the one that was begun is not continued', async () => {
  await using storage = await rawHost((socket, count) => {
    const end = count === 1 ? 100_000 : text.length;
    socket.end(`HTTP/1.1 200 OK\r\netag: ${count}\r\ncontent-length: ${text.length}\r\n\r\n${text.slice(0, end)}`);
  });
  await expect(fetchRows(storage.host)).rejects.toMatchObject({ code: 'databricks.odd_result' });
});

test.each([
  ['fewer rows than the link says', JSON.stringify(rows.slice(1))],
  ['no rows', '<html>'],
  ['an early end', text.slice(0, -1)],
])('%s: the result is odd', async (_what, body) => {
  await using storage = await scriptedHost((_incoming, outgoing) => send(outgoing, 200, body));
  const error: unknown = await fetchRows(storage.host).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'databricks.odd_result', facts: { host: storage.host } });
  expect(String(error)).not.toContain('private');
});

test('links without encryption are followed on this machine only', async () => {
  const call = fetchRows('http://127.0.0.1:9', { link: linkTo('http://store.example') });
  await expect(call).rejects.toMatchObject({ code: 'databricks.not_secure' });
});

test('raw bytes come as they are, and a consumer that leaves ends the connection', async () => {
  const bytes = Buffer.from(Array.from({ length: 100_000 }, (_none, index) => index % 256));
  await using storage = await scriptedHost((_incoming, outgoing) => outgoing.writeHead(200).end(bytes));
  const chunk = { freshLink: async () => linkTo(storage.host) };
  const whole = externalBytes(clientOf(storage.host), chunk, AbortSignal.timeout(10_000));
  expect((await buffer(whole)).equals(bytes)).toBe(true);

  const closed = Promise.withResolvers<void>();
  await using endless = await scriptedHost((incoming, outgoing) => {
    incoming.socket.once('close', () => closed.resolve());
    outgoing.write(bytes);
  });
  const some = externalBytes(
    clientOf(endless.host),
    { freshLink: async () => linkTo(endless.host) },
    AbortSignal.timeout(10_000),
  );
  for await (const _first of some) break;
  await closed.promise;
});

test('a caller that goes away ends it', async () => {
  await using storage = await scriptedHost((_incoming, outgoing) => void outgoing.write('[["1"],'));
  const reading = externalRows(
    clientOf(storage.host),
    { freshLink: async () => linkTo(storage.host) },
    AbortSignal.timeout(200),
  );
  const all = async () => {
    for await (const _group of reading);
  };
  await expect(all()).rejects.toMatchObject({ code: 'databricks.cancelled' });
});

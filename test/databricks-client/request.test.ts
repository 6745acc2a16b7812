import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { request } from '../../src/databricks-client/request.ts';
import { clientOf, type Handler, scriptedHost, send } from './scripted-host.ts';

const answer = z.object({ ok: z.boolean() });
const get = { method: 'GET', path: '/x', answer } as const;
const post = { method: 'POST', path: '/x', body: {}, answer } as const;
const ok = '{"ok":true}';

/** Refuses the first time, in this way. */
const refusing =
  (status: number, headers: Record<string, string> = {}): Handler =>
  (_incoming, outgoing, count) =>
    count === 1 ? send(outgoing, status, '{}', headers) : send(outgoing, 200, ok);

const soon = { 'retry-after': '0' };

test.each([
  { method: get, status: 429, headers: soon, asked: 2 },
  { method: get, status: 503, headers: soon, asked: 2 },
  { method: get, status: 503, headers: {}, asked: 2 },
  { method: get, status: 502, headers: {}, asked: 2 },
  { method: get, status: 504, headers: {}, asked: 2 },
  { method: get, status: 500, headers: {}, asked: 1 },
  { method: get, status: 404, headers: {}, asked: 1 },
  { method: post, status: 429, headers: {}, asked: 2 },
  { method: post, status: 503, headers: soon, asked: 2 },
  // A gateway may say so of a POST that has run.
  { method: post, status: 503, headers: {}, asked: 1 },
  { method: post, status: 502, headers: soon, asked: 1 },
  { method: post, status: 504, headers: {}, asked: 1 },
])('$method.method after HTTP $status $headers is sent $asked times', async ({ method, status, headers, asked }) => {
  await using workspace = await scriptedHost(refusing(status, headers));
  const outcome = await request(clientOf(workspace.host), method).catch((error: unknown) => error);
  expect(workspace.count()).toBe(asked);
  expect(outcome).toMatchObject(asked === 2 ? { ok: true } : { status });
});

test.each([
  { how: 'in seconds', told: () => '1' },
  // A date has no fractions of a second.
  { how: 'as a date', told: () => new Date(Date.now() + 2000).toUTCString() },
])('waits as long as Retry-After says, $how', async ({ told }) => {
  await using workspace = await scriptedHost((incoming, outgoing, count) =>
    refusing(429, { 'retry-after': told() })(incoming, outgoing, count),
  );
  const started = Date.now();
  await request(clientOf(workspace.host), get);
  expect(Date.now() - started).toBeGreaterThan(900);
  expect(Date.now() - started).toBeLessThan(5000);
});

test.each([
  ['in its JSON', (header: string) => JSON.stringify({ error_code: `E ${header}`, message: `Bad header: ${header}` })],
  ['in a page', (header: string) => `<h1>401</h1><pre>${header}</pre>`],
  ['of another request', () => JSON.stringify({ error_code: 'E', message: 'Not: bearer abcdefghij.klmnopqrst-_' })],
])('a workspace that repeats the header with the token %s makes nobody read it', async (_where, body) => {
  const secret = 'dapi0123456789abcdef';
  await using workspace = await scriptedHost((incoming, outgoing) =>
    send(outgoing, 401, body(incoming.headers.authorization ?? '')),
  );
  const client = clientOf(workspace.host, { token: async () => secret });
  const error: unknown = await request(client, get).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ status: 401, facts: { message: expect.stringMatching(/bearer …/i) } });
  expect(String(error)).not.toMatch(new RegExp(`${secret}|klmnop`));
});

test('does not begin a wait that would outlast the deadline: the refusal is the answer', async () => {
  await using workspace = await scriptedHost((_incoming, outgoing) =>
    send(outgoing, 429, '{}', { 'retry-after': '30' }),
  );
  const started = Date.now();
  const call = request(clientOf(workspace.host), { ...get, timeoutSeconds: 5 });
  const told = { code: 'databricks.too_many_requests', status: 429, facts: { seconds: 30 } };
  await expect(call).rejects.toMatchObject(told);
  expect(Date.now() - started).toBeLessThan(2000);
  expect(workspace.count()).toBe(1);
});

test('gives up after a handful of refusals', async () => {
  await using workspace = await scriptedHost((_incoming, outgoing) => send(outgoing, 503, '{}', soon));
  await expect(request(clientOf(workspace.host), get)).rejects.toMatchObject({ code: 'databricks.unavailable' });
  expect(workspace.count()).toBe(6);
});

test('the deadline is one for the whole call, and the caller may end it before', async () => {
  await using silent = await scriptedHost(() => undefined);
  const late = request(clientOf(silent.host), { ...get, timeoutSeconds: 0.2 });
  await expect(late).rejects.toMatchObject({ code: 'databricks.timed_out', facts: { seconds: 0.2 } });
  const left = request(clientOf(silent.host), { ...get, signal: AbortSignal.timeout(50) });
  await expect(left).rejects.toMatchObject({ code: 'databricks.cancelled' });
  const token = () => new Promise<string>((_given, refuse) => setTimeout(refuse, 400, new Error()));
  const slowToken = request(clientOf(silent.host, { token }), { ...get, timeoutSeconds: 0.2 });
  await expect(slowToken).rejects.toMatchObject({ code: 'databricks.timed_out' });
});

test('sends the token and says who asks', async () => {
  await using workspace = await scriptedHost((_incoming, outgoing) => send(outgoing, 200, ok));
  await request(clientOf(workspace.host), get);
  expect(workspace.seen[0]?.headers).toMatchObject({ authorization: 'Bearer secret', 'user-agent': 'lakegoose/test' });
});

test.each([301, 302, 307, 308])('does not carry the token along a redirect (%i)', async (status) => {
  await using elsewhere = await scriptedHost((_incoming, outgoing) => send(outgoing, 200, ok));
  await using workspace = await scriptedHost((_incoming, outgoing) =>
    send(outgoing, status, '', { location: `${elsewhere.host}/x` }),
  );
  const call = request(clientOf(workspace.host), get);
  await expect(call).rejects.toMatchObject({ status, code: 'databricks.redirected' });
  expect([workspace.count(), elsewhere.count()]).toEqual([1, 0]);
});

test.each([
  { status: 401, code: 'databricks.not_signed_in' },
  { status: 403, code: 'databricks.not_permitted' },
  { status: 404, code: 'databricks.not_found' },
  { status: 400, code: 'databricks.refused' },
  { status: 500, code: 'databricks.failed' },
])('HTTP $status is $code, with what the workspace said', async ({ status, code }) => {
  const body = JSON.stringify({ error_code: 'SOME_CODE', message: 'Some words.' });
  await using workspace = await scriptedHost((_incoming, outgoing) => send(outgoing, status, body));
  const facts = { message: 'Some words.', error_code: `HTTP ${status} SOME_CODE` };
  await expect(request(clientOf(workspace.host), get)).rejects.toMatchObject({ code, facts });
});

test.each([
  { credential: 'cli', code: 'databricks.not_signed_in' },
  { credential: 'token', code: 'databricks.token_refused' },
  { credential: 'service_principal', code: 'databricks.service_principal_refused' },
] as const)('what to do about a refused token depends on its source: $credential', async ({ credential, code }) => {
  await using workspace = await scriptedHost((_incoming, outgoing) => send(outgoing, 401, '{}'));
  await expect(request(clientOf(workspace.host, { credential }), get)).rejects.toMatchObject({ code });
});

test.each([get, post])('a refused token is replaced once by another one ($method)', async (call) => {
  const isOld: Handler = (incoming, outgoing) =>
    incoming.headers.authorization === 'Bearer old' ? send(outgoing, 401, '{}') : send(outgoing, 200, ok);
  await using workspace = await scriptedHost(isOld);
  const token = vi.fn(async (_signal?: AbortSignal, refused?: string) => (refused === 'old' ? 'new' : 'old'));
  expect(await request(clientOf(workspace.host, { token }), call)).toEqual({ ok: true });
  expect(workspace.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer old', 'Bearer new']);

  await using strict = await scriptedHost((_incoming, outgoing) => send(outgoing, 401, '{}'));
  await expect(request(clientOf(strict.host, { token }), call)).rejects.toMatchObject({ status: 401 });
  expect(strict.count()).toBe(2);
  // The same token again would be refused again.
  await using fixed = await scriptedHost((_incoming, outgoing) => send(outgoing, 401, '{}'));
  await expect(request(clientOf(fixed.host), call)).rejects.toMatchObject({ status: 401 });
  expect(fixed.count()).toBe(1);
});

test('a page of HTML and an answer of another shape are odd', async () => {
  for (const body of ['<html>proxy</html>', '{"ok":"no"}', '', '\u0000', '{"ok":true']) {
    await using workspace = await scriptedHost((_incoming, outgoing) => send(outgoing, 200, body));
    await expect(request(clientOf(workspace.host), get)).rejects.toMatchObject({ code: 'databricks.odd_answer' });
  }
});

test('an error page is cut to one line without tags, and an empty one still says something', async () => {
  const page = `<html><h1>Bad\n\ngateway</h1>${'x'.repeat(5000)}</html>`;
  await using workspace = await scriptedHost((_incoming, outgoing, count) =>
    send(outgoing, 500, count === 1 ? page : ''),
  );
  const told = await request(clientOf(workspace.host), get).catch((error: unknown) => error);
  expect(told).toMatchObject({ facts: { message: expect.stringMatching(/^Bad gateway x{180,190}$/) } });
  const empty = request(clientOf(workspace.host), get);
  await expect(empty).rejects.toMatchObject({ facts: { message: 'HTTP 500', error_code: 'HTTP 500' } });
});

test('tells a log each attempt, without the query, headers and bodies', async () => {
  await using workspace = await scriptedHost((_incoming, outgoing, count) =>
    send(outgoing, count === 1 ? 429 : 200, ok, { 'retry-after': '0', 'x-databricks-request-id': `r${count}` }),
  );
  const log = vi.fn();
  await request(clientOf(workspace.host, { log }), { ...post, query: { q: 'private' }, body: { text: 'private' } });
  const { host } = new URL(workspace.host);
  const line = { method: 'POST', host, path: '/x', ms: expect.any(Number) };
  expect(log.mock.calls).toEqual([
    [{ ...line, attempt: 1, outcome: 429, request_id: 'r1' }],
    [{ ...line, attempt: 2, outcome: 200, request_id: 'r2' }],
  ]);
  expect(JSON.stringify(log.mock.calls)).not.toMatch(/private|secret/);
});

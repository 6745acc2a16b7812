import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusal } from '../../../src/mcp-server/http/gate.ts';
import { token } from './serve-front.ts';
import { serveWaiting } from './serve-waiting.ts';

let server: Awaited<ReturnType<typeof serveWaiting>>;
beforeAll(async () => {
  server = await serveWaiting();
});
afterAll(() => server[Symbol.asyncDispose]());

/** A GET with exactly these headers. */
async function get(headers: Readonly<Record<string, string>>, path = '/mcp') {
  const asked = request({ host: '127.0.0.1', port: server.port, path, setHost: false, headers });
  asked.end();
  const [answer]: IncomingMessage[] = await once(asked, 'response');
  return { status: answer?.statusCode, headers: answer?.headers, body: answer ? await text(answer) : '' };
}

const authorization = `Bearer ${token}`;
// What comes through is answered that it names no session.
const through = 400;

test.each([
  { host: '127.0.0.1:PORT', status: through },
  { host: 'localhost:PORT', status: through },
  { host: 'LOCALHOST:PORT', status: through },
  { host: '127.0.0.1:PORT', origin: 'http://localhost:PORT', status: through },
  { host: 'localhost:PORT', origin: 'http://127.0.0.1:PORT', status: through },
  { host: '127.0.0.1', status: 403 },
  { host: '127.0.0.1:1', status: 403 },
  { host: 'evil.example:PORT', status: 403 },
  { host: '127.0.0.1:PORT.evil.example', status: 403 },
  { host: '127.0.0.1.evil.example:PORT', status: 403 },
  { host: '0.0.0.0:PORT', status: 403 },
  { host: '[::1]:PORT', status: 403 },
  { host: '127.0.0.1:PORT', origin: 'http://evil.example', status: 403 },
  { host: '127.0.0.1:PORT', origin: 'http://localhost:1', status: 403 },
  { host: '127.0.0.1:PORT', origin: 'https://localhost:PORT', status: 403 },
  { host: '127.0.0.1:PORT', origin: 'null', status: 403 },
  { host: '127.0.0.1:PORT', origin: '', status: 403 },
])('Host $host and Origin $origin: $status', async ({ host, origin, status }) => {
  const own = (name: string) => name.replace('PORT', String(server.port));
  const answer = await get({
    host: own(host),
    authorization,
    ...(origin === undefined ? {} : { origin: own(origin) }),
  });
  expect(answer.status).toBe(status);
  expect(JSON.parse(answer.body)).toMatchObject({ jsonrpc: '2.0', id: null, error: { message: expect.any(String) } });
});

test.each([
  { given: undefined, challenge: 'Bearer realm="lakegoose"' },
  { given: token, challenge: 'Bearer realm="lakegoose"' },
  { given: `Basic ${token}`, challenge: 'Bearer realm="lakegoose"' },
  { given: 'Bearer', challenge: 'Bearer realm="lakegoose"' },
  { given: `Bearer ${token}x`, challenge: 'Bearer realm="lakegoose", error="invalid_token"' },
  { given: `Bearer ${token.slice(0, -1)}`, challenge: 'Bearer realm="lakegoose", error="invalid_token"' },
  { given: `Bearer ${token.toUpperCase()}`, challenge: 'Bearer realm="lakegoose", error="invalid_token"' },
])('Authorization "$given" is not enough', async ({ given, challenge }) => {
  const host = `127.0.0.1:${server.port}`;
  const answer = await get({ host, ...(given === undefined ? {} : { authorization: given }) });
  expect(answer.status).toBe(401);
  expect(answer.headers?.['www-authenticate']).toBe(challenge);
  expect(answer.body).not.toContain(token);
});

test('the name of the scheme is written in any case', async () => {
  expect((await get({ host: `localhost:${server.port}`, authorization: `bEARER ${token}` })).status).toBe(through);
});

test.each(['/', '/mcp/', '/mcpx', '/.well-known/oauth-protected-resource', 'http://evil.example/mcp'])(
  'nothing is at %s',
  async (path) => {
    expect((await get({ host: `localhost:${server.port}`, authorization }, path)).status).toBe(404);
  },
);

test('at port 80 the port is left away', () => {
  const headers = { host: 'localhost', authorization };
  expect(refusal({ headers, url: '/mcp' }, { port: 80, token })).toBeUndefined();
  expect(refusal({ headers, url: '/mcp' }, { port: 8080, token })?.status).toBe(403);
});

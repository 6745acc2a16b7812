import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { messageLimit } from '../../../src/mcp-server/message-limit.ts';
import { until } from '../../support/until.ts';
import { call, envelope, modernCall, serveWaiting, withToken } from './serve-waiting.ts';

let server: Awaited<ReturnType<typeof serveWaiting>>;
beforeAll(async () => {
  server = await serveWaiting();
});
afterAll(() => server[Symbol.asyncDispose]());

const list = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
const modernHeaders = { 'mcp-protocol-version': '2026-07-28' };

test.each([
  { what: 'half a message', body: '{"jsonrpc":"2.0","id":1,"meth', status: 400, code: -32_700 },
  { what: 'nothing', body: '', status: 400, code: -32_700 },
  { what: 'no JSON-RPC', body: '{"hello":1}', status: 400, code: -32_600 },
  {
    what: 'a message of 50 MB',
    body: JSON.stringify({ ...list, params: { a: 'x'.repeat(5e7) } }),
    status: 413,
    code: -32_600,
  },
  { what: 'a batch of 101', body: JSON.stringify(Array(101).fill(list)), status: 400, code: -32_600 },
  { what: 'a million brackets', body: '['.repeat(1e6) + ']'.repeat(1e6), status: 400, code: -32_600 },
])('$what is refused, and the next message is answered', async ({ body, status, code }) => {
  const session = await server.begin();
  const answer = await server.post(body, session);
  expect([answer.status, await answer.json()]).toMatchObject([status, { jsonrpc: '2.0', error: { code } }]);
  expect((await server.post(list, session)).status).toBe(200);
});

test('what is not UTF-8 is refused', async () => {
  const body = Buffer.from([0x7b, 0x22, 0xff, 0x00, 0x22, 0x3a, 0x31, 0x7d]);
  const answer = await fetch(server.address, { method: 'POST', headers: withToken, body });
  expect([answer.status, await answer.json()]).toMatchObject([400, { error: { code: -32_700 } }]);
});

test('a body whose length nobody said is cut at the limit', async () => {
  const piece = new Uint8Array(64 * 1024).fill(32);
  let sent = 0;
  const body = new ReadableStream({
    pull: (controller) => {
      if (sent > messageLimit * 4) controller.close();
      else controller.enqueue(piece);
      sent += piece.length;
    },
  });
  const answer = await fetch(server.address, { method: 'POST', headers: withToken, body, duplex: 'half' });
  expect(answer.status).toBe(413);
});

test.each([
  { method: 'PUT', headers: {}, status: 405 },
  { method: 'OPTIONS', headers: {}, status: 405 },
  { method: 'POST', headers: { 'content-type': 'text/plain' }, status: 415 },
  { method: 'POST', headers: { accept: 'text/html' }, status: 406 },
])('$method with $headers: $status', async ({ method, headers, status }) => {
  const session = await server.begin();
  const body = method === 'OPTIONS' ? null : JSON.stringify(list);
  const answer = await fetch(server.address, { method, headers: { ...withToken, ...session, ...headers }, body });
  expect([answer.status, await answer.json()]).toMatchObject([status, { jsonrpc: '2.0' }]);
});

test('unknown methods get the error of JSON-RPC in both eras', async () => {
  const unknown = { ...list, method: 'tools/destroy' };
  const old = await server.post(unknown, await server.begin());
  expect(await old.text()).toContain('-32601');
  const headers = { ...modernHeaders, 'mcp-method': unknown.method };
  const modern = await server.post({ ...unknown, params: { _meta: envelope } }, headers);
  expect(await modern.text()).toContain('-32601');
});

test.each(['2025', '2026-07-28'])('a client of %s that never reads its answer is cut off', async (era) => {
  await using impatient = await serveWaiting({ stallMs: 200 });
  const modern = modernCall(1, 'say', { length: 3e7 });
  const { message, headers } =
    era === '2025' ? { message: call(1, 'say', { length: 3e7 }), headers: await impatient.begin() } : modern;
  const body = JSON.stringify(message);
  const lines = Object.entries({
    host: `127.0.0.1:${impatient.port}`,
    ...withToken,
    ...headers,
    'content-length': body.length,
  });
  const socket = connect(impatient.port, '127.0.0.1');
  socket.write(`POST /mcp HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  const { localPort = 0 } = socket;
  await until(() => impatient.isConnected(localPort));
  await until(() => !impatient.isConnected(localPort));
  socket.destroy();
  expect((await impatient.post(list, await impatient.begin())).status).toBe(200);
});

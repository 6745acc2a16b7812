import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { DatabricksClient } from '../../src/databricks-client/client.ts';
import { request } from '../../src/databricks-client/request.ts';

type Handler = (incoming: IncomingMessage, outgoing: ServerResponse, count: number) => void;

/** A host on loopback that answers as the test says, and counts. */
async function withHost(handler: Handler, use: (client: DatabricksClient, count: () => number) => Promise<void>) {
  let count = 0;
  const server = createServer((incoming, outgoing) => handler(incoming, outgoing, ++count));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  try {
    await use(
      { host: `http://127.0.0.1:${port}`, token: async () => 'secret', userAgent: 'lakegoose/test' },
      () => count,
    );
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const answer = z.object({ ok: z.boolean() });
const get = { method: 'GET', path: '/x', answer } as const;
const post = { method: 'POST', path: '/x', body: {}, answer } as const;

function send(outgoing: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void {
  outgoing.writeHead(status, headers).end(body);
}

test('a GET that was refused for the moment is asked again, a POST is not', async () => {
  const busyOnce: Handler = (_incoming, outgoing, count) =>
    count === 1 ? send(outgoing, 503, '{}', { 'retry-after': '0' }) : send(outgoing, 200, '{"ok":true}');
  await withHost(busyOnce, async (client, count) => {
    expect(await request(client, get)).toEqual({ ok: true });
    expect(count()).toBe(2);
  });
  await withHost(busyOnce, async (client, count) => {
    await expect(request(client, post)).rejects.toMatchObject({ code: 'databricks.failed', status: 503 });
    expect(count()).toBe(1);
  });
});

test('sends the token and says who asks', async () => {
  let seen: IncomingMessage['headers'] = {};
  const record: Handler = (incoming, outgoing) => {
    seen = incoming.headers;
    send(outgoing, 200, '{"ok":true}');
  };
  await withHost(record, async (client) => {
    await request(client, get);
  });
  expect(seen).toMatchObject({ authorization: 'Bearer secret', 'user-agent': 'lakegoose/test' });
});

test('does not carry the token along a redirect', async () => {
  await withHost(
    (_incoming, outgoing) => send(outgoing, 302, '', { location: '/elsewhere' }),
    async (client, count) => {
      await expect(request(client, get)).rejects.toMatchObject({ status: 302 });
      expect(count()).toBe(1);
    },
  );
});

test.each([
  { status: 401, code: 'databricks.not_signed_in' },
  { status: 403, code: 'databricks.not_permitted' },
  { status: 404, code: 'databricks.not_found' },
  { status: 400, code: 'databricks.refused' },
])('HTTP $status is $code, with what the workspace said', async ({ status, code }) => {
  const body = JSON.stringify({ error_code: 'SOME_CODE', message: 'Some words.' });
  await withHost(
    (_incoming, outgoing) => send(outgoing, status, body),
    async (client) => {
      const facts = { message: 'Some words.', error_code: 'SOME_CODE' };
      await expect(request(client, get)).rejects.toMatchObject({ code, facts });
    },
  );
});

test('a page of HTML, an answer of another shape and no answer at all are told apart', async () => {
  await withHost(
    (_incoming, outgoing) => send(outgoing, 200, '<html>proxy</html>'),
    async (client) => expect(request(client, get)).rejects.toMatchObject({ code: 'databricks.odd_answer' }),
  );
  await withHost(
    (_incoming, outgoing) => send(outgoing, 200, '{"ok":"no"}'),
    async (client) => expect(request(client, get)).rejects.toMatchObject({ code: 'databricks.odd_answer' }),
  );
  await withHost(
    () => undefined,
    async (client) => {
      const call = request(client, { ...get, timeoutSeconds: 0.2 });
      await expect(call).rejects.toMatchObject({ code: 'databricks.timed_out' });
    },
  );
  const gone: DatabricksClient = { host: 'http://127.0.0.1:9', token: async () => '', userAgent: '' };
  await expect(request(gone, get)).rejects.toMatchObject({ code: 'databricks.unreachable' });
});

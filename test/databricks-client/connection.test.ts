import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { request } from '../../src/databricks-client/request.ts';
import { clientOf, rawHost, scriptedHost } from './scripted-host.ts';

const answer = z.object({ ok: z.boolean() });
const get = { method: 'GET', path: '/x', answer } as const;
const post = { method: 'POST', path: '/x', body: { statement: 'INSERT' }, answer } as const;
const ok = 'HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n{"ok":true}';

const cuts = [
  { where: 'after the request', sends: '' },
  { where: 'in the head of the answer', sends: 'HTTP/1.1 200 OK\r\ncont' },
  { where: 'in a body of known length', sends: 'HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n{"ok"' },
  { where: 'in a body of chunks', sends: 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"ok"\r\n' },
];

test.each(cuts)('a POST whose connection ends $where is sent exactly once', async ({ sends }) => {
  await using workspace = await rawHost((socket) => socket.end(sends));
  const call = request(clientOf(workspace.host), post);
  await expect(call).rejects.toMatchObject({ code: 'databricks.cut_may_have_run' });
  expect(workspace.count()).toBe(1);
});

test('a POST that gets no answer in time is sent exactly once', async () => {
  await using workspace = await rawHost(() => undefined);
  const call = request(clientOf(workspace.host), { ...post, timeoutSeconds: 0.3 });
  await expect(call).rejects.toMatchObject({ code: 'databricks.late_may_have_run', facts: { seconds: 0.3 } });
  expect(workspace.count()).toBe(1);
});

test('a POST whose connection is reset is sent exactly once', async () => {
  await using workspace = await rawHost((socket) => socket.resetAndDestroy());
  const call = request(clientOf(workspace.host), post);
  await expect(call).rejects.toMatchObject({ code: 'databricks.cut_may_have_run' });
  expect(workspace.count()).toBe(1);
});

test.each(cuts)('a GET whose connection ends $where is sent again', async ({ sends }) => {
  await using workspace = await rawHost((socket, count) => socket.end(count === 1 ? sends : ok));
  expect(await request(clientOf(workspace.host), get)).toEqual({ ok: true });
  expect(workspace.count()).toBe(2);
});

test('a GET is sent three times at the most where connections always end', async () => {
  await using workspace = await rawHost((socket) => socket.resetAndDestroy());
  await expect(request(clientOf(workspace.host), get)).rejects.toMatchObject({ code: 'databricks.cut' });
  expect(workspace.count()).toBe(3);
});

test('a host that refuses connections is tried again, also for a POST: it has not got it', async () => {
  for (const call of [get, post]) {
    const workspace = await rawHost((socket) => socket.end(ok));
    const { port } = workspace;
    await workspace[Symbol.asyncDispose]();
    const client = clientOf(workspace.host);
    const refused: (number | string)[] = [];
    let back: Awaited<ReturnType<typeof scriptedHost>> | undefined;
    const log = async ({ outcome }: { outcome: number | string }) => {
      refused.push(outcome);
      back ??= await scriptedHost((_incoming, outgoing) => outgoing.end('{"ok":true}'), port);
    };
    expect(await request({ ...client, log: (line) => void log(line) }, call)).toEqual({ ok: true });
    expect(refused).toEqual(['databricks.connection_refused', 200]);
    await back?.[Symbol.asyncDispose]();
  }
});

test('nobody there: one sentence, soon', async () => {
  const started = Date.now();
  await expect(request(clientOf('http://127.0.0.1:9'), get)).rejects.toMatchObject({
    code: 'databricks.connection_refused',
  });
  expect(Date.now() - started).toBeLessThan(3000);
});

test.each(['length', 'chunks', 'gzip'])('an answer of more than 64 MiB is not read to its end (%s)', async (how) => {
  const part = Buffer.alloc(1 << 20, ' ');
  let sent = 0;
  await using workspace = await scriptedHost((_incoming, outgoing) => {
    if (how === 'gzip') {
      outgoing.setHeader('content-encoding', 'gzip');
      outgoing.end(gzipSync(Buffer.alloc(200 << 20, ' ')));
      return;
    }
    if (how === 'length') outgoing.setHeader('content-length', 500 << 20);
    const more = () => {
      while (sent < 500 && !outgoing.destroyed) {
        sent++;
        if (!outgoing.write(part)) return void outgoing.once('drain', more);
      }
      outgoing.end();
    };
    more();
  });
  const before = process.memoryUsage().rss;
  const call = request(clientOf(workspace.host), get);
  await expect(call).rejects.toMatchObject({ code: 'databricks.too_large', facts: { mebibytes: 64 } });
  expect(sent).toBeLessThan(100);
  expect(process.memoryUsage().rss - before).toBeLessThan(600 << 20);
  expect(workspace.count()).toBe(1);
});

test('packed answers are unpacked; a garbled, cut or unknown packing is told apart', async () => {
  const packed = gzipSync('{"ok":true}');
  const cases = [
    { encoding: 'gzip', body: packed, gives: { ok: true } },
    { encoding: 'identity', body: Buffer.from('{"ok":true}'), gives: { ok: true } },
    { encoding: 'gzip', body: Buffer.from('{"ok":true}'), gives: { code: 'databricks.odd_answer' } },
    { encoding: 'gzip', body: packed.subarray(0, 15), gives: { code: 'databricks.cut' } },
    { encoding: 'zstd', body: packed, gives: { code: 'databricks.odd_answer' } },
  ];
  for (const { encoding, body, gives } of cases) {
    await using workspace = await scriptedHost((_incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-encoding': encoding }).end(body);
    });
    expect(await request(clientOf(workspace.host), get).catch((error: unknown) => error)).toMatchObject(gives);
  }
});

test('what is not UTF-8 is odd, and not silently something else', async () => {
  await using workspace = await scriptedHost((_incoming, outgoing) => {
    outgoing.end(Buffer.from([0x7b, 0xff, 0xfe, 0x7d]));
  });
  await expect(request(clientOf(workspace.host), get)).rejects.toMatchObject({ code: 'databricks.odd_answer' });
});

test('nothing is sent without encryption but to this machine', async () => {
  const client = clientOf('http://work.example');
  await expect(request(client, get)).rejects.toMatchObject({ code: 'databricks.not_secure' });
});

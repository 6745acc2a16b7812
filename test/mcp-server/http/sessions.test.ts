import { setTimeout as pass } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { until } from '../../support/until.ts';
import { call, modernCall, serveWaiting, withToken } from './serve-waiting.ts';

const list = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
const cancelled = (requestId: number) => ({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId } });

test('a session is named by its header, and ends by DELETE together with its calls', async () => {
  await using server = await serveWaiting();
  const session = await server.begin();
  expect(await (await server.post(list, session)).text()).toContain('"wait"');
  const waiting = server.post(call(2, 'wait'), session).then((response) => response.text());
  await until(() => server.calls.waiting === 1);
  expect((await fetch(server.address, { method: 'DELETE', headers: { ...withToken, ...session } })).status).toBe(200);
  await waiting;
  expect(server.calls).toEqual({ waiting: 0, aborted: 1 });
  const after = await server.post(list, session);
  expect([after.status, await after.json()]).toMatchObject([404, { error: { code: -32_001 } }]);
});

test('a request without a session, or with one that never was, is told what to do', async () => {
  await using server = await serveWaiting();
  const without = await server.post(list);
  expect([without.status, await without.text()]).toEqual([400, expect.stringContaining('Begin with initialize')]);
  const unknown = await server.post(list, { 'mcp-session-id': 'made-up' });
  expect([unknown.status, await unknown.text()]).toEqual([404, expect.stringContaining('Begin with initialize')]);
});

test('a session that idles ends; one that waits for an answer does not', async () => {
  await using server = await serveWaiting({ idleMs: 150 });
  const idle = await server.begin();
  const busy = await server.begin();
  const leave = new AbortController();
  const waiting = server.post(call(2, 'wait'), busy, leave.signal).catch(String);
  await until(async () => {
    await pass(400);
    return (await server.post(list, idle)).status === 404;
  });
  expect(server.calls).toEqual({ waiting: 1, aborted: 0 });
  leave.abort();
  await waiting;
});

test('a new session takes the place of the one that idled longest; where all are busy it is told to wait', async () => {
  await using server = await serveWaiting({ sessions: 2 });
  const first = await server.begin();
  const second = await server.begin();
  await (await server.post(list, first)).text();
  const third = await server.begin();
  expect((await server.post(list, second)).status).toBe(404);
  const leave = new AbortController();
  const waiting = [first, third].map((session) => server.post(call(2, 'wait'), session, leave.signal).catch(String));
  await until(() => server.calls.waiting === 2);
  expect(await server.begin()).toEqual({ 'mcp-session-id': 'none: 503' });
  leave.abort();
  await Promise.all(waiting);
  await until(() => server.calls.waiting === 0);
  expect((await server.begin())['mcp-session-id']).not.toContain('none');
});

test('clients of both eras at once do not see each other', async () => {
  await using server = await serveWaiting();
  const sessions = [await server.begin(), await server.begin()];
  const modern = modernCall(1, 'say', { length: 3 });
  const answers = await Promise.all([
    ...sessions.map((session, place) => server.post(call(1, 'say', { length: place + 1 }), session)),
    server.post(modern.message, modern.headers),
  ]);
  const texts = await Promise.all(answers.map((answer) => answer.text()));
  expect(texts.map((text) => /"(x+)"/.exec(text)?.[1])).toEqual(['x', 'xx', 'xxx']);
});

test('a call is aborted when its client of 2025 goes away in the middle', async () => {
  await using server = await serveWaiting();
  const session = await server.begin();
  const leave = new AbortController();
  const waiting = server.post(call(2, 'wait'), session, leave.signal).then((response) => response.text());
  await until(() => server.calls.waiting === 1);
  leave.abort();
  await expect(waiting).rejects.toThrow();
  await until(() => server.calls.aborted === 1);
  expect((await server.post(list, session)).status).toBe(200);
});

test('a call is aborted when its client of 2026-07-28 goes away in the middle', async () => {
  await using server = await serveWaiting();
  const { message, headers } = modernCall(2, 'wait');
  const leave = new AbortController();
  const waiting = server.post(message, headers, leave.signal);
  await until(() => server.calls.waiting === 1);
  leave.abort();
  await expect(waiting).rejects.toThrow();
  await until(() => server.calls.aborted === 1);
});

test('a cancelled call is aborted and its stream ends; cancelling what is over or never was does nothing', async () => {
  await using server = await serveWaiting();
  const session = await server.begin();
  const waiting = server.post(call(2, 'wait'), session).then((response) => response.text());
  await until(() => server.calls.waiting === 1);
  expect((await server.post(cancelled(2), session)).status).toBe(202);
  expect(await waiting).not.toContain('result');
  expect(server.calls).toEqual({ waiting: 0, aborted: 1 });
  await (await server.post(call(3, 'say', { length: 1 }), session)).text();
  for (const id of [2, 3, 99]) expect((await server.post(cancelled(id), session)).status).toBe(202);
  expect((await server.post(list, session)).status).toBe(200);
});

test('the end of the server aborts the calls of both eras', async () => {
  await using server = await serveWaiting();
  const modern = modernCall(1, 'wait');
  const waiting = [
    server.post(call(2, 'wait'), await server.begin()).then((response) => response.text()),
    server.post(modern.message, modern.headers).then((response) => response.text()),
  ];
  await until(() => server.calls.waiting === 2);
  await server.end();
  await Promise.allSettled(waiting);
  expect([server.calls, server.faults]).toEqual([{ waiting: 0, aborted: 2 }, []]);
});

import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { listen } from '../../src/local-workspace/server/listen.ts';
import type { Route } from '../../src/local-workspace/services/route.ts';

const routes: Route[] = [{ method: 'POST', path: '/', open: true, answer: () => ({ json: {} }) }];
const log = { write: () => undefined, close: () => undefined };
const nobody = { id: '', userName: '', displayName: '' };
const patience = { headersTimeout: 300, requestTimeout: 600, connectionsCheckingInterval: 50 };

it.each([
  ['nothing', () => ''],
  ['half a head', () => 'POST / HTTP/1.1\r\nhost: x\r\n'],
  ['half a body', (host: string) => `POST / HTTP/1.1\r\nhost: ${host}\r\ncontent-length: 9\r\n\r\n{`],
])('a client that sends %s and no more is shown out, while others are answered', async (_, sent) => {
  const server = await listen([0], (port) => ({ routes, identify: () => nobody, log, port }), patience);
  const host = `127.0.0.1:${server.port}`;
  // It does not close its own side either.
  const socket = connect({ port: server.port, host: '127.0.0.1', allowHalfOpen: true });
  let isGone = false;
  socket.on('error', () => {
    isGone = true;
  });
  await once(socket, 'connect');
  socket.write(sent(host));
  const other = await fetch(`http://${host}/`, { method: 'POST' });
  expect(await other.json()).toEqual({});
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 /);
  const isLetGo = (): boolean => {
    socket.write('x');
    return isGone;
  };
  await expect.poll(isLetGo).toBe(true);
  await server.close();
});

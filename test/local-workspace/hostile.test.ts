import { once } from 'node:events';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { apiErrorBody } from '../../src/databricks-api/errors.ts';
import { type LocalWorkspace, startLocalWorkspace } from '../../src/local-workspace/index.ts';

let workspace: LocalWorkspace;
beforeAll(async () => {
  workspace = await startLocalWorkspace();
});
afterAll(() => workspace.close());

/** Sends a path as it stands: `fetch` would tidy it up first. */
async function send(method: string, path: string, headers: Record<string, string> = {}) {
  const sent = request({ host: '127.0.0.1', port: workspace.port, method, path, headers });
  sent.end();
  const [response] = await once(sent, 'response');
  return { status: Number(response.statusCode), body: await text(response) };
}

const signedIn = () => ({ authorization: `Bearer ${workspace.token}` });

/** Sends bytes, and gives all that comes back. */
async function sendRaw(bytes: string): Promise<string> {
  const socket = connect(workspace.port, '127.0.0.1');
  socket.write(bytes);
  return text(socket);
}

const isAlive = async () => (await send('GET', '/api/2.0/token/list', signedIn())).status;

describe('a path that plays tricks', () => {
  it.each([
    '//api/2.0/token/list',
    '/api/2.0//token/list',
    '/api/2.0/sql/../token/list',
    '/api/2.0/%74oken/list',
    '/api/2.0/token/list/',
    '/api%2F2.0/token/list',
    '/API/2.0/token/list',
    '/%00',
    '/oidc/../api/2.0/token/list',
    'http://evil.example/api/2.0/token/list',
    '*',
  ])('%s reaches nothing', async (path) => {
    for (const headers of [{}, signedIn()]) {
      const { status, body } = await send('GET', path, headers);
      expect([401, 404, 501]).toContain(status);
      expect(apiErrorBody.safeParse(JSON.parse(body)).success).toBe(true);
    }
  });

  it.each([
    '/api/2.0/sql/warehouses/%2e%2e',
    '/api/2.0/sql/warehouses/..%2F..%2Ftoken%2Flist',
    '/api/2.0/preview/scim/v2/Users/__proto__',
  ])('%s is one name that is not there', async (path) => {
    expect(await send('GET', path, signedIn())).toMatchObject({ status: 404 });
  });

  it('with broken percent signs is refused', async () => {
    expect(await send('GET', '/api/2.0/sql/warehouses/%zz', signedIn())).toMatchObject({ status: 400 });
  });
});

describe('a method', () => {
  it.each(['PUT', 'DELETE', 'PROPFIND', 'OPTIONS'])('%s that no route has is refused', async (method) => {
    expect(await send(method, '/api/2.0/token/list', signedIn())).toMatchObject({ status: 404 });
    expect(await send(method, '/oidc/v1/token')).toMatchObject({ status: 404 });
  });

  it('that HTTP does not have is refused in the same shape', async () => {
    const answer = await sendRaw('FROB /api/2.0/token/list HTTP/1.1\r\nhost: x\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(apiErrorBody.parse(JSON.parse(answer.split('\r\n\r\n')[1] ?? ''))).toMatchObject({
      error_code: 'MALFORMED_REQUEST',
    });
    expect(await sendRaw('\u0016\u0003\u0001 no HTTP at all\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect(await sendRaw(`GET / HTTP/1.1\r\nx: ${'x'.repeat(100_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
    expect(await isAlive()).toBe(200);
  });
});

describe('a Host header', () => {
  it.each(['evil.example', '127.0.0.1', '127.0.0.1:1', 'localhost.evil.example'])(
    '"%s" of another machine is refused, on sign-in too',
    async (host) => {
      for (const path of ['/api/2.0/token/list', '/oidc/v1/authorize', '/.well-known/databricks-config']) {
        const { status, body } = await send('GET', path, { host, ...signedIn() });
        expect({ status, ...apiErrorBody.parse(JSON.parse(body)) }).toMatchObject({
          status: 403,
          error_code: 'PERMISSION_DENIED',
        });
      }
    },
  );
});

describe('no Host header', () => {
  it('is refused', async () => {
    const signature = `authorization: Bearer ${workspace.token}`;
    expect(await sendRaw(`GET /api/2.0/token/list HTTP/1.0\r\n${signature}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 403 /);
    expect(await sendRaw(`GET /api/2.0/token/list HTTP/1.1\r\n${signature}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('thousands of open connections', () => {
  it('do not keep others from being answered', async () => {
    const sockets: Socket[] = [];
    const opened = Array.from({ length: 3000 }, (_, index) => {
      const socket = connect(workspace.port, '127.0.0.1').on('error', () => undefined);
      // Half of them begin a request that they never end.
      if (index % 2 === 0) socket.write('POST /oidc/v1/token HTTP/1.1\r\nhost: x\r\n');
      sockets.push(socket);
      return once(socket, 'connect');
    });
    await Promise.all(opened);
    const started = performance.now();
    expect(await isAlive()).toBe(200);
    expect(performance.now() - started).toBeLessThan(2000);
    for (const socket of sockets) socket.destroy();
    expect(await isAlive()).toBe(200);
  });

  it('nor do thousands of sign-ins that nobody finishes', async () => {
    const query = new URLSearchParams({
      client_id: 'databricks-cli',
      redirect_uri: 'http://localhost:8020',
      response_type: 'code',
      code_challenge: 'x'.repeat(43),
      code_challenge_method: 'S256',
    });
    for (let round = 0; round < 30; round++) {
      const pages = Array.from({ length: 50 }, () => fetch(`${workspace.host}/oidc/v1/authorize?${query}`));
      for (const page of await Promise.all(pages))
        expect(z.string().parse(await page.text())).toContain('anti_forgery');
    }
    expect(await isAlive()).toBe(200);
  });
});

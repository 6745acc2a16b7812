import { createServer } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rootWithHosts } from '../databricks-client/certificates.ts';
import { connectProxy, secureHost } from '../databricks-client/inspecting-proxy.ts';
import { listening, rawHost, scriptedHost } from '../databricks-client/scripted-host.ts';
import { faultProxy } from '../support/fault-proxy.ts';
import { remoteWorkspace } from '../support/remote-workspace.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { commandIn, patient } from './patient.ts';

const stack = new AsyncDisposableStack();
let remote: Awaited<ReturnType<typeof remoteWorkspace>>;
let someone: Awaited<ReturnType<typeof patient>>;
beforeAll(async () => {
  remote = stack.use(await remoteWorkspace());
  const { host: DATABRICKS_HOST, token: DATABRICKS_TOKEN, environment } = remote;
  someone = stack.use(await patient({ DATABRICKS_HOST, DATABRICKS_TOKEN, ...environment }));
});
afterAll(() => stack.disposeAsync());

/** A proxy that answers CONNECT as the test says, until whoever runs it lets what is asked for through. */
async function proxyThatSays(answer: string, isKept = false) {
  const server = createServer();
  let onwardsTo: number | undefined;
  server.on('connect', ({ url = '' }, socket) => {
    socket.on('error', () => undefined);
    if (onwardsTo !== undefined) return passOn(socket, url, onwardsTo);
    if (isKept) socket.write(answer);
    else socket.end(answer);
  });
  const address = `http://127.0.0.1:${await listening(server)}`;
  const stop = async () => {
    server.closeAllConnections();
    server.close();
  };
  const letThrough = (port: number) => {
    onwardsTo = port;
  };
  return { address, letThrough, [Symbol.asyncDispose]: stop };
}

/** To the proxy that is behind, at `port`. */
function passOn(socket: Duplex, url: string, port: number): void {
  const onwards = connect(port, '127.0.0.1', () => onwards.write(`CONNECT ${url} HTTP/1.1\r\nhost: ${url}\r\n\r\n`));
  onwards.on('error', () => socket.destroy());
  socket.on('close', () => onwards.destroy());
  socket.pipe(onwards).pipe(socket);
}

/** A proxy before another one, for `user` with `password`. */
async function proxyForMembers(port: number) {
  const server = createServer();
  server.on('connect', ({ url = '', headers }, socket) => {
    socket.on('error', () => undefined);
    const wanted = `Basic ${Buffer.from('user:password').toString('base64')}`;
    if (headers['proxy-authorization'] !== wanted) return void socket.end('HTTP/1.1 407 No\r\n\r\n');
    passOn(socket, url, port);
  });
  const address = `http://127.0.0.1:${await listening(server)}`;
  const stop = async () => {
    server.closeAllConnections();
    server.close();
  };
  return { address, [Symbol.asyncDispose]: stop };
}

describe('TLS and proxy', () => {
  test('the way is told, without the password of the proxy', async () => {
    const HTTPS_PROXY = remote.environment.HTTPS_PROXY.replace('//', '//me:secret-word@');
    const told = await someone.check('network', { HTTPS_PROXY });
    expect(told).toMatchObject({ state: 'ok', code: 'doctor.network_proxy' });
    expect(told.says).toContain(`proxy ${new URL(HTTPS_PROXY).host}. Trusted certificates: Node.js, `);
    expect(JSON.stringify(told)).not.toContain('secret-word');
  });

  test('a proxy that wants a sign-in gets one where the fix says', async () => {
    const behind = new URL(remote.environment.HTTPS_PROXY);
    await using proxy = await proxyForMembers(Number(behind.port));
    const closed = await someone.check('network', { HTTPS_PROXY: proxy.address });
    expect(closed).toMatchObject({ state: 'failed', code: 'databricks.proxy_wants_sign_in' });
    const [, form = ''] = /Put user and password into HTTPS_PROXY, such as (\S+)$/.exec(closed.fix ?? '') ?? [];
    const HTTPS_PROXY = form.replace('proxy.example:3128', new URL(proxy.address).host);
    expect(await someone.check('network', { HTTPS_PROXY })).toMatchObject({ state: 'ok' });
  });

  const page = 'HTTP/1.1 200 OK\r\n\r\n<html>Sign in</html>';
  test.each([
    [
      'wants a sign-in',
      'HTTP/1.1 407 No\r\n\r\n',
      false,
      'databricks.proxy_wants_sign_in',
      'password into HTTPS_PROXY',
    ],
    [
      'refuses in HTML',
      'HTTP/1.1 403 No\r\n\r\n<html>No</html>',
      false,
      'databricks.proxy_refused',
      'to allow that host',
    ],
    ['answers with a page and hangs up', page, false, 'doctor.network_proxy_odd', 'in a browser'],
    ['answers with a page and waits', page, true, 'doctor.network_proxy_odd', 'in a browser'],
  ])('a proxy that %s: what waits for the way is passed over', async (_what, answer, isKept, code, fix) => {
    await using proxy = await proxyThatSays(answer, isKept);
    const { checks } = await someone.look(['--only', 'catalogs', '--seconds', '4'], { HTTPS_PROXY: proxy.address });
    const [, network, ...others] = checks;
    expect(network).toMatchObject({ check: 'network', state: 'failed', code });
    expect(network?.fix).toContain(fix);
    for (const { state, says } of others)
      expect({ state, says }).toEqual({ state: 'skipped', says: 'It waits for: TLS and proxy.' });
    // No program can ask a person who runs a proxy, or open a browser: what comes of either is that the host is let through.
    proxy.letThrough(Number(new URL(remote.environment.HTTPS_PROXY).port));
    expect(await someone.check('network', { HTTPS_PROXY: proxy.address })).toMatchObject({ state: 'ok' });
  });

  test('certificates that nobody vouches for, and the file that does', async () => {
    const { SSL_CERT_FILE } = remote.environment;
    const unknown = await someone.check('network', { SSL_CERT_FILE: '' });
    expect(unknown).toMatchObject({ state: 'failed', code: 'databricks.unknown_issuer' });
    const [, name = ''] = /set (\w+) to that file/.exec(unknown.fix ?? '') ?? [];
    expect(await someone.check('network', { SSL_CERT_FILE: '', [name]: SSL_CERT_FILE })).toMatchObject({ state: 'ok' });
    const missing = await someone.check('network', { SSL_CERT_FILE: '/nowhere.pem' });
    expect(missing).toMatchObject({
      state: 'failed',
      code: 'databricks.ca_unreadable',
      fix: 'Correct it, or remove it.',
    });
  });

  test('Goose would ask even the local workspace through a proxy', async () => {
    await using workspace = await testWorkspace();
    const { NO_PROXY: _none, ...environment } = workspace.environment;
    await using worker = await patient({ ...environment, http_proxy: 'http://proxy.example:3128' });
    const told = await worker.check('network');
    expect(told).toMatchObject({ state: 'failed', code: 'doctor.network_goose_proxy' });
    const [, NO_PROXY = ''] = /: NO_PROXY=(\S+)$/.exec(told.fix ?? '') ?? [];
    expect(await worker.check('network', { NO_PROXY })).toMatchObject({ state: 'ok' });
  });
});

test('behind the proxy of a company that signs people in first, a page is told as one', async () => {
  await using folder = await temporaryDirectory();
  const certificates = await rootWithHosts(folder.path, ['work.example']);
  await using page = await secureHost(certificates.of('work.example'), '<html>Sign in</html>');
  await using proxy = await connectProxy(page.port);
  const told = await someone.check('host', {
    HTTPS_PROXY: `http://${proxy.address}`,
    SSL_CERT_FILE: certificates.root,
  });
  expect(told).toMatchObject({ state: 'failed', code: 'doctor.host_page' });
  expect(told.fix).toContain('open https://work.example in a browser');
  // A person does that; after it the way leads to the workspace.
  expect(await someone.check('host')).toMatchObject({ state: 'ok' });
});

describe('clock', () => {
  // The clock of the machine is not a test's to set. That of the workspace is set instead: all that is seen is the difference.
  test('a day off, in either direction, and right again once it is set right', async () => {
    let seconds = 0;
    await using host = await scriptedHost((_incoming, outgoing) => {
      outgoing.setHeader('date', new Date(Date.now() - seconds * 1000).toUTCString());
      outgoing.end('{"workspace_id":"1"}');
    });
    const off = (set: number) => {
      seconds = set;
      return someone.check('clock', { LAKEGOOSE_WORKSPACE: 'local', DATABRICKS_HOST: host.host });
    };
    const fast = await off(86_400);
    expect(fast).toMatchObject({ state: 'failed', code: 'doctor.clock_fast' });
    expect(fast.says).toContain('1 d fast');
    expect(fast.fix).toMatch(/^Set it right/);
    expect(await off(-7260)).toMatchObject({ state: 'failed', code: 'doctor.clock_slow' });
    expect(await off(120)).toMatchObject({ state: 'warn' });
    expect(await off(0)).toMatchObject({ state: 'ok' });
  });
});

describe('within its time', () => {
  /** All checks, in the second that each may take. */
  const all = async (environment: Readonly<Record<string, string>>) => {
    const started = performance.now();
    const told = await someone.look([], environment);
    return { ...told, took: (performance.now() - started) / 1000 };
  };
  const local = { LAKEGOOSE_WORKSPACE: 'local', NO_PROXY: '127.0.0.1' };

  test('a host that accepts connections and never answers', async () => {
    await using silent = await rawHost(() => undefined);
    const told = await all({ ...local, DATABRICKS_HOST: silent.host });
    expect(told.exitCode).toBe(1);
    const host = told.checks.find(({ check }) => check === 'host');
    expect(host).toMatchObject({ state: 'failed', code: 'doctor.host_silent' });
    expect(host?.fix).toContain('lakegoose doctor --seconds 10');
    expect(told.took).toBeLessThan(5);
  });

  test.each([
    ['drips', ' ', 50, 'doctor.host_silent'],
    ['never stops', ' '.repeat(1_000_000), 0, 'doctor.host_page'],
  ])('a host whose answer %s', async (_what, text, everyMs, code) => {
    await using endless = await rawHost((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n');
      const more = () => {
        if (!socket.destroyed) socket.write(text, () => setTimeout(more, everyMs));
      };
      more();
    });
    const told = await all({ ...local, DATABRICKS_HOST: endless.host });
    expect(told.checks.find(({ check }) => check === 'host')).toMatchObject({ state: 'failed', code });
    expect(told.took).toBeLessThan(5);
  });

  test('a host that greets and then never answers', async () => {
    await using silent = await scriptedHost(({ url }, outgoing) => {
      if (url?.startsWith('/.well-known/')) outgoing.end('{"workspace_id":"1"}');
    });
    const told = await all({ ...local, DATABRICKS_HOST: silent.host });
    expect(told.exitCode).toBe(1);
    expect(told.checks.find(({ check }) => check === 'sign-in')).toMatchObject({ state: 'failed', code: 'doctor.cut' });
    expect(told.took).toBeLessThan(5);
  });

  test('a host that is slow: with the time that the fix gives it, all is seen', async () => {
    await using workspace = await testWorkspace();
    for (const [path, json, name, code] of [
      ['/.well-known/databricks-config', { workspace_id: '1' }, 'host', 'doctor.host_silent'],
      ['/Me', { userName: 'slow' }, 'sign-in', 'doctor.cut'],
    ] as const) {
      await using slow = await faultProxy(workspace.host, ({ url }) =>
        url.pathname.endsWith(path) ? { json, delayMs: 1200 } : undefined,
      );
      const asked = { ...workspace.environment, DATABRICKS_HOST: slow.host };
      const look = async (words: readonly string[]) =>
        (await someone.look(words, asked)).checks.find(({ check }) => check === name);
      const late = await look(['--only', 'catalogs']);
      expect(late).toMatchObject({ state: 'failed', code });
      expect(
        await look(
          commandIn(late?.fix ?? '')
            .split(' ')
            .slice(2),
        ),
      ).toMatchObject({ state: 'ok' });
    }
  });

  test('no network at all', async () => {
    const { HTTPS_PROXY: _proxy, ...straight } = remote.environment;
    const told = await all({ ...straight, HTTPS_PROXY: '', DATABRICKS_HOST: 'https://no-such.example' });
    expect(told.exitCode).toBe(1);
    expect(told.checks.find(({ check }) => check === 'host')).toMatchObject({ state: 'failed' });
    expect(told.took).toBeLessThan(5);
  });
});

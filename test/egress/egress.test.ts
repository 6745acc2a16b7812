import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { request, type Server } from 'node:http';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { egressProxy } from '../../src/egress/egress.ts';
import { listening } from '../databricks-client/scripted-host.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

let stack = new AsyncDisposableStack();
afterEach(async () => {
  await stack.disposeAsync();
  stack = new AsyncDisposableStack();
});

const names: Readonly<Record<string, string>> = {
  'work.example': '10.1.2.3',
  'mirror.example': '192.168.1.1',
  'packages.example': '203.0.113.7',
  'inside.example': '10.0.0.1',
  'mapped.example': '::ffff:10.0.0.1',
  'metadata.example': '169.254.169.254',
  'own.example': '127.0.0.1',
  'own6.example': '::1',
};

type Given = { readonly setUpHosts?: readonly string[]; readonly directory?: string };

/** The way out, with a target behind every address, and those who come to it. */
async function wayOut({ setUpHosts = [], directory }: Given = {}) {
  const folder = directory ?? stack.use(await temporaryDirectory()).path;
  const refused: Readonly<Record<string, string>>[] = [];
  const target = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.pipe(socket);
  });
  const behind = await listening(target);
  const start = async (setUp = '1') => {
    const server: Server = egressProxy({
      hosts: ['work.example', 'metadata.example'],
      setUpHosts,
      setUp,
      directory: folder,
      log: (entry) => refused.push(entry),
      resolve: async (host) => {
        const address = names[host];
        if (address === undefined) throw new Error(host);
        return [{ address, family: 4 }];
      },
      dial: () => connect(behind, '127.0.0.1'),
    });
    const port = await listening(server);
    stack.defer(() => void server.close());
    return port;
  };
  stack.defer(() => void target.close());
  return { folder, refused, start };
}

/** What the way out answers to CONNECT, and the connection where it lets it through. */
function through(port: number, address: string) {
  const asked = request({ host: '127.0.0.1', port, method: 'CONNECT', path: address });
  asked.end();
  return new Promise<{ status: number; socket: Socket }>((resolve, reject) => {
    asked.on('connect', ({ statusCode = 0 }, socket) => {
      stack.defer(() => void socket.destroy());
      resolve({ status: statusCode, socket });
    });
    asked.on('error', reject);
  });
}

const statusOf = async (port: number, address: string) => (await through(port, address)).status;
const tell = async (port: number, path: string, method: string) =>
  (await fetch(`http://127.0.0.1:${port}${path}`, { method })).text();

test('while it is set up, public names and the list; then the list alone, after a restart, too', async () => {
  const { start, folder } = await wayOut();
  const port = await start();
  expect(await statusOf(port, 'packages.example:443')).toBe(200);
  expect(await statusOf(port, 'work.example:443')).toBe(200);
  expect(await tell(port, '/close', 'POST')).toContain('"over"');
  expect(await readdir(folder)).toContain('set-up-1-is-over');
  for (const again of [port, await start()]) {
    expect(await statusOf(again, 'packages.example:443')).toBe(403);
    expect(await statusOf(again, 'WORK.example.:443')).toBe(200);
    for (const path of ['/open', '/', '/close']) await tell(again, path, 'POST');
    expect(await tell(again, '/', 'GET')).toContain('"over"');
  }
});

test('a set-up of another number is another one, and those before it stay over', async () => {
  const { start } = await wayOut();
  await tell(await start('1'), '/close', 'POST');
  expect(await statusOf(await start('2'), 'packages.example:443')).toBe(200);
  expect(await statusOf(await start('1'), 'packages.example:443')).toBe(403);
});

test('what was opened for the set-up is cut when it is over; what goes to the workspace stays', async () => {
  const { start } = await wayOut();
  const port = await start();
  const [{ socket: packages }, { socket: work }] = [
    await through(port, 'packages.example:443'),
    await through(port, 'work.example:443'),
  ];
  const ended = new Promise((resolve) => packages.once('close', resolve));
  packages.resume();
  await tell(port, '/close', 'POST');
  await ended;
  const echo = new Promise((resolve) => work.once('data', resolve));
  work.write('hello');
  expect(String(await echo)).toBe('hello');
});

test('with names for the set-up, those alone', async () => {
  const port = await (await wayOut({ setUpHosts: ['mirror.example'] })).start();
  expect(await statusOf(port, 'mirror.example:443')).toBe(200);
  expect(await statusOf(port, 'packages.example:443')).toBe(403);
});

test.each([
  ['packages.example:80', 'not-port-443'],
  ['packages.example:22', 'not-port-443'],
  ['203.0.113.7:443', 'not-a-name'],
  ['[::1]:443', 'not-a-name'],
  ['2130706433:443', 'not-a-name'],
  ['0x7f.1:443', 'not-a-name'],
  ['localhost:443', 'not-a-name'],
  ['nowhere.example:443', 'not-found'],
  ['inside.example:443', 'not-public'],
  ['mapped.example:443', 'not-public'],
  ['own.example:443', 'not-public'],
  ['own6.example:443', 'not-public'],
  // Not even for a name on the list.
  ['metadata.example:443', 'not-public'],
])('%s is refused (%s), even during the set-up', async (address, why) => {
  const { start, refused } = await wayOut();
  expect(await statusOf(await start(), address)).toBe(403);
  expect(refused).toEqual([{ refused: address, why }]);
});

test('a request without TLS is refused', async () => {
  const { start, refused } = await wayOut();
  const asked = request({ host: '127.0.0.1', port: await start(), path: 'http://work.example/' }).end();
  const status = await new Promise((resolve) => asked.on('response', (answer) => resolve(answer.statusCode)));
  expect(status).toBe(403);
  expect(refused).toEqual([{ refused: 'http://work.example/', why: 'not-https' }]);
});

test('a set-up that never ends is over after an hour; one whose begin cannot be kept is over at once', async () => {
  const folder = stack.use(await temporaryDirectory()).path;
  await mkdir(join(folder, 'late'));
  await writeFile(join(folder, 'late', 'set-up-1-began'), String(Date.now() - 61 * 60 * 1000));
  for (const directory of [join(folder, 'late'), '/proc/nowhere']) {
    const port = await (await wayOut({ directory })).start();
    expect(await statusOf(port, 'packages.example:443')).toBe(403);
    expect(await statusOf(port, 'work.example:443')).toBe(200);
  }
});

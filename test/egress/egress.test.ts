import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer, request, type Server } from 'node:http';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import { connect as beginTls } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
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

type Given = { readonly setUpHosts?: readonly string[]; readonly directory?: string; readonly proxy?: URL };

function connected(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  return new Promise((resolve, reject) => socket.once('connect', () => resolve(socket)).once('error', reject));
}

/** The way out, with a target behind every address, and those who come to it. */
async function wayOut({ setUpHosts = [], directory, proxy }: Given = {}) {
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
      ...(proxy === undefined ? { dial: () => connected(behind) } : { proxy }),
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

/** What a client begins TLS with that asks for a name. */
function clientHello(servername?: string): Promise<Buffer> {
  return new Promise((resolve) => {
    const write = (bytes: Buffer, _encoding: string, done: () => void) => {
      resolve(bytes);
      done();
    };
    const told = beginTls({
      socket: new Duplex({ read: () => undefined, write }),
      ...(servername ? { servername } : {}),
    });
    told.on('error', () => undefined);
  });
}

/** What comes back of what is sent, piece by piece: all of it, where there is a way, else nothing. */
async function echoOf(socket: Socket, pieces: readonly Buffer[]): Promise<Buffer> {
  const echo: Buffer[] = [];
  const whole = Buffer.concat(pieces).length;
  const end = new Promise((resolve) => {
    socket.on('close', resolve).on('error', resolve);
    socket.on('data', (bytes: Buffer) => {
      echo.push(bytes);
      if (Buffer.concat(echo).length === whole) resolve(undefined);
    });
  });
  for (const piece of pieces) await new Promise((resolve) => socket.write(piece, resolve));
  await end;
  return Buffer.concat(echo);
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
  expect(await readFile(join(folder, 'set-up-1'), 'utf8')).toBe('');
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
  const hello = await clientHello('work.example');
  expect(await echoOf(work, [hello])).toEqual(hello);
});

test('behind the address of a listed host only that host is asked for, however the question is cut', async () => {
  const { start, refused } = await wayOut();
  const port = await start();
  const ask = async (...pieces: Buffer[]) => echoOf((await through(port, 'work.example:443')).socket, pieces);
  const hello = await clientHello('WORK.example');
  for (const pieces of [[hello], [hello.subarray(0, 3), hello.subarray(3, 90), hello.subarray(90)], records(hello)]) {
    expect(await ask(...pieces)).toEqual(Buffer.concat(pieces));
  }
  expect(refused).toEqual([]);
  const other = await clientHello('other.example');
  const twice = Buffer.concat([await clientHello('other.example'), hello]);
  for (const pieces of [[other], records(other), [twice], [await clientHello()], [Buffer.from('SSH-2.0-x\r\n')]]) {
    expect(await ask(...pieces)).toEqual(Buffer.alloc(0));
  }
  expect(refused.map(({ refused, why }) => `${why}: ${refused}`)).toEqual([
    ...['other.example', 'other.example', 'other.example', '-', '-'].map(
      (name) => `other-name: work.example:443 ${name}`,
    ),
  ]);
});

/** The same message in many records, as TLS allows. */
function records(hello: Buffer): Buffer[] {
  const message = hello.subarray(5);
  return Array.from({ length: Math.ceil(message.length / 20) }, (_, at) => {
    const part = message.subarray(at * 20, at * 20 + 20);
    return Buffer.concat([Buffer.from([22, 3, 1, 0, part.length]), part]);
  });
}

describe("behind a company's proxy", () => {
  /** One that connects to what is behind it, or answers as it is told. */
  async function company(answer = 200) {
    const asked: (string | undefined)[] = [];
    const server = createHttpServer();
    server.on('connect', (incoming, socket) => {
      asked.push(incoming.url, incoming.headers['proxy-authorization']);
      socket.on('error', () => undefined);
      socket.write(`HTTP/1.1 ${answer} x\r\n\r\n`);
      if (answer === 200) socket.pipe(socket);
      else socket.end();
    });
    const port = await listening(server);
    stack.defer(() => {
      server.closeAllConnections();
      server.close();
    });
    return { asked, address: new URL(`http://me:pass%20word@127.0.0.1:${port}`) };
  }

  test('it is asked for the names, which it looks up by itself, and for no others', async () => {
    const { asked, address } = await company();
    const port = await (await wayOut({ proxy: address })).start();
    await tell(port, '/close', 'POST');
    const hello = await clientHello('work.example');
    expect(await echoOf((await through(port, 'work.example:443')).socket, [hello])).toEqual(hello);
    expect(await statusOf(port, 'packages.example:443')).toBe(403);
    expect(asked).toEqual(['work.example:443', `Basic ${Buffer.from('me:pass word').toString('base64')}`]);
  });

  test('what it refuses is refused, with its answer in the log; so is what comes when it is not there', async () => {
    const { address } = await company(407);
    const gone = new URL('http://127.0.0.1:9');
    for (const [proxy, why] of [
      [address, 'proxy-says-407'],
      [gone, 'ECONNREFUSED'],
    ] as const) {
      const { start, refused } = await wayOut({ proxy });
      expect(await statusOf(await start(), 'work.example:443')).toBe(502);
      expect(refused).toEqual([{ refused: 'work.example:443', why }]);
    }
  });
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
  await writeFile(join(folder, 'late', 'set-up-1'), String(Date.now() - 61 * 60 * 1000));
  for (const directory of [join(folder, 'late'), '/proc/nowhere']) {
    const port = await (await wayOut({ directory })).start();
    expect(await statusOf(port, 'packages.example:443')).toBe(403);
    expect(await statusOf(port, 'work.example:443')).toBe(200);
  }
});

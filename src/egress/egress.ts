import { lookup } from 'node:dns/promises';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { isIP, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Address, mayLeadTo } from './addresses.ts';
import { dialStraight, dialThrough } from './dial.ts';
import { greetingOf } from './server-name.ts';
import { setUpKeptIn } from './set-up.ts';

// The only way out of a hardened container. Node runs this folder by itself, so nothing in it imports anything else of ours.

type Options = {
  /** Names that are let through at any time. */
  readonly hosts: readonly string[];
  /** Names that are let through, too, until set-up is over; every public one where there are none. */
  readonly setUpHosts: readonly string[];
  /** Which set-up this is: another number is another one. */
  readonly setUp: string;
  /** Where it is kept that a set-up is over. */
  readonly directory: string;
  /** A company's proxy, which looks names up by itself. */
  readonly proxy?: URL;
  readonly log: (entry: Readonly<Record<string, string>>) => void;
  readonly resolve?: (host: string) => Promise<readonly Address[]>;
  readonly dial?: (addresses: readonly Address[], host: string) => Promise<Socket>;
};

type Judged = { readonly host: string; readonly addresses: readonly Address[]; readonly isListed: boolean };

const port = 3128;
const longestWaitMs = 15_000;

export function egressProxy(options: Options): Server {
  const { hosts, setUpHosts, proxy, log, resolve = resolveAll } = options;
  const { dial = proxy === undefined ? dialStraight : (_addresses, host) => dialThrough(proxy, host) } = options;
  const setUp = setUpKeptIn(options.directory, options.setUp);
  const forSetUp = new Set<Socket>();
  const close = () => {
    setUp.close();
    for (const socket of forSetUp) socket.destroy();
  };

  /** Where a request may go, or why it may not. */
  const judge = async (target: string): Promise<Judged | string> => {
    const [, name = '', wished] = /^([^:]+):(\d+)$/.exec(target) ?? [];
    const host = name.toLowerCase().replace(/\.$/, '');
    if (isIP(host) !== 0 || !/^[a-z0-9_-]+(\.[a-z0-9_-]+)*\.[a-z][a-z0-9-]*$/.test(host)) return 'not-a-name';
    if (wished !== '443') return 'not-port-443';
    const isListed = hosts.includes(host);
    if (!isListed && !setUp.isOpen()) return 'not-listed';
    const isNamed = isListed || setUpHosts.includes(host);
    if (!isNamed && setUpHosts.length > 0) return 'not-listed';
    if (proxy !== undefined) return { host, addresses: [], isListed };
    const addresses = await resolve(host).catch(() => []);
    if (addresses.length === 0) return 'not-found';
    // Looked up once more would be another answer than the one that is judged.
    return mayLeadTo(addresses, isNamed) ? { host, addresses, isListed } : 'not-public';
  };

  const serve = async (target: string, client: Socket, head: Buffer) => {
    const end = (status: string, why: string) => {
      log({ refused: target.slice(0, 300), why });
      client.end([`HTTP/1.1 ${status}`, `x-refused: ${why}`, 'content-length: 0', '', ''].join('\r\n'));
    };
    const judged = await judge(target);
    if (typeof judged === 'string') return end('403 Forbidden', judged);
    const { host, addresses, isListed } = judged;
    const out = await dial(addresses, host).catch((error: Error) =>
      String(Reflect.get(error, 'code') ?? error.message),
    );
    if (typeof out === 'string') return end('502 Bad Gateway', out);
    if (client.destroyed) out.destroy();
    for (const [one, other] of [
      [client, out],
      [out, client],
    ] as const) {
      if (!isListed) forSetUp.add(one);
      one.on('error', () => one.destroy());
      one.on('close', () => {
        other.destroy();
        forSetUp.delete(one);
      });
    }
    if (!isListed && !setUp.isOpen()) return end('403 Forbidden', 'not-listed');
    client.write('HTTP/1.1 200 OK\r\n\r\n');
    // Behind one address there may be hosts of many.
    const { name, bytes } = await greetingOf(client, head);
    if (name !== host) {
      if (!client.destroyed) log({ refused: `${target} ${name ?? '-'}`.slice(0, 300), why: 'other-name' });
      client.destroy();
      return;
    }
    out.write(bytes);
    client.pipe(out).pipe(client);
  };

  const server = createServer(({ method, url = '' }, response) => {
    if (method === 'POST' && url === '/close') close();
    else if (method !== 'GET' || url !== '/') {
      log({ refused: url.slice(0, 300), why: 'not-https' });
      response.writeHead(403).end();
      return;
    }
    response.setHeader('content-type', 'application/json');
    response.end(`${JSON.stringify({ setUp: setUp.isOpen() ? 'open' : 'over', hosts })}\n`);
  });
  server.on('connect', ({ url = '' }, client: Socket, head: Buffer) => {
    client.on('error', () => client.destroy());
    void serve(url, client, head).catch(() => client.destroy());
  });
  const msLeft = setUp.msLeft();
  if (msLeft !== undefined) {
    const timer = setTimeout(close, msLeft);
    timer.unref();
    server.on('close', () => clearTimeout(timer));
  }
  return server;
}

function resolveAll(host: string): Promise<readonly Address[]> {
  return lookup(host, { all: true });
}

/** Tells the proxy that set-up is over; from then on only the list is let through. The proxy may still be starting. */
async function tellThatSetUpIsOver(address: string): Promise<void> {
  for (const deadline = Date.now() + longestWaitMs; ; await sleep(100)) {
    try {
      const answer = await fetch(new URL('/close', address), { method: 'POST' });
      if (answer.ok && (await answer.text()).includes('"over"')) return;
      throw new Error(`${address}: ${answer.status}`);
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}

/** Whatever gave it more rights, such as a feature of the dev container, may have opened it. */
function refuseUnlessConfined(): void {
  const status = readFileSync('/proc/self/status', 'utf8');
  const isConfined = /^CapBnd:\t0+$/m.test(status) && /^NoNewPrivs:\t1$/m.test(status);
  if (isConfined && !existsSync('/var/run/docker.sock')) return;
  throw new Error('not-confined');
}

function listOf(text = ''): string[] {
  return text.split(',').filter((name) => name !== '');
}

if (import.meta.main) {
  const [what] = process.argv.slice(2);
  if (what === 'close') {
    await tellThatSetUpIsOver(`http://egress:${port}`);
    refuseUnlessConfined();
  } else {
    const { EGRESS_HOSTS, EGRESS_SETUP_HOSTS, EGRESS_SETUP = '', EGRESS_STATE = '', EGRESS_PROXY = '' } = process.env;
    const log: Options['log'] = (entry) => {
      process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), ...entry })}\n`);
    };
    egressProxy({
      hosts: listOf(EGRESS_HOSTS),
      setUpHosts: listOf(EGRESS_SETUP_HOSTS),
      setUp: EGRESS_SETUP,
      directory: EGRESS_STATE,
      ...(EGRESS_PROXY === '' ? {} : { proxy: new URL(EGRESS_PROXY) }),
      log,
    }).listen(port);
  }
}

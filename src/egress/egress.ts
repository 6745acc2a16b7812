import { lookup } from 'node:dns/promises';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { BlockList, connect, isIP, isIPv6, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

// The only way out of a hardened container. Node runs this file by itself, so it imports nothing of ours.

type Address = { readonly address: string; readonly family: number };

type Options = {
  /** Names that are let through at any time. */
  readonly hosts: readonly string[];
  /** Names that are let through, too, until set-up is over; every public one where there are none. */
  readonly setUpHosts: readonly string[];
  /** Which set-up this is: another number is another one. */
  readonly setUp: string;
  /** Where it is kept that a set-up is over. */
  readonly directory: string;
  readonly log: (entry: Readonly<Record<string, string>>) => void;
  readonly resolve?: (host: string) => Promise<readonly Address[]>;
  readonly dial?: (addresses: readonly Address[], host: string) => Socket;
};

const port = 3128;
const longestSetUpMs = 60 * 60 * 1000;
const longestWaitMs = 15_000;

/** This machine and its nearest: where a cloud keeps the credentials of a machine, among others. */
const never = blockList([
  '0.0.0.0/8',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '224.0.0.0/3',
  '::/127',
  'fe80::/10',
  'ff00::/8',
]);
/** Networks of a company or a machine. Only a name on a list may lead there. */
const inside = blockList([
  '10.0.0.0/8',
  '100.64.0.0/10',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '198.18.0.0/15',
  'fc00::/7',
]);

export function egressProxy(options: Options): Server {
  const { hosts, setUpHosts, setUp, directory, log, resolve = resolveAll, dial = dialAny } = options;
  const over = join(directory, `set-up-${setUp}-is-over`);
  const begin = began(join(directory, `set-up-${setUp}-began`));
  const forSetUp = new Set<Socket>();
  const isOpen = () => begin !== undefined && !existsSync(over) && Math.abs(Date.now() - begin) < longestSetUpMs;
  const close = () => {
    writeFileSync(over, '');
    for (const socket of forSetUp) socket.destroy();
  };

  /** Where a request may go, or why it may not. */
  const judge = async (target: string): Promise<{ addresses: readonly Address[]; isListed: boolean } | string> => {
    const [, name = '', wished] = /^([^:]+):(\d+)$/.exec(target) ?? [];
    const host = name.toLowerCase().replace(/\.$/, '');
    if (isIP(host) !== 0 || !/^[a-z0-9_-]+(\.[a-z0-9_-]+)*\.[a-z][a-z0-9-]*$/.test(host)) return 'not-a-name';
    if (wished !== '443') return 'not-port-443';
    const isListed = hosts.includes(host);
    if (!isListed && !isOpen()) return 'not-listed';
    const isNamed = isListed || setUpHosts.includes(host);
    if (!isNamed && setUpHosts.length > 0) return 'not-listed';
    const addresses = await resolve(host).catch(() => []);
    if (addresses.length === 0) return 'not-found';
    if (addresses.some((one) => isIn(never, one) || (!isNamed && isIn(inside, one)))) return 'not-public';
    // Looked up once more would be another answer than the one that was judged.
    return isListed || isOpen() ? { addresses, isListed } : 'not-listed';
  };

  const server = createServer(({ method, url = '' }, response) => {
    if (method === 'POST' && url === '/close') close();
    else if (method !== 'GET' || url !== '/') {
      log({ refused: url.slice(0, 300), why: 'not-https' });
      response.writeHead(403).end();
      return;
    }
    response.setHeader('content-type', 'application/json');
    response.end(`${JSON.stringify({ setUp: isOpen() ? 'open' : 'over', hosts })}\n`);
  });
  server.on('connect', ({ url = '' }, client: Socket, head: Buffer) => {
    client.on('error', () => client.destroy());
    void judge(url).then((verdict) => {
      if (typeof verdict === 'string') {
        log({ refused: url.slice(0, 300), why: verdict });
        client.end(['HTTP/1.1 403 Forbidden', `x-refused: ${verdict}`, 'content-length: 0', '', ''].join('\r\n'));
        return;
      }
      const out = dial(verdict.addresses, url.replace(/:443$/, ''));
      for (const [one, other] of [
        [client, out],
        [out, client],
      ] as const) {
        one.on('close', () => {
          other.destroy();
          forSetUp.delete(one);
        });
        if (!verdict.isListed) forSetUp.add(one);
      }
      out.on('error', () => client.destroy());
      out.once('connect', () => {
        client.write('HTTP/1.1 200 OK\r\n\r\n');
        out.write(head);
        client.pipe(out).pipe(client);
      });
    });
  });
  if (begin !== undefined && isOpen()) {
    const timer = setTimeout(close, Math.max(0, begin + longestSetUpMs - Date.now()));
    timer.unref();
    server.on('close', () => clearTimeout(timer));
  }
  return server;
}

/** When set-up began. Undefined where that cannot be kept: then nothing but the list is let through. */
function began(path: string): number | undefined {
  try {
    if (!existsSync(path)) writeFileSync(path, String(Date.now()));
    const told = Number(readFileSync(path, 'utf8'));
    return told > 0 ? told : undefined;
  } catch {
    return undefined;
  }
}

function resolveAll(host: string): Promise<readonly Address[]> {
  return lookup(host, { all: true });
}

/** Tries one address after the other, and no other. */
function dialAny(addresses: readonly Address[], host: string): Socket {
  return connect({
    host,
    port: 443,
    autoSelectFamily: true,
    lookup: (_host, _options, done) => done(null, [...addresses]),
  });
}

function blockList(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [net = '', bits] = range.split('/');
    list.addSubnet(net, Number(bits), isIPv6(net) ? 'ipv6' : 'ipv4');
  }
  return list;
}

/** An IPv4 address in the clothes of IPv6 is judged as what it is. */
function isIn(list: BlockList, { address }: Address): boolean {
  return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
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

function listOf(text = ''): string[] {
  return text.split(',').filter((name) => name !== '');
}

if (import.meta.main) {
  const [what] = process.argv.slice(2);
  if (what === 'close') await tellThatSetUpIsOver(`http://egress:${port}`);
  else {
    const { EGRESS_HOSTS, EGRESS_SETUP_HOSTS, EGRESS_SETUP = '', EGRESS_STATE = '' } = process.env;
    const log: Options['log'] = (entry) => {
      process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), ...entry })}\n`);
    };
    egressProxy({
      hosts: listOf(EGRESS_HOSTS),
      setUpHosts: listOf(EGRESS_SETUP_HOSTS),
      setUp: EGRESS_SETUP,
      directory: EGRESS_STATE,
      log,
    }).listen(port);
  }
}

import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as createSecureServer, request } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { createSecureContext, type SecureContext } from 'node:tls';
import { execa } from 'execa';

/** What stands for a host: its answer to a path, or undefined where it has none there. */
type HostAnswer = (path: string) => string | Buffer | undefined;

/**
 * A proxy as companies have it: it ends the TLS of every host with a certificate of its own, reads what goes through, and
 * asks the host itself, unless something of `hosts` stands for it. `root` must be trusted for that.
 */
export async function inspectingProxy(directory: string, hosts: Readonly<Record<string, HostAnswer>> = {}) {
  const openssl = (...words: readonly string[]) => execa('openssl', [...words], { cwd: directory });
  const root = 'req -x509 -newkey rsa:2048 -nodes -keyout root.key -out root.pem -days 2 -subj /CN=Company-Root';
  await openssl(...root.split(' '));
  await openssl(...'req -newkey rsa:2048 -nodes -keyout host.key -out host.csr -subj /CN=host'.split(' '));
  const contexts = new Map<string, Promise<SecureContext>>();
  const sign = async (host: string) => {
    await writeFile(join(directory, `${host}.ext`), `subjectAltName=DNS:${host}\n`);
    const words = `x509 -req -in host.csr -CA root.pem -CAkey root.key -days 1 -extfile ${host}.ext -out ${host}.pem`;
    await openssl(...words.split(' '), '-set_serial', String(contexts.size + 1));
    const [key, cert] = [await readFile(join(directory, 'host.key')), await readFile(join(directory, `${host}.pem`))];
    return createSecureContext({ key, cert });
  };
  const read: string[] = [];
  const inside = createSecureServer(
    {
      SNICallback: (host, done) => {
        const context = contexts.get(host) ?? sign(host);
        contexts.set(host, context);
        context.then((made) => done(null, made), done);
      },
    },
    (incoming, outgoing) => {
      const host = incoming.headers.host ?? '';
      const { url = '' } = incoming;
      read.push(`${host}${url}`);
      const inPlace = hosts[host];
      if (inPlace !== undefined) {
        const answer = inPlace(url);
        return void outgoing.writeHead(answer === undefined ? 404 : 200).end(answer);
      }
      const onward = request({ host, path: incoming.url, method: incoming.method, headers: incoming.headers });
      onward.on('response', (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      onward.on('error', () => outgoing.destroy());
      incoming.pipe(onward);
    },
  );
  const outside = createServer();
  outside.on('connect', (_request, socket) => {
    const tunnel = connect(portOf(inside), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      tunnel.pipe(socket).pipe(tunnel);
    });
    tunnel.on('error', () => socket.destroy());
    socket.on('error', () => tunnel.destroy());
  });
  for (const server of [inside, outside]) {
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  }
  return {
    address: `http://127.0.0.1:${portOf(outside)}`,
    root: join(directory, 'root.pem'),
    /** Host and path of each request that it read. */
    read,
    [Symbol.asyncDispose]: async () => {
      for (const server of [inside, outside]) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

function portOf(server: { address(): string | AddressInfo | null }): number {
  const address = server.address();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

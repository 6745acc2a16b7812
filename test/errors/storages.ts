import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { execa } from 'execa';
import { rootWithHosts } from '../databricks-client/certificates.ts';
import { secureHost } from '../databricks-client/inspecting-proxy.ts';
import { listening, rawHost, scriptedHost } from '../databricks-client/scripted-host.ts';

/** Storages that each fail in their own way, by name, and what a server needs to be told of the network they are in. */
export async function openStorages(folder: string) {
  const trusted = await rootWithHosts(folder, ['work.example']);
  const keys = trusted.of('work.example');
  const late = await outOfDate(folder);
  const [wrongName, stranger, old] = [
    await secureHost(keys),
    await secureHost(await selfSigned(folder)),
    await secureHost(late),
  ];
  const refusing = await scriptedHost((_incoming, outgoing) => outgoing.writeHead(403).end());
  const busy = await scriptedHost((_incoming, outgoing) => outgoing.writeHead(503, { 'retry-after': '3600' }).end());
  const short = await scriptedHost((_incoming, outgoing) => outgoing.end('[]'));
  const garbled = await rawHost((socket) => void socket.end('What do you want?\r\n\r\n'));
  const proxy = await refusingProxy();
  const links: Readonly<Record<string, string>> = {
    refused: `${refusing.host}/x`,
    busy: `${busy.host}/x`,
    short: `${short.host}/x`,
    garbled: `${garbled.host}/x`,
    plain: 'http://storage.example/x',
    wrong_name: `https://127.0.0.1:${wrongName.port}/x`,
    stranger: `https://127.0.0.1:${stranger.port}/x`,
    old: `https://127.0.0.1:${old.port}/x`,
    no_tls: `https://127.0.0.1:${refusing.port}/x`,
    no_such_host: 'https://no-such.example/x',
    no_name_service: 'https://silent-dns.example/x',
    // Linux refuses at once to connect to this address by TCP, whatever network there is.
    no_route: 'https://255.255.255.255/x',
    nobody: 'https://127.0.0.1:9/x',
    proxy_407: 'https://status-407.example/x',
    proxy_403: 'https://status-403.example/x',
    proxy_gone: 'https://gone.example/x',
  };
  return {
    links,
    environment: { HTTPS_PROXY: `http://${proxy.address}`, SSL_CERT_FILE: trusted.root },
    [Symbol.asyncDispose]: async () => {
      for (const one of [wrongName, stranger, old, refusing, busy, short, garbled, proxy])
        await one[Symbol.asyncDispose]();
    },
  };
}

/** Answers CONNECT with the status in the name of the host, and hangs up where there is none. */
async function refusingProxy() {
  const server = createServer();
  server.on('connect', ({ url }, socket) => {
    socket.on('error', () => undefined);
    const status = /status-(\d+)/.exec(url ?? '')?.[1];
    if (status === undefined) return void socket.destroy();
    socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
  });
  const address = `127.0.0.1:${await listening(server)}`;
  return { address, [Symbol.asyncDispose]: async () => void server.close() };
}

type Keys = { readonly key: Buffer; readonly cert: Buffer };

async function keysIn(folder: string, name: string): Promise<Keys> {
  const [key, cert] = await Promise.all(['key', 'pem'].map((end) => readFile(join(folder, `${name}.${end}`))));
  if (key === undefined || cert === undefined) throw new Error(`no keys of ${name}`);
  return { key, cert };
}

async function selfSigned(folder: string): Promise<Keys> {
  const words = 'req -x509 -newkey rsa:2048 -nodes -keyout own.key -out own.pem -days 1 -subj /CN=own';
  await execa('openssl', words.split(' '), { cwd: folder });
  return keysIn(folder, 'own');
}

/** From the trusted root, but it ended yesterday. */
async function outOfDate(folder: string): Promise<Keys> {
  const openssl = (words: string) => execa('openssl', words.split(' '), { cwd: folder });
  await writeFile(join(folder, 'old.ext'), 'subjectAltName=IP:127.0.0.1\n');
  await openssl('req -newkey rsa:2048 -nodes -keyout old.key -out old.csr -subj /CN=old');
  await openssl(
    'x509 -req -in old.csr -CA root.pem -CAkey root.key -CAcreateserial -days -1 -extfile old.ext -out old.pem',
  );
  return keysIn(folder, 'old');
}

import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect } from 'node:net';
import { listening } from './scripted-host.ts';

type Keys = { readonly key?: Buffer; readonly cert?: Buffer };

/** A host behind TLS that gives one answer and keeps what it was asked with. */
export async function secureHost(keys: Keys, answer = '{"ok":true}') {
  const authorizations: (string | undefined)[] = [];
  const server = createSecureServer(keys, ({ headers }, outgoing) => {
    authorizations.push(headers.authorization);
    outgoing.end(answer);
  });
  const port = await listening(server);
  return {
    port,
    authorizations,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/**
 * A proxy that connects every address to `port` on this machine. With the keys of a company at that port it is one that
 * inspects TLS. `status` other than 200 refuses; `undefined` hangs up.
 */
export async function connectProxy(port: number, status: number | undefined = 200) {
  const connects: { readonly address: string | undefined; readonly authorization: string | undefined }[] = [];
  const server = createServer();
  server.on('connect', ({ url, headers }, socket) => {
    connects.push({ address: url, authorization: headers['proxy-authorization'] });
    socket.on('error', () => undefined);
    if (status === undefined) return void socket.destroy();
    if (status !== 200) return void socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
    const upstream = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
    socket.on('close', () => upstream.destroy());
  });
  const own = await listening(server);
  return {
    address: `127.0.0.1:${own}`,
    connects,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createRawServer, type Socket } from 'node:net';
import type { DatabricksClient } from '../../src/databricks-client/client.ts';

export type Handler = (incoming: IncomingMessage, outgoing: ServerResponse, count: number) => void;

/** A host on loopback that answers as the test says, counts, and keeps what it was sent. */
export async function scriptedHost(handler: Handler, wishedPort = 0) {
  const seen: IncomingMessage[] = [];
  const server = createServer((incoming, outgoing) => handler(incoming, outgoing, seen.push(incoming)));
  const port = await listening(server, wishedPort);
  return {
    host: `http://127.0.0.1:${port}`,
    port,
    seen,
    count: () => seen.length,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A host below HTTP: `handler` gets each connection with its first bytes. */
export async function rawHost(handler: (socket: Socket, count: number, first: string) => void) {
  const sockets = new Set<Socket>();
  let requests = 0;
  const server = createRawServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => handler(socket, ++requests, String(bytes)));
  });
  const port = await listening(server);
  return {
    host: `http://127.0.0.1:${port}`,
    port,
    count: () => requests,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

type Listening = {
  listen(port: number, host: string, ready: () => void): unknown;
  address(): string | { readonly port: number } | null;
};

export async function listening(server: Listening, wishedPort = 0): Promise<number> {
  await new Promise<void>((ready) => void server.listen(wishedPort, '127.0.0.1', ready));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

export function clientOf(host: string, own: Partial<DatabricksClient> = {}): DatabricksClient {
  return { host, token: async () => 'secret', userAgent: 'lakegoose/test', ...own };
}

export function send(outgoing: ServerResponse, status: number, body: string, headers: Record<string, string> = {}) {
  outgoing.writeHead(status, headers).end(body);
}

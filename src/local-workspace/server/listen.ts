import { createServer, type Server as HttpServer } from 'node:http';
import { LakegooseError, systemErrorCode } from '../../base/errors.ts';
import { answerRequest, type Server } from './answer-request.ts';
import { refuseMalformed } from './refuse-malformed.ts';

/** More are turned away at the door; those that ask nothing for fifteen seconds are shown out. */
const CONNECTIONS = 10_000;
const PATIENCE = { requestTimeout: 60_000, headersTimeout: 15_000, connectionsCheckingInterval: 5_000 };

/** Listens on 127.0.0.1, at the first of these ports that is free, and says at which one. */
export async function listen(
  ports: readonly number[],
  make: (port: () => number) => Server,
  patience = PATIENCE,
): Promise<{ port: number; close(): Promise<void> }> {
  let bound = 0;
  const server = make(() => bound);
  const http = createServer(patience, (request, response) => {
    void answerRequest(request, response, server);
  });
  http.maxConnections = CONNECTIONS;
  http.on('clientError', refuseMalformed);
  bound = await bindFirst(http, ports);
  return {
    port: bound,
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
}

async function bindFirst(http: HttpServer, [port = 0, ...others]: readonly number[]): Promise<number> {
  try {
    return await bind(http, port);
  } catch (error) {
    if (others.length === 0 || !(error instanceof LakegooseError)) throw error;
    return bindFirst(http, others);
  }
}

function bind(http: HttpServer, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', (error) => {
      const taken = systemErrorCode(error) === 'EADDRINUSE' || systemErrorCode(error) === 'EACCES';
      reject(taken ? new LakegooseError('workspace.port_taken', { port }, { cause: error }) : error);
    });
    http.listen(port, '127.0.0.1', () => {
      const address = http.address();
      resolve(address !== null && typeof address === 'object' ? address.port : port);
    });
  });
}

import { createServer } from 'node:net';

/** A port of this machine at which nobody listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  await new Promise<void>((closed) => void server.close(() => closed()));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

import { createServer, type RequestListener, type Server } from 'node:http';
import { LakegooseError, systemErrorCode } from '../../base/errors.ts';

/** More connections are turned away; those that send nothing are shown out. */
const connections = 128;
const patience = { requestTimeout: 60_000, headersTimeout: 15_000, connectionsCheckingInterval: 5_000 };

/** Listens on 127.0.0.1 only. Throws `mcp.port_taken`. */
export async function listen(port: number, listener: RequestListener): Promise<{ http: Server; port: number }> {
  const http = createServer(patience, listener);
  http.maxConnections = connections;
  return new Promise((resolve, reject) => {
    http.once('error', (error) => {
      const taken = ['EADDRINUSE', 'EACCES'].includes(systemErrorCode(error) ?? '');
      reject(taken ? new LakegooseError('mcp.port_taken', { port }, { cause: error }) : error);
    });
    http.listen(port, '127.0.0.1', () => {
      const address = http.address();
      resolve({ http, port: address !== null && typeof address === 'object' ? address.port : port });
    });
  });
}

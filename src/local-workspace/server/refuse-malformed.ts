import type { Duplex } from 'node:stream';
import { systemErrorCode } from '../../base/errors.ts';

const STATUS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** How long a refused connection stays for its answer to be read. */
const LINGER_MS = 500;

/** Answers what is no HTTP, or an unknown method, in the shape of every other refusal, and ends the connection. */
export function refuseMalformed(error: Error, socket: Duplex): void {
  if (!socket.writable || systemErrorCode(error) === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const status = STATUS[systemErrorCode(error) ?? ''] ?? '400 Bad Request';
  const body = JSON.stringify({ error_code: 'MALFORMED_REQUEST', message: 'The request could not be read as HTTP.' });
  const head = `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close`;
  socket.end(`HTTP/1.1 ${status}\r\n${head}\r\n\r\n${body}`);
  // One who does not close their side would keep the connection for ever; closed at once, the answer might be lost.
  const timer = setTimeout(() => socket.destroy(), LINGER_MS).unref();
  socket.once('close', () => clearTimeout(timer));
}

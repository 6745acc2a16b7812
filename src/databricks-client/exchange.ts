import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { pipeline, type Readable, type Transform } from 'node:stream';
import { LakegooseError } from '../base/errors.ts';
import type { Way } from './network.ts';
import { isOwnMachine } from './proxy.ts';

export type Outgoing = {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

export type Incoming = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The bytes, unpacked. To be read to its end or destroyed. */
  readonly body: Readable;
};

/**
 * One request and the head of its answer. A redirect is an answer like any other: followed, it would carry the token to
 * another host. Throws `databricks.not_secure` for http to another machine, and what Node.js throws.
 */
export async function exchange(way: Way, outgoing: Outgoing, signal: AbortSignal): Promise<Incoming> {
  const { method, url, headers, body } = outgoing;
  if (url.protocol !== 'https:' && !isOwnMachine(url)) {
    throw new LakegooseError('databricks.not_secure', { host: url.host });
  }
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  signal.throwIfAborted();
  const request = way.open(url, { method, headers: { ...headers, ...length } });
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    // Node's own `signal` does the same, at the price of a dozen listeners for each request.
    const onAbort = () => {
      const reason = asError(signal.reason);
      request.destroy(reason);
      // A request that still waits for its connection, as where a proxy never makes it, does not tell that it is destroyed.
      reject(reason);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    request.once('close', () => signal.removeEventListener('abort', onAbort));
    request.once('response', resolve);
    // It may fail again after the answer began, when the error belongs to the answer's own stream.
    request.on('error', reject);
    request.end(body);
  });
  return { status: response.statusCode ?? 0, headers: response.headers, body: await unpacked(response, url) };
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}

async function unpacked(response: IncomingMessage, url: URL): Promise<Readable> {
  const encoding = response.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding === 'identity' || encoding === '') return response;
  const unpack = await unpacker(encoding);
  if (unpack === undefined) {
    response.destroy();
    throw new LakegooseError('databricks.odd_answer', { host: url.host, path: url.pathname });
  }
  // Whoever reads the unpacked bytes gets the error of either stream.
  return pipeline(response, unpack, () => undefined);
}

async function unpacker(encoding: string): Promise<Transform | undefined> {
  const zlib = await import('node:zlib');
  if (encoding === 'gzip' || encoding === 'x-gzip') return zlib.createGunzip();
  if (encoding === 'deflate') return zlib.createInflate();
  if (encoding === 'br') return zlib.createBrotliDecompress();
  return undefined;
}

import { finished, type Readable } from 'node:stream';

/** More than this many bytes came. */
export class TooLarge extends Error {}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The whole of a body as text, of which there may be `limit` bytes at the most. Throws `TooLarge`, and TypeError where it is no UTF-8. */
export async function readText(body: Readable, limit: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const { promise: ended, resolve, reject } = Promise.withResolvers<void>();
  body.on('data', (chunk: Uint8Array) => {
    length += chunk.length;
    // Destroys the stream, and with it the connection.
    if (length > limit) body.destroy(new TooLarge());
    else chunks.push(chunk);
  });
  finished(body, (error) => (error == null ? resolve() : reject(error)));
  await ended;
  return utf8.decode(Buffer.concat(chunks));
}

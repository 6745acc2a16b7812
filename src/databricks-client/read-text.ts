import type { Readable } from 'node:stream';

/** More than this many bytes came. */
export class TooLarge extends Error {}

/** The whole of a body as text, of which there may be `limit` bytes at the most. Throws `TooLarge`, and TypeError where it is no UTF-8. */
export async function readText(body: Readable, limit: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) continue;
    length += chunk.length;
    // Leaving the loop destroys the stream, and with it the connection.
    if (length > limit) throw new TooLarge();
    chunks.push(chunk);
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
}

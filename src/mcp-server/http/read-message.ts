import type { IncomingMessage } from 'node:http';
import { isJsonContentType } from '@modelcontextprotocol/server';
import { messageLimit } from '../message-limit.ts';
import { jsonRpcError } from './json-rpc-error.ts';

/** The parsed body of a POST, or the answer that says why there is none. Never holds more than a message may have. */
export async function readMessage(request: IncomingMessage): Promise<{ readonly message: unknown } | Response> {
  if (!isJsonContentType(request.headers['content-type'] ?? null)) {
    return jsonRpcError(415, -32_000, 'Content-Type must be application/json.');
  }
  const tooLarge = () => jsonRpcError(413, -32_600, `A message may have ${messageLimit} bytes at the most.`);
  if (Number(request.headers['content-length'] ?? 0) > messageLimit) return tooLarge();
  const pieces: Uint8Array[] = [];
  let size = 0;
  // What is left of a body that is too large is still to be read and dropped, or the client would not see the answer.
  for await (const piece of request.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(piece);
    size += bytes.length;
    if (size > messageLimit) return tooLarge();
    pieces.push(bytes);
  }
  try {
    return { message: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces))) };
  } catch {
    return jsonRpcError(400, -32_700, 'The body is not JSON in UTF-8.');
  }
}

import type { IncomingMessage } from 'node:http';
import { ApiError } from '../services/api-error.ts';

/** A statement may be 16 MiB long (facts `databricks-api.md` §1); the rest of its request needs room too. */
const LARGEST = 17 * 1024 * 1024;

/** The parsed JSON body, or undefined where there is none. Longer bodies are refused before they are held. */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  let size = 0;
  if (Number(request.headers['content-length'] ?? 0) > LARGEST) throw tooLarge();
  for await (const piece of request) {
    const bytes = Buffer.from(piece);
    size += bytes.length;
    if (size > LARGEST) throw tooLarge();
    pieces.push(bytes);
  }
  if (size === 0) return undefined;
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8'));
  } catch {
    throw new ApiError(400, 'MALFORMED_REQUEST', 'Could not parse the request body as JSON.');
  }
}

function tooLarge(): ApiError {
  return new ApiError(413, 'REQUEST_TOO_LARGE', `The request body exceeds the limit of ${LARGEST} bytes.`);
}

import type { IncomingMessage } from 'node:http';
import { ApiError } from '../services/api-error.ts';
import { oauthError } from '../services/oauth/oauth-error.ts';

/** A statement may be 16 MiB long (facts `databricks-api.md` §1); the rest of its request needs room too. */
const LARGEST = 17 * 1024 * 1024;
/** Nobody means to send more than this. */
const ENDLESS = 256 * 1024 * 1024;
/** A form holds codes and tokens. */
const LARGEST_FORM = 64 * 1024;

/** The parsed JSON body, or undefined where there is none. */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const text = await readText(request, LARGEST);
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(400, 'MALFORMED_REQUEST', 'Could not parse the request body as JSON.');
  }
}

/** The fields of a form. Throws `invalid_request` for a body of another kind (RFC 6749 §3.2). */
export async function readFormBody(request: IncomingMessage): Promise<URLSearchParams> {
  const [type = ''] = (request.headers['content-type'] ?? '').split(';');
  if (type.trim().toLowerCase() !== 'application/x-www-form-urlencoded') {
    throw oauthError(400, 'invalid_request', 'The body must be application/x-www-form-urlencoded.');
  }
  return new URLSearchParams(await readText(request, LARGEST_FORM));
}

/** A longer body is read to its end, and let go of piece by piece: who is still sending does not see an answer. */
async function readText(request: IncomingMessage, largest: number): Promise<string> {
  let pieces: Buffer[] = [];
  let size = 0;
  if (Number(request.headers['content-length'] ?? 0) > ENDLESS) throw tooLarge(largest);
  for await (const piece of request) {
    const bytes = Buffer.from(piece);
    size += bytes.length;
    if (size > ENDLESS) throw tooLarge(largest);
    if (size > largest) pieces = [];
    else pieces.push(bytes);
  }
  if (size > largest) throw tooLarge(largest);
  return Buffer.concat(pieces).toString('utf8');
}

function tooLarge(largest: number): ApiError {
  return new ApiError(413, 'REQUEST_TOO_LARGE', `The request body exceeds the limit of ${largest} bytes.`);
}

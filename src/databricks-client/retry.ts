import type { IncomingHttpHeaders } from 'node:http';

const mostAttempts = 6;
/** Nobody waits for a day, and a timer of more than 24 days would go off at once. */
const mostMs = 24 * 60 * 60 * 1000;
/** A host that refuses connections is more often not there than busy. */
const mostConnections = 3;

/** What came of one attempt: a status of HTTP with its headers, or no answer at all. */
export type Attempted =
  | { readonly status: number; readonly headers: IncomingHttpHeaders }
  | { readonly status: undefined; readonly neverSent: boolean };

/**
 * Whether to ask again. What can be repeated (GET) is: after 429, 502, 503 and 504, and after a connection that failed.
 * What cannot (POST) only where it surely did not run: the connection was never made, or the workspace refused with 429,
 * or with 503 and a `Retry-After`. A bare 503 may come from a gateway that lost the connection behind it.
 * Source: facts `databricks-api.md` §1 "Retry guidance"; RFC 9110 §9.2.2, §15.6.4; RFC 6585 §4.
 */
export function mayRepeat(repeatable: boolean, attempt: number, attempted: Attempted): boolean {
  if (attempted.status === undefined) return attempt < mostConnections && (repeatable || attempted.neverSent);
  if (attempt >= mostAttempts) return false;
  const { status, headers } = attempted;
  if (status === 429 || (status === 503 && headers['retry-after'] !== undefined)) return true;
  return repeatable && [502, 503, 504].includes(status);
}

/**
 * Milliseconds until the next attempt: what `Retry-After` says (seconds, or a date), else 0.5, 1, 2, … up to 10 s. Each
 * with some chance in it, so that clients that were refused together do not come again together.
 */
export function waitMs(attempt: number, retryAfter?: string): number {
  const told = retryAfter === undefined ? undefined : toldMs(retryAfter);
  if (told !== undefined) return told * (1 + Math.random() / 4);
  return Math.min(10_000, 500 * 2 ** (attempt - 1)) * (0.5 + Math.random() / 2);
}

/** What a person is told of when to try again, in seconds: what `Retry-After` says, else a minute. */
export function secondsToWait(retryAfter?: string): number {
  return Math.ceil((toldMs(retryAfter ?? '') ?? 60_000) / 1000);
}

function toldMs(retryAfter: string): number | undefined {
  if (/^\s*\d+\s*$/.test(retryAfter)) return Math.min(mostMs, Number(retryAfter) * 1000);
  const date = Date.parse(retryAfter);
  return Number.isNaN(date) ? undefined : Math.min(mostMs, Math.max(0, date - Date.now()));
}

import type { IncomingHttpHeaders } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { LakegooseError, systemErrorCode } from '../base/errors.ts';
import type { DatabricksClient } from './client.ts';
import { exchange, type Outgoing } from './exchange.ts';
import { type Limits, limitError } from './limits.ts';
import { straight, type Way } from './network.ts';
import { mayPass, networkError, wasNeverSent } from './network-error.ts';
import { readText, TooLarge } from './read-text.ts';
import type { RequestLine } from './request-line.ts';
import { type Attempted, mayRepeat, waitMs } from './retry.ts';

/** The largest answer is a result in line, of which the workspace sends 25 MiB at the most (facts §1). */
const largestMebibytes = 64;

export type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly text: string };

export type Asking = Pick<DatabricksClient, 'userAgent' | 'network' | 'log'>;
type Asked = Outgoing & {
  /** Whether asking twice does no more than asking once. */
  readonly repeatable: boolean;
};

/**
 * One call with its repetitions, whatever its last status. A wait that would outlast the deadline is not begun: what the
 * workspace said is then the answer. Throws `databricks.…` where there is no whole answer.
 */
export async function ask(client: Asking, asked: Asked, limits: Limits): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await attemptOnce(client, asked, attempt, limits);
    const { answer, attempted } = outcome;
    const isFinal = answer !== undefined && answer.status < 400;
    const wait = waitMs(attempt, answer?.headers['retry-after']);
    const isWorthIt =
      !isFinal && mayRepeat(asked.repeatable, attempt, attempted) && performance.now() + wait < limits.endsAt;
    if (isWorthIt && !outcome.isLasting && (await pause(wait, limits, asked.url.origin))) continue;
    if (answer !== undefined) return answer;
    throw outcome.error;
  }
}

/** Waits before the next attempt. False where there is to be none. */
async function pause(ms: number, limits: Limits, host: string): Promise<boolean> {
  const { signal, lastAttempt } = limits;
  const ended = lastAttempt === undefined ? signal : AbortSignal.any([signal, lastAttempt]);
  try {
    await sleep(ms, undefined, { signal: ended });
    return true;
  } catch (error) {
    const own = limitError(limits, host, error);
    if (own !== undefined) throw own;
    return false;
  }
}

type Outcome = {
  readonly answer?: Answer;
  readonly error?: LakegooseError;
  readonly attempted: Attempted;
  /** Nothing would change by asking again. */
  readonly isLasting?: true;
};

async function attemptOnce(client: Asking, asked: Asked, attempt: number, limits: Limits): Promise<Outcome> {
  const { method, url, headers } = asked;
  const started = performance.now();
  const tell = (outcome: number | string, id?: string) =>
    client.log?.(lineOf(method, url, attempt, started, outcome, id));
  let way: Way | undefined;
  try {
    way = await (client.network ?? straight)(url);
    const named = { 'user-agent': client.userAgent, 'accept-encoding': 'gzip', ...headers };
    const incoming = await exchange(way, { ...asked, headers: named }, limits.signal);
    const text = await readText(incoming.body, largestMebibytes * 1024 * 1024);
    // An answer that ends with its connection looks whole when we end that.
    limits.signal.throwIfAborted();
    tell(incoming.status, requestId(incoming.headers));
    return { answer: { ...incoming, text }, attempted: incoming };
  } catch (thrown) {
    const ended = limitError(limits, url.origin, thrown);
    const neverSent = wasNeverSent(thrown);
    const told = ended ?? asError(thrown, asked, way);
    const error = asked.repeatable || neverSent ? told : unlessItRan(told, asked);
    tell(error.code);
    const attempted = { status: undefined, neverSent };
    return { error, attempted, ...(ended === undefined && mayPass(thrown) ? {} : { isLasting: true }) };
  }
}

function asError(thrown: unknown, { url }: Asked, way: Way | undefined): LakegooseError {
  if (thrown instanceof LakegooseError) return thrown;
  const { origin: host, pathname: path } = url;
  if (thrown instanceof TooLarge) {
    return new LakegooseError('databricks.too_large', { host, path, mebibytes: largestMebibytes });
  }
  const isGarbled = thrown instanceof TypeError || systemErrorCode(thrown) === 'Z_DATA_ERROR';
  if (isGarbled) return new LakegooseError('databricks.odd_answer', { host, path }, { cause: thrown });
  return networkError(thrown, host, way?.proxy);
}

/** Whoever reads of a POST without an answer must know that it may have run all the same. */
function unlessItRan(error: LakegooseError, { url }: Asked): LakegooseError {
  const cause = { cause: error };
  if (['databricks.cut', 'databricks.no_route', 'databricks.unreachable'].includes(error.code)) {
    return new LakegooseError('databricks.cut_may_have_run', { host: url.origin }, cause);
  }
  if (error.code !== 'databricks.timed_out') return error;
  const { seconds = 0 } = error.facts;
  return new LakegooseError('databricks.late_may_have_run', { host: url.origin, seconds }, cause);
}

function lineOf(
  method: string,
  { host, pathname: path }: URL,
  attempt: number,
  started: number,
  outcome: number | string,
  id: string | undefined,
): RequestLine {
  const ms = Math.round(performance.now() - started);
  return { method, host, path, attempt, ms, outcome, ...(id === undefined ? {} : { request_id: id }) };
}

function requestId(headers: IncomingHttpHeaders): string | undefined {
  const told = headers['x-databricks-request-id'] ?? headers['x-request-id'];
  return Array.isArray(told) ? told[0] : told;
}

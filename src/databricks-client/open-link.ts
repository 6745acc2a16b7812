import type { IncomingHttpHeaders } from 'node:http';
import { LakegooseError, systemErrorCode } from '../base/errors.ts';
import type { ExternalLink } from '../databricks-api/statements.ts';
import type { MessageCode } from '../messages/say.ts';
import type { Asking } from './ask.ts';
import { exchange } from './exchange.ts';
import { straight, type Way } from './network.ts';
import { mayPass, networkError } from './network-error.ts';
import { secondsToWait } from './retry.ts';

/** The storage may be silent for so long. The consumer's own pauses do not count. */
const idleSeconds = 60;

/** A link that gave nothing, or not everything. */
export class LinkFailure extends Error {
  readonly told: LakegooseError;
  /** How many failures in a row end it: one where nothing would change. */
  readonly most: number;
  readonly retryAfter: string | undefined;

  constructor(told: LakegooseError, most: number, retryAfter?: string) {
    super(told.code, { cause: told });
    this.told = told;
    this.most = most;
    this.retryAfter = retryAfter;
  }
}

export type OpenLink = {
  /** What tells one content from another: its tag and length, as far as the storage says them. */
  readonly version: string;
  readonly bytes: AsyncGenerator<Uint8Array>;
};

/**
 * Asks for what a link leads to. No token goes with it: the link carries its own right, and belongs to a storage that is
 * not the workspace. Neither the link nor its path is told to anyone, a log or an error (facts §1). `version` is that of
 * what was begun before: nothing else can continue it. Throws `LinkFailure`, `databricks.cancelled`.
 */
export async function openLink(
  client: Asking,
  link: ExternalLink,
  signal: AbortSignal,
  version?: string,
): Promise<OpenLink> {
  const url = new URL(link.external_link);
  const started = performance.now();
  const tell = (outcome: number | string) => {
    const ms = Math.round(performance.now() - started);
    client.log?.({ method: 'GET', host: url.host, path: '…', attempt: 1, ms, outcome });
  };
  const idle = new Idle(signal);
  let way: Way | undefined;
  const failure = (thrown: unknown) => {
    const failed = failureOf(thrown, url.origin, way, idle);
    tell(failed instanceof LinkFailure ? failed.told.code : 'cancelled');
    return failed;
  };
  try {
    way = await (client.network ?? straight)(url);
    const headers = { ...link.http_headers, 'user-agent': client.userAgent, 'accept-encoding': 'identity' };
    const {
      status,
      headers: told,
      body,
    } = await idle.whileAsking(exchange(way, { method: 'GET', url, headers }, idle.signal));
    const found = `${told.etag ?? ''} ${told['content-length'] ?? ''}`;
    const isAnother = version !== undefined && version !== found;
    if (status !== 200 || isAnother) {
      body.destroy();
      throw status === 200 ? lasting('databricks.odd_result', url.origin) : refusal(status, told, url.origin);
    }
    return { version: found, bytes: read(body[Symbol.asyncIterator](), idle, tell, failure) };
  } catch (thrown) {
    throw failure(thrown);
  }
}

async function* read(
  body: AsyncIterator<unknown>,
  idle: Idle,
  tell: (status: number) => void,
  failure: (thrown: unknown) => Error,
): AsyncGenerator<Uint8Array> {
  try {
    for (;;) {
      const next = await idle.whileAsking(body.next()).catch((thrown: unknown) => {
        throw failure(thrown);
      });
      if (next.done) break;
      if (next.value instanceof Uint8Array) yield next.value;
    }
    tell(200);
  } finally {
    // Ends the connection where the consumer leaves early.
    await body.return?.();
  }
}

function refusal(status: number, headers: IncomingHttpHeaders, host: string): LinkFailure {
  const mayPassSoon = status >= 500 || status === 429 || status === 408;
  const retryAfter = headers['retry-after'];
  if (mayPassSoon) {
    const seconds = secondsToWait(retryAfter);
    return new LinkFailure(new LakegooseError('databricks.link_busy', { host, status, seconds }), 5, retryAfter);
  }
  // A link that has ended is refused with 400, 403 or 404, as the storage likes: a new one gets one chance.
  return new LinkFailure(new LakegooseError('databricks.link_refused', { host, status }), status >= 400 ? 2 : 1);
}

function lasting(code: MessageCode, host: string): LinkFailure {
  return new LinkFailure(new LakegooseError(code, { host }), 1);
}

function failureOf(thrown: unknown, host: string, way: Way | undefined, idle: Idle): Error {
  if (thrown instanceof LinkFailure) return thrown;
  if (idle.isCancelled) return new LakegooseError('databricks.cancelled', {}, { cause: thrown });
  if (idle.isOver) {
    return new LinkFailure(new LakegooseError('databricks.timed_out', { host, seconds: idleSeconds }), 5);
  }
  if (thrown instanceof LakegooseError) return new LinkFailure(thrown, 1);
  if (systemErrorCode(thrown) === 'Z_DATA_ERROR') return lasting('databricks.odd_result', host);
  return new LinkFailure(networkError(thrown, host, way?.proxy), mayPass(thrown) ? 5 : 1);
}

/** Ends a request whose host is silent, and only then: its clock runs while something is awaited from the host. */
class Idle {
  private readonly over = new AbortController();
  private readonly caller: AbortSignal;
  readonly signal: AbortSignal;

  constructor(caller: AbortSignal) {
    this.caller = caller;
    this.signal = AbortSignal.any([caller, this.over.signal]);
  }

  get isCancelled(): boolean {
    return this.caller.aborted;
  }

  get isOver(): boolean {
    return this.over.signal.aborted;
  }

  async whileAsking<T>(asked: Promise<T>): Promise<T> {
    const timer = setTimeout(() => this.over.abort(), idleSeconds * 1000);
    try {
      return await asked;
    } finally {
      clearTimeout(timer);
    }
  }
}

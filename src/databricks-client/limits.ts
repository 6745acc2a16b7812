import { LakegooseError } from '../base/errors.ts';

/** How long a call may take, and who may end it before. */
export type Limits = {
  /** Aborted at the deadline, and when the caller goes away. */
  readonly signal: AbortSignal;
  readonly seconds: number;
  /** By `performance.now()`, which no change of the clock moves. */
  readonly endsAt: number;
  readonly caller: AbortSignal | undefined;
  /** Aborted when it is not to be asked again. */
  readonly lastAttempt: AbortSignal | undefined;
};

type Wished = {
  readonly seconds: number;
  readonly caller: AbortSignal | undefined;
  readonly lastAttempt?: AbortSignal | undefined;
};

/**
 * Does what is to keep to these limits. `AbortSignal.timeout` and `AbortSignal.any` would need no clearing away, but cost
 * several times as much in each of many short calls.
 */
export async function withLimits<T>(
  { seconds, caller, lastAttempt }: Wished,
  work: (limits: Limits) => Promise<T>,
): Promise<T> {
  const ending = new AbortController();
  const end = () => ending.abort();
  const ms = seconds * 1000;
  const timer = setTimeout(end, ms).unref();
  caller?.addEventListener('abort', end, { once: true });
  if (caller?.aborted) end();
  try {
    return await work({ signal: ending.signal, seconds, endsAt: performance.now() + ms, caller, lastAttempt });
  } finally {
    clearTimeout(timer);
    caller?.removeEventListener('abort', end);
  }
}

/** The error of a call that was ended from our side, or undefined where it was not. */
export function limitError({ signal, seconds, caller }: Limits, host: string, cause: unknown) {
  if (caller?.aborted) return new LakegooseError('databricks.cancelled', {}, { cause });
  if (signal.aborted) return new LakegooseError('databricks.timed_out', { host, seconds }, { cause });
  return undefined;
}

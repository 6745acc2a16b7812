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

export function limitsOf(seconds: number, caller?: AbortSignal, lastAttempt?: AbortSignal): Limits {
  const deadline = AbortSignal.timeout(Math.ceil(seconds * 1000));
  const signal = caller === undefined ? deadline : AbortSignal.any([deadline, caller]);
  return { signal, seconds, endsAt: performance.now() + seconds * 1000, caller, lastAttempt };
}

/** The error of a call that was ended from our side, or undefined where it was not. */
export function limitError({ signal, seconds, caller }: Limits, host: string, cause: unknown) {
  if (caller?.aborted) return new LakegooseError('databricks.cancelled', {}, { cause });
  if (signal.aborted) return new LakegooseError('databricks.timed_out', { host, seconds }, { cause });
  return undefined;
}

import { LakegooseError } from '../base/errors.ts';

/**
 * What `work` gives, or undefined where it takes longer than so many seconds; `work` then goes on. Throws what `work`
 * throws, and `statements.cancelled` as soon as `signal` is aborted.
 */
export function within<T>(work: Promise<T>, seconds: number, signal?: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const timer = Number.isFinite(seconds) ? setTimeout(resolve, Math.max(0, seconds) * 1000, undefined) : undefined;
    const stop = () => {
      clearTimeout(timer);
      reject(new LakegooseError('statements.cancelled'));
    };
    const tidy = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    };
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(tidy);
  });
}

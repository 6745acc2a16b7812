import { LakegooseError } from '../../base/errors.ts';

export function stopIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new LakegooseError('statements.cancelled');
}

/** The same items, until `signal` is aborted: then `statements.cancelled`, even where the source would never answer. */
export async function* untilAborted<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await orAborted(iterator.next(), signal);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    // Not waited for: a source that hangs would not end either.
    iterator.return?.().catch(() => undefined);
  }
}

// A listener for each item: `Promise.race` with one promise for all of them would hold on to every item until the end.
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new LakegooseError('statements.cancelled'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

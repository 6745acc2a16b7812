import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Does work on many items, `parallel` at once, of which no more than `perSecond` begin within a second, counted over all
 * calls. The results stand in the order of the items.
 */
export function gently(parallel: number, perSecond: number) {
  const begun: number[] = [];
  async function turn(signal: AbortSignal): Promise<void> {
    for (;;) {
      const [first = 0] = begun;
      if (begun.length < perSecond) break;
      const wait = first + 1000 - Date.now();
      if (wait > 0) await sleep(wait, undefined, { signal });
      else begun.shift();
    }
    signal.throwIfAborted();
    begun.push(Date.now());
  }
  return async <Item, Result>(
    items: readonly Item[],
    work: (item: Item, turn: Promise<void>) => Promise<Result>,
    signal: AbortSignal,
  ): Promise<Result[]> => {
    const results: Result[] = [];
    const queue = items.entries();
    const worker = async () => {
      for (const [index, item] of queue) results[index] = await work(item, turn(signal));
    };
    await Promise.all(Array.from({ length: parallel }, worker));
    return results;
  };
}

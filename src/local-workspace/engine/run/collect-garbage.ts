import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Generation = 'minor' | 'major';
let collect: ((type: Generation) => void) | undefined;

/**
 * Frees what the rows just written have left behind. Left alone, V8 lets the heap grow with the length of the result
 * before it collects, though no more than a batch of it is ever in use.
 */
export function collectGarbage(type: Generation): void {
  collect ??= findCollector();
  collect(type);
}

/** Node shows the collector only to a context made after this flag is set. */
function findCollector(): (type: Generation) => void {
  setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('gc');
  return typeof gc === 'function' ? (type) => void gc({ type }) : () => undefined;
}

import { outOfMemory } from './engine-error.ts';

/** What the engine's own buffers may hold: sorted, joined, grouped and stored rows. */
export const ENGINE_MEMORY = '1GB';

/**
 * Where statements end that make the whole process larger: the engine does not count in its own limit what it computes
 * of a chunk of rows, and nobody counts what JavaScript holds.
 */
const MOST_BYTES = 1.75 * 1024 ** 3;
/** Below this there is room for an ordinary statement. */
const ROOMY_BYTES = 1.25 * 1024 ** 3;
/** How much one function may make of a chunk of rows. */
const MOST_A_CHUNK = 128 * 1024 ** 2;
/** Making so much takes far longer than a look. */
const A_LOOK = 1024 ** 2;

export const isFull = (): boolean => process.memoryUsage.rss() > MOST_BYTES;
export const isTight = (): boolean => process.memoryUsage.rss() > ROOMY_BYTES;
export function wantRoom(): void {
  if (isFull()) throw outOfMemory();
}

/** Counts what a function makes of one chunk of rows; throws where that, or the process, becomes too large. */
export class Allowance {
  private bytes = 0;
  private seen = 0;

  take(bytes: number): void {
    this.bytes += bytes;
    if (this.bytes > MOST_A_CHUNK) throw outOfMemory();
    if (this.bytes < this.seen + A_LOOK) return;
    this.seen = this.bytes;
    wantRoom();
  }
}

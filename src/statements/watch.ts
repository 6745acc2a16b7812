import type { Ending } from './registry-file.ts';

export type Limits = {
  /** A statement is cancelled when it has run so long. */
  readonly limitSeconds: number;
  /** A statement that runs on is cancelled when nobody has asked for it so long. */
  readonly unpolledSeconds: number;
};

/** In milliseconds of `performance.now()`: no change of the clock may end a statement, or leave it running. */
type Watched = { readonly submitted: number; asked: number; timer?: NodeJS.Timeout };

/** The time limits of statements under way. */
export class Watch {
  private readonly limits: Limits;
  /** Told once for each limit that is over. */
  private readonly onLimit: (id: string, ending: Ending) => void;
  private readonly watched = new Map<string, Watched>();
  /** How many calls wait for each statement, by its identifier and by its tag. */
  private readonly waiting = new Map<string, number>();

  constructor(limits: Limits, onLimit: (id: string, ending: Ending) => void) {
    this.limits = limits;
    this.onLimit = onLimit;
  }

  /** A statement that is `ageMs` old has just been submitted or asked for. */
  begin(id: string, ageMs: number): void {
    const now = performance.now();
    const known = this.watched.get(id);
    clearTimeout(known?.timer);
    const watched = { submitted: known?.submitted ?? now - ageMs, asked: now };
    this.watched.set(id, watched);
    this.arm(id, watched);
  }

  async whileAwaited<T>(handle: string, work: () => Promise<T>): Promise<T> {
    this.waiting.set(handle, (this.waiting.get(handle) ?? 0) + 1);
    try {
      return await work();
    } finally {
      const left = (this.waiting.get(handle) ?? 1) - 1;
      if (left > 0) this.waiting.set(handle, left);
      else this.waiting.delete(handle);
    }
  }

  isAwaited(handle: string): boolean {
    return this.waiting.has(handle);
  }

  /** Who asked no longer waits, and may ask again. Gives the age of the statement in seconds. */
  letGo(id: string): number {
    const now = performance.now();
    const watched = this.watched.get(id);
    if (watched === undefined) return 0;
    watched.asked = now;
    this.arm(id, watched);
    return Math.round((now - watched.submitted) / 1000);
  }

  forget(id: string): void {
    clearTimeout(this.watched.get(id)?.timer);
    this.watched.delete(id);
  }

  stop(): void {
    for (const { timer } of this.watched.values()) clearTimeout(timer);
    this.watched.clear();
  }

  private arm(id: string, watched: Watched): void {
    const { limitSeconds, unpolledSeconds } = this.limits;
    const now = performance.now();
    const slowAt = watched.submitted + limitSeconds * 1000;
    const forgottenAt = (this.isAwaited(id) ? now : watched.asked) + unpolledSeconds * 1000;
    clearTimeout(watched.timer);
    const ending = slowAt <= now ? 'too_slow' : forgottenAt <= now ? 'nobody_asked' : undefined;
    if (ending !== undefined) this.onLimit(id, ending);
    else watched.timer = setTimeout(() => this.arm(id, watched), Math.min(slowAt, forgottenAt) - now).unref();
  }
}

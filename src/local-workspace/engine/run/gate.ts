/** Of Node's threads for native work, whose number is settled when the process starts; `bin/lakegoose` asks for 16. */
const THREADS = Number(process.env.UV_THREADPOOL_SIZE) || 4;

/**
 * How many statements go through rows at once; each holds a thread, and the engine gives each its share of time. At
 * least one thread stays free for everything else. The Databricks CLI sends up to 8 at a time.
 */
export const PLACES = Math.max(1, Math.min(THREADS - 1, 12));

/** Lets so many through at once, the others in the order in which they came. */
export class Gate {
  private free: number;
  private readonly waiting = new Set<() => void>();

  constructor(places: number) {
    this.free = places;
  }

  /** Says whether it had to wait. Throws the signal's reason where it is aborted before there is a place. */
  async enter(signal: AbortSignal): Promise<boolean> {
    signal.throwIfAborted();
    if (this.free > 0) {
      this.free -= 1;
      return false;
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const give = (): void => {
      signal.removeEventListener('abort', stop);
      resolve();
    };
    const stop = (): void => {
      this.waiting.delete(give);
      reject(signal.reason);
    };
    this.waiting.add(give);
    signal.addEventListener('abort', stop, { once: true });
    await promise;
    return true;
  }

  leave(): void {
    const [next] = this.waiting;
    if (!next) {
      this.free += 1;
      return;
    }
    this.waiting.delete(next);
    next();
  }
}

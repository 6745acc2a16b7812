import { createContext, Script } from 'node:vm';

/** Other statements and requests wait meanwhile. */
export const MOST_MS = 1000;

/** A script of `node:vm` can be ended from outside, in the middle of a regular expression too. */
const room: { work: () => void } = { work: () => undefined };
const inRoom = createContext(room);
const script = new Script('work()');

const isTimeout = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';

/** Does pieces of work that may take so long together. */
export class InTime {
  private left = MOST_MS;

  /** Undefined where the time came to its end. */
  run<Result>(work: () => Result): Result | undefined {
    const done: Result[] = [];
    const started = performance.now();
    room.work = () => {
      done.push(work());
    };
    try {
      script.runInContext(inRoom, { timeout: Math.max(1, Math.ceil(this.left)) });
    } catch (error) {
      if (!isTimeout(error)) throw error;
    } finally {
      room.work = () => undefined;
      this.left -= performance.now() - started;
    }
    return done[0];
  }
}

import { LakegooseError } from '../base/errors.ts';
import type { DatabricksClient } from '../databricks-client/client.ts';
import { cancelStatement } from '../databricks-client/statements.ts';

const firstWaitMs = 1000;
const lastWaitMs = 60_000;

/** Cancels on the warehouse: each is asked for until the workspace has acknowledged it. */
export class Cancels {
  private readonly client: DatabricksClient;
  /** Told once the workspace has acknowledged a cancel. */
  private readonly onDone: (id: string) => void;
  private readonly underWay = new Map<string, Promise<void>>();
  private readonly waiting = new Map<string, NodeJS.Timeout>();
  private isStopped = false;

  constructor(client: DatabricksClient, onDone: (id: string) => void) {
    this.client = client;
    this.onDone = onDone;
  }

  /** Throws where the workspace did not acknowledge it at once; it is then asked for again, ever less often. */
  cancel(id: string, attempt = 0): Promise<void> {
    clearTimeout(this.waiting.get(id));
    this.waiting.delete(id);
    const known = this.underWay.get(id);
    if (known !== undefined) return known;
    const asked = this.ask(id, attempt).finally(() => this.underWay.delete(id));
    this.underWay.set(id, asked);
    return asked;
  }

  /** From now on nothing is asked for again. */
  stop(): void {
    this.isStopped = true;
    for (const timer of this.waiting.values()) clearTimeout(timer);
    this.waiting.clear();
  }

  private async ask(id: string, attempt: number): Promise<void> {
    try {
      await cancelStatement(this.client, id);
    } catch (error) {
      // Not there, or another user's: asking again changes nothing.
      const isGone = error instanceof LakegooseError && error.code === 'databricks.not_found';
      if (!isGone && !this.isStopped) this.askLater(id, attempt);
      throw error;
    }
    this.onDone(id);
  }

  private askLater(id: string, attempt: number): void {
    const again = () => void this.cancel(id, attempt + 1).catch(() => undefined);
    const timer = setTimeout(again, Math.min(lastWaitMs, firstWaitMs * 2 ** attempt));
    this.waiting.set(id, timer.unref());
  }
}

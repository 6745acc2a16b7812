import { isExternal, type StatementRecord } from './statement-record.ts';

/** Results are kept for one hour after success (databricks-sdk-py `service/sql.py`, StatementExecutionAPI). */
const KEPT_SECONDS = 3600;
const KEPT_INLINE_BYTES = 256 * 1024 * 1024;
/** How many ended statements are still known by their id. */
const KNOWN_STATEMENTS = 10_000;

/** Statements that have ended, and for a while their results; what is asked of it does not grow with their number. */
export class EndedStatements {
  private readonly keptMilliseconds: number;
  private readonly forgetResult: (record: StatementRecord) => void;
  private readonly known = new Map<string, StatementRecord>();
  /** Those whose result is still there; both maps are in the order in which the statements ended. */
  private readonly open = new Map<string, StatementRecord>();
  private inlineBytes = 0;

  constructor(keptSeconds: number | undefined, forgetResult: (record: StatementRecord) => void) {
    this.keptMilliseconds = (keptSeconds ?? KEPT_SECONDS) * 1000;
    this.forgetResult = forgetResult;
  }

  add(record: StatementRecord): void {
    this.known.set(record.id, record);
    if (record.state === 'SUCCEEDED') {
      this.open.set(record.id, record);
      if (!isExternal(record)) this.inlineBytes += record.result.bytes;
    }
    this.closeOld();
    for (const [id, oldest] of this.known) {
      if (this.known.size <= KNOWN_STATEMENTS) return;
      if (this.open.has(id)) this.close(oldest);
      this.known.delete(id);
    }
  }

  find(id: string): StatementRecord | undefined {
    this.closeOld();
    return this.known.get(id);
  }

  /** Closes results that are too old, and the oldest INLINE ones while they take too much memory together. */
  closeOld(): void {
    const oldest = Date.now() - this.keptMilliseconds;
    for (const record of this.open.values()) {
      const isOld = (record.finishedAt ?? oldest) < oldest;
      if (!isOld && this.inlineBytes <= KEPT_INLINE_BYTES) return;
      if (isOld || !isExternal(record)) this.close(record);
    }
  }

  private close(record: StatementRecord): void {
    this.open.delete(record.id);
    if (!isExternal(record)) this.inlineBytes -= record.result.bytes;
    record.state = 'CLOSED';
    this.forgetResult(record);
  }
}

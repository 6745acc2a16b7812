import { isExternal, type StatementRecord } from './statement-record.ts';

/** Results are kept for one hour after success (databricks-sdk-py `service/sql.py`, StatementExecutionAPI). */
const KEPT_SECONDS = 3600;
const KEPT_INLINE_BYTES = 256 * 1024 * 1024;
/** How many ended statements are still known by their id. */
const KNOWN_STATEMENTS = 10_000;
const KNOWN_ERROR_BYTES = 32 * 1024 * 1024;
/** A result on disk whose columns take more than this in memory counts there, too. */
const FEW_BYTES = 64 * 1024;

/** The bytes in memory that closing the result sets free. */
function heldBytes(record: StatementRecord): number {
  const names = record.columns.reduce((sum, { name }) => sum + 2 * name.length, 0);
  if (isExternal(record)) return names > FEW_BYTES ? names : 0;
  return names + record.result.bytes;
}
const errorBytes = ({ error }: StatementRecord): number => 2 * (error?.message.length ?? 0);

/** Statements that have ended, and for a while their results; what is asked of it does not grow with their number. */
export class EndedStatements {
  private readonly keptMilliseconds: number;
  private readonly forgetResult: (record: StatementRecord) => void;
  private readonly known = new Map<string, StatementRecord>();
  /** Those whose result is still there; both maps are in the order in which the statements ended. */
  private readonly open = new Map<string, StatementRecord>();
  private heldBytes = 0;
  private errorBytes = 0;

  constructor(keptSeconds: number | undefined, forgetResult: (record: StatementRecord) => void) {
    this.keptMilliseconds = (keptSeconds ?? KEPT_SECONDS) * 1000;
    this.forgetResult = forgetResult;
  }

  add(record: StatementRecord): void {
    this.known.set(record.id, record);
    this.errorBytes += errorBytes(record);
    if (record.state === 'SUCCEEDED') {
      this.open.set(record.id, record);
      this.heldBytes += heldBytes(record);
    }
    this.closeOld();
    for (const [id, oldest] of this.known) {
      if (this.known.size <= KNOWN_STATEMENTS && this.errorBytes <= KNOWN_ERROR_BYTES) return;
      if (this.open.has(id)) this.close(oldest);
      this.known.delete(id);
      this.errorBytes -= errorBytes(oldest);
    }
  }

  find(id: string): StatementRecord | undefined {
    this.closeOld();
    return this.known.get(id);
  }

  /** Closes results that are too old, and the oldest ones in memory while they take too much memory together. */
  closeOld(): void {
    const oldest = Date.now() - this.keptMilliseconds;
    for (const record of this.open.values()) {
      const isOld = (record.finishedAt ?? oldest) < oldest;
      if (!isOld && this.heldBytes <= KEPT_INLINE_BYTES) return;
      if (isOld || heldBytes(record) > 0) this.close(record);
    }
  }

  private close(record: StatementRecord): void {
    this.open.delete(record.id);
    this.heldBytes -= heldBytes(record);
    record.state = 'CLOSED';
    this.forgetResult(record);
  }
}

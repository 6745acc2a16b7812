import { chmodSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { collectGarbage } from './collect-garbage.ts';
import { outOfMemory } from './engine-error.ts';
import type { Interrupts } from './interrupts.ts';
import { isFull, isTight } from './memory.ts';

/** A connection for the time of one piece of work. */
export type Lease = {
  readonly connection: DuckDBConnection;
  readonly since: number;
  /** Set where something is left in the connection, so that nobody else may have it. */
  spoilt: boolean;
  /** Set while it goes through rows for somebody: then it may be ended for its memory. */
  computes: boolean;
  /** Does nothing once the work is over, for then the connection may be another's. */
  interrupt(): void;
};

type Kept = {
  /** The write-ahead log. */
  readonly log: string;
  /** The mode of the file: DuckDB makes the log anew every time, and asks nobody who may read it. */
  readonly mode: number;
  readonly open: () => Promise<DuckDBInstance>;
  readonly closed: () => void;
};

/** The write-ahead log is written into the file when it is so large and nothing runs (DuckDB's own threshold). */
const LOG_BYTES = 16 * 1024 ** 2;
/** So large, it is not put off any longer: what it holds is in memory too. */
const LONGEST_LOG_BYTES = 256 * 1024 ** 2;
const ALL = 0o777;
const AGAIN_MS = 20;
/** Whoever is younger has not made much. */
const YOUNG_MS = 100;
/** Memory is back so long after a statement has ended. */
const CALM_MS = 500;
/** And at the latest so long after the last one. */
const BACK_MS = 2500;

/** After one of these DuckDB refuses everything until the database is opened anew. */
const isFatal = (error: unknown): boolean =>
  error instanceof Error && /^FATAL Error|database has been invalidated/.test(error.message);

/** The open database: hands out connections, and looks after the file while none is in use. */
export class Database {
  private instance: DuckDBInstance;
  /** None for a database in memory, which has nothing to come back from. */
  private readonly kept: Kept | undefined;
  private readonly leases = new Set<Lease>();
  private readonly idle: DuckDBConnection[] = [];
  private upkeep: Promise<void> | undefined;
  private mend: (() => void) | undefined;
  private isClosed = false;
  private longestLog = LONGEST_LOG_BYTES;
  private readonly interrupts: Interrupts;
  /** The one that is ended for its memory, and when the next may be. */
  private starved: Lease | undefined;
  private calmUntil = 0;
  /** Until when what one left behind that failed may come back. */
  private backUntil = 0;
  private watch: NodeJS.Timeout | undefined;

  constructor(instance: DuckDBInstance, interrupts: Interrupts, kept: Kept | undefined) {
    this.instance = instance;
    this.interrupts = interrupts;
    this.kept = kept;
  }

  async use<Result>(work: (lease: Lease) => Promise<Result>): Promise<Result> {
    await this.memoryBack();
    while (this.upkeep !== undefined) await this.upkeep;
    const connection = this.idle.pop() ?? (await this.instance.connect());
    const interrupts = this.interrupts.of(connection);
    const interrupt = (): void => {
      interrupts.set();
      connection.interrupt();
    };
    const lease = { connection, since: performance.now(), spoilt: false, computes: false, interrupt };
    this.leases.add(lease);
    this.watch ??= setInterval(() => this.makeRoom(), AGAIN_MS).unref();
    try {
      return await work(lease);
    } catch (error) {
      lease.spoilt = true;
      if (isTight()) this.backUntil = performance.now() + BACK_MS;
      if (isFatal(error)) this.breakOff();
      throw this.mend || this.starved === lease ? outOfMemory() : error;
    } finally {
      lease.interrupt = () => undefined;
      interrupts.clear();
      this.leases.delete(lease);
      if (this.starved === lease) this.starved = undefined;
      if (this.leases.size === 0) this.rest();
      if (lease.spoilt || this.mend) connection.closeSync();
      else this.idle.push(connection);
      this.lookAfter();
    }
  }

  /** Writes everything to the database file itself, so that nothing else is left beside it, and lets go of it. */
  async close(): Promise<void> {
    while (this.upkeep !== undefined) await this.upkeep;
    this.isClosed = true;
    // DuckDB does this by itself only when nothing refers to the database, and results wait for the garbage collector.
    await this.checkpoint();
    this.letGo();
    this.kept?.closed();
  }

  /** Nobody is refused for what another has left behind and the engine is about to give back. */
  private async memoryBack(): Promise<void> {
    const full = performance.now() + BACK_MS;
    const waits = (): boolean =>
      isFull() ? performance.now() < full : isTight() && performance.now() < this.backUntil;
    while (this.leases.size === 0 && waits()) await sleep(AGAIN_MS);
  }

  private rest(): void {
    clearInterval(this.watch);
    this.watch = undefined;
  }

  /** Where the process has become too large, ends the youngest of what may have made it so, and then the next. */
  private makeRoom(): void {
    const now = performance.now();
    if (!this.starved) {
      if (now < this.calmUntil || !isFull()) return;
      this.starved = [...this.leases].findLast(({ computes, since }) => computes && now - since > YOUNG_MS);
    }
    if (!this.starved) return;
    this.starved.interrupt();
    this.calmUntil = now + CALM_MS;
  }

  /** Ends what runs, for nothing comes of it, and lets nothing begin until the database is open again. */
  private breakOff(): void {
    if (!this.kept || this.mend) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.mend = resolve;
    this.upkeep = promise;
    // An interrupt between two steps of the engine is lost, so it is repeated until the end.
    const again = setInterval(() => {
      for (const lease of this.leases) lease.interrupt();
    }, AGAIN_MS);
    void promise.then(() => clearInterval(again));
  }

  private lookAfter(): void {
    if (!this.kept || this.isClosed) return;
    const rest = this.leases.size === 0;
    if (this.mend) {
      if (rest) void this.openAgain(this.mend);
      return;
    }
    if (this.upkeep !== undefined) return;
    const { size: bytes = 0, mode = 0 } = statSync(this.kept.log, { throwIfNoEntry: false }) ?? {};
    if (bytes > 0 && (mode & ALL) !== this.kept.mode) chmodSync(this.kept.log, this.kept.mode);
    if (bytes < (rest ? LOG_BYTES : this.longestLog)) return;
    this.longestLog = bytes + LONGEST_LOG_BYTES;
    const upkeep = this.checkpoint().then((error) => {
      if (this.upkeep === upkeep) this.upkeep = undefined;
      if (error === undefined) this.longestLog = LONGEST_LOG_BYTES;
      if (!isFatal(error)) return;
      this.breakOff();
      this.lookAfter();
    });
    this.upkeep = upkeep;
  }

  /** Gives what went wrong: then the write-ahead log stays, and the next start reads it. */
  private async checkpoint(): Promise<unknown> {
    try {
      const connection = await this.instance.connect();
      try {
        await connection.run('CHECKPOINT');
      } finally {
        connection.closeSync();
      }
    } catch (error) {
      return error ?? 'unknown';
    }
  }

  /** Nothing that was answered is lost: it is in the file or in the write-ahead log, which is read now. */
  private async openAgain(mended: () => void): Promise<void> {
    this.letGo();
    collectGarbage('major');
    this.instance = (await this.kept?.open().catch(() => undefined)) ?? this.instance;
    this.mend = undefined;
    this.upkeep = undefined;
    mended();
  }

  private letGo(): void {
    for (const connection of this.idle.splice(0)) connection.closeSync();
    this.instance.closeSync();
  }
}

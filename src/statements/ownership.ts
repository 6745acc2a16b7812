import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { tryLock } from '../base/lock.ts';
import type { DatabricksClient } from '../databricks-client/client.ts';
import { cancelStatement } from '../databricks-client/statements.ts';
import { type Ending, type Entry, Registry } from './registry.ts';
import { removeOldLocks } from './remove-old-locks.ts';

export type Limits = {
  /** A statement is cancelled when it has run so long. */
  readonly limitSeconds: number;
  /** A statement that runs on is cancelled when nobody has asked for it so long. */
  readonly unpolledSeconds: number;
};

type Options = Limits & {
  readonly client: DatabricksClient;
  /** Where the registry of statements stands. */
  readonly directory: string;
};

/** Which statements this process has to end, and their end: in time, with the process, or by the next that starts. */
export class Ownership {
  /** Names this process in the registry and in the query tags. */
  readonly session: string = randomUUID();
  private readonly options: Options;
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly awaited = new Set<string>();
  private opened: Promise<Registry> | undefined;
  private release: (() => void) | undefined;
  private isClosed = false;

  constructor(options: Options) {
    this.options = options;
  }

  async add(id: string, warehouse: string, rowLimit: number | undefined): Promise<void> {
    const registry = await this.registry();
    const { host } = this.options.client;
    this.watch(registry, registry.add({ id, host, warehouse, session: this.session, row_limit: rowLimit ?? null }));
  }

  /** What is known of a statement; undefined where lakegoose has not submitted it on this workspace. */
  async find(id: string): Promise<Entry | undefined> {
    const entry = (await this.registry()).find(id);
    return entry?.host === this.options.client.host ? entry : undefined;
  }

  /** From now on this process has to end the statement. */
  async adopt(id: string): Promise<void> {
    const registry = await this.registry();
    registry.polled(id, this.session);
    this.watch(registry, registry.find(id));
  }

  /** While `work` lasts, somebody is asking for the statement. */
  async whileAwaited<T>(id: string, work: () => Promise<T>): Promise<T> {
    this.awaited.add(id);
    return work().finally(() => this.awaited.delete(id));
  }

  /** Nobody waits for the statement any more: its identifier was given out, to be asked for. */
  async letGo(id: string): Promise<Entry | undefined> {
    const registry = await this.registry();
    const entry = registry.find(id);
    if (entry?.session === this.session) registry.polled(id, this.session);
    return entry;
  }

  /** The statement has ended on the warehouse. */
  async over(id: string): Promise<void> {
    this.unwatch(id);
    (await this.registry()).over(id);
  }

  /** Cancels a statement on the warehouse, if it still runs there. */
  async end(id: string, ending?: Ending): Promise<void> {
    const { client } = this.options;
    this.unwatch(id);
    const registry = await this.registry();
    // Before the cancel, so that whoever is waiting for the statement can be told why it ended.
    if (ending !== undefined) registry.ending(id, ending);
    await cancelStatement(client, id);
    registry.over(id);
  }

  /** Ends what processes that were killed have left running on this workspace. */
  async sweep(): Promise<void> {
    const registry = await this.registry();
    const left = Map.groupBy(registry.underWay(this.options.client.host), ({ session }) => session);
    left.delete(this.session);
    for (const [session, entries] of left) {
      const release = await tryLock(this.lockOf(session));
      if (release === undefined) continue;
      await Promise.allSettled(entries.map(({ id }) => this.end(id)));
      release();
    }
    await removeOldLocks(this.locks);
  }

  /** Ends what still belongs to this process. */
  async close(): Promise<void> {
    if (this.opened === undefined || this.isClosed) return;
    this.isClosed = true;
    const registry = await this.opened;
    for (const id of this.timers.keys()) this.unwatch(id);
    const own = registry.underWay(this.options.client.host).filter(({ session }) => session === this.session);
    await Promise.allSettled(own.map(({ id }) => this.end(id)));
    registry.close();
    this.release?.();
    await rm(this.lockOf(this.session), { force: true }).catch(() => undefined);
  }

  private registry(): Promise<Registry> {
    this.opened ??= this.open();
    return this.opened;
  }

  private async open(): Promise<Registry> {
    this.release = await tryLock(this.lockOf(this.session)).catch(() => undefined);
    return Registry.open(this.options.directory);
  }

  private get locks(): string {
    return join(this.options.directory, 'sessions');
  }

  private lockOf(session: string): string {
    return join(this.locks, `${session}.lock`);
  }

  private watch(registry: Registry, entry: Entry | undefined): void {
    if (entry === undefined) return;
    const { id } = entry;
    this.unwatch(id);
    if (entry.session !== this.session) return;
    const now = Date.now();
    const slowAt = entry.submitted + this.options.limitSeconds * 1000;
    const forgottenAt = (this.awaited.has(id) ? now : entry.polled) + this.options.unpolledSeconds * 1000;
    const ending = slowAt <= now ? 'too_slow' : forgottenAt <= now ? 'nobody_asked' : undefined;
    if (ending !== undefined) {
      // Whoever polls next is told what became of it, and the registry keeps it for the next start where this fails.
      void this.end(id, ending).catch(() => undefined);
      return;
    }
    const again = () => {
      this.unwatch(id);
      this.watch(registry, registry.find(id));
    };
    const timer = setTimeout(again, Math.min(slowAt, forgottenAt) - now);
    this.timers.set(id, timer.unref());
  }

  private unwatch(id: string): void {
    clearTimeout(this.timers.get(id));
    this.timers.delete(id);
  }
}

import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tryLock } from '../base/lock.ts';
import type { DatabricksClient } from '../databricks-client/client.ts';
import { findTagged } from '../databricks-client/query-history.ts';
import { Cancels } from './cancels.ts';
import { type OnNotice, Registry } from './registry.ts';
import type { Ending, Entry } from './registry-file.ts';
import { removeOldLocks } from './remove-old-locks.ts';
import { type Limits, Watch } from './watch.ts';

type Options = Limits & {
  readonly client: DatabricksClient;
  /** Where the registry of statements stands. */
  readonly directory: string;
  readonly onNotice: OnNotice;
  /** Told of each statement that this process has no more to do with. */
  readonly onForgotten: (id: string) => void;
};

/** The query tag that every statement has to itself. */
export const tagKey = 'statement';

/** A statement whose answer was lost is looked for so long: the history may tell of it a little later. */
const soughtMs = 10 * 60_000;
const lastLookMs = 60_000;

/** Which statements this process has to end, and their end: in time, with the process, or by the next that starts. */
export class Ownership {
  /** Names this process in the registry and in the query tags. */
  readonly session: string = randomUUID();
  private readonly options: Options;
  private readonly cancels: Cancels;
  private readonly watch: Watch;
  private readonly closing = new AbortController();
  private opened: Promise<Registry> | undefined;
  private release: (() => void) | undefined;

  constructor(options: Options) {
    this.options = options;
    this.cancels = new Cancels(options.client, (id) => void this.over(id));
    this.watch = new Watch(options, (id, ending) => void this.endOwn(id, ending));
  }

  /** Before a statement is sent. Gives its tag, by which it is found should its answer be lost. */
  async expect(warehouse: string, rowLimit: number | undefined): Promise<string> {
    const registry = await this.registry();
    const [tag, { host }, { session }] = [randomUUID(), this.options.client, this];
    const about = { tag, host, warehouse, session, row_limit: rowLimit ?? null };
    registry.add({ ...about, id: null, submitted: Date.now(), over: 0, ending: null });
    return tag;
  }

  /** The workspace has taken the statement. */
  async add(tag: string, id: string): Promise<void> {
    (await this.registry()).set(tag, 'id', id);
    this.watch.begin(id, 0);
  }

  /** The workspace surely has not taken the statement. */
  async drop(tag: string): Promise<void> {
    (await this.registry()).remove(tag);
  }

  /** What is known of a statement; undefined where lakegoose has not submitted it on this workspace. */
  async find(handle: string): Promise<Entry | undefined> {
    const entry = (await this.registry()).find(handle);
    return entry?.host === this.options.client.host ? entry : undefined;
  }

  /** From now on this process has to end the statement. */
  async adopt({ tag, submitted }: Entry, id: string): Promise<void> {
    (await this.registry()).set(tag, 'session', this.session);
    this.watch.begin(id, Math.max(0, Date.now() - submitted));
  }

  /** While `work` lasts, somebody is asking for the statement. */
  whileAwaited<T>(handle: string, work: () => Promise<T>): Promise<T> {
    return this.watch.whileAwaited(handle, work);
  }

  isAwaited(tag: string): boolean {
    return this.watch.isAwaited(tag);
  }

  /** Nobody waits for the statement any more: its identifier was given out, to be asked for. Gives its age in seconds. */
  async letGo(id: string): Promise<number> {
    (await this.registry()).writeOut();
    return this.watch.letGo(id);
  }

  /** The statement has ended on the warehouse. */
  async over(id: string): Promise<void> {
    this.forget(id);
    const registry = await this.registry();
    const tag = registry.tagOf(id);
    if (tag !== undefined) registry.set(tag, 'over', 1);
  }

  /** Cancels a statement on the warehouse, if it still runs there: until that is acknowledged, which is when this returns. */
  async end(id: string, ending?: Ending): Promise<void> {
    const registry = await this.registry();
    const tag = registry.tagOf(id);
    // Before the cancel, so that whoever is waiting for the statement can be told why it ended.
    if (ending !== undefined && tag !== undefined) registry.set(tag, 'ending', ending);
    await this.cancels.cancel(id);
  }

  /** Who waited has gone: ends the statement, unless somebody else waits for it, or another process has polled it. */
  async giveUp(tag: string): Promise<void> {
    if (this.isAwaited(tag)) return;
    const { id = null, over } = (await this.find(tag)) ?? {};
    if (id !== null && over === 0) await this.endOwn(id);
  }

  /**
   * Ends a statement of which no answer has come, should it run: looks for its tag in the history of the workspace, until
   * it is found or can no longer be expected. Never throws.
   */
  async seek({ tag, warehouse, submitted }: Pick<Entry, 'tag' | 'warehouse' | 'submitted'>): Promise<void> {
    const { signal } = this.closing;
    const until = performance.now() + soughtMs - Math.max(0, Date.now() - submitted);
    for (let waitMs = 1000; !(await this.endTagged(tag, warehouse)); waitMs = Math.min(lastLookMs, waitMs * 2)) {
      if (performance.now() > until) return (await this.registry()).set(tag, 'over', 1);
      await sleep(waitMs, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) return;
    }
  }

  /** Ends what processes that were killed have left running on this workspace. */
  async sweep(): Promise<void> {
    const registry = await this.registry();
    const left = Map.groupBy(registry.underWay(this.options.client.host), ({ session }) => session);
    left.delete(this.session);
    for (const [session, entries] of left) {
      const release = await tryLock(this.lockOf(session)).catch(() => undefined);
      if (release === undefined) continue;
      for (const { tag, id } of entries) if (id === null) registry.set(tag, 'session', this.session);
      await Promise.allSettled(entries.map(({ id }) => (id === null ? undefined : this.end(id))));
      release();
      for (const entry of entries) if (entry.id === null) void this.seek(entry);
    }
    await removeOldLocks(this.locks);
  }

  /** Ends what still belongs to this process. */
  async close(): Promise<void> {
    if (this.opened === undefined || this.closing.signal.aborted) return;
    this.closing.abort();
    this.cancels.stop();
    const registry = await this.opened;
    this.watch.stop();
    const own = registry.underWay(this.options.client.host).filter(({ session }) => session === this.session);
    await Promise.allSettled(
      own.map(({ tag, id, warehouse }) => (id === null ? this.endTagged(tag, warehouse) : this.end(id))),
    );
    registry.close();
    this.release?.();
    await rm(this.lockOf(this.session), { force: true }).catch(() => undefined);
  }

  /** Ends a statement, unless another process has polled it since. Never throws. */
  private async endOwn(id: string, ending?: Ending): Promise<void> {
    const session = (await this.registry()).find(id)?.session ?? this.session;
    if (session !== this.session) return this.forget(id);
    await this.end(id, ending).catch(() => undefined);
  }

  /** Whether the statement is over as far as we have to care. */
  private async endTagged(tag: string, warehouse: string): Promise<boolean> {
    const { client } = this.options;
    const tagged = { warehouse, key: tagKey, value: tag };
    const found = await findTagged(client, tagged, AbortSignal.timeout(10_000)).catch(() => []);
    for (const id of found) {
      await this.add(tag, id);
      await this.end(id).catch(() => undefined);
    }
    return found.length > 0;
  }

  private forget(id: string): void {
    this.watch.forget(id);
    this.options.onForgotten(id);
  }

  private registry(): Promise<Registry> {
    this.opened ??= this.open();
    return this.opened;
  }

  private async open(): Promise<Registry> {
    this.release = await tryLock(this.lockOf(this.session)).catch(() => undefined);
    return Registry.open(this.options.directory, this.options.onNotice);
  }

  private get locks(): string {
    return join(this.options.directory, 'sessions');
  }

  private lockOf(session: string): string {
    return join(this.locks, `${session}.lock`);
  }
}

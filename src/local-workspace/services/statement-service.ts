import { randomUUID } from 'node:crypto';
import { OWNER } from '../engine/catalog/identity.ts';
import { catalogNotFound, type Session, schemaNotFound } from '../engine/catalog/resolve-name.ts';
import { sqlErrorMessage } from '../engine/dialect/sql-error.ts';
import { Access } from '../engine/grants/access.ts';
import type { Engine } from '../engine/run/engine.ts';
import { toSqlError } from '../engine/run/engine-error.ts';
import { cutText, ownText } from './cut-text.ts';
import { EndedStatements } from './ended-statements.ts';
import { callerOf } from './principals.ts';
import { collectExternal } from './results/collect-external.ts';
import { collectInline } from './results/collect-inline.ts';
import { type Collector, ResultError } from './results/collector.ts';
import type { ResultFiles } from './results/result-files.ts';
import { writeCsv } from './results/write-csv.ts';
import { writeJson } from './results/write-json.ts';
import type { WriterOf } from './results/writer.ts';
import { type Asked, type Asker, Ended, isExternal, newRecord, type StatementRecord } from './statement-record.ts';

/** EXTERNAL_LINKS results are cut here (same source). */
const EXTERNAL_LIMIT = 100 * 1024 ** 3;

/** Nobody may wait for it any longer, and it holds a place of those that others wait for. A SQL warehouse gives it two days. */
const LONGEST_SECONDS = 3600;

/** No more of an error's message is kept; it may repeat a part of the statement. */
const LONGEST_ERROR = 16 * 1024;

/** Keeps of what was asked only what is needed to tell of the result. */
function forgetTexts(record: StatementRecord): void {
  const { disposition, format, warehouse_id } = record.asked;
  record.asked = {
    statement: '',
    ...(disposition && { disposition }),
    ...(format && { format }),
    ...(warehouse_id !== undefined && { warehouse_id }),
  };
  if (record.asker) record.asker = { user: record.asker.user, client: '' };
  record.columns = record.columns.map((column) => ({ ...column, name: ownText(column.name) }));
}

/** Arrow's library is loaded when the first result wants it, for it takes a part of the time to start. */
async function writerOf(format: Asked['format']): Promise<WriterOf> {
  if (format !== 'ARROW_STREAM') return format === 'CSV' ? writeCsv : writeJson;
  return (await import('./results/write-arrow.ts')).writeArrow;
}

export type StatementOptions = {
  readonly files: ResultFiles;
  /** Settles when the warehouse takes statements; until then they are PENDING. */
  readonly ready?: (warehouseId: string, signal: AbortSignal) => Promise<void>;
  readonly keptSeconds?: number;
  /** How long a statement may take. */
  readonly statementSeconds?: number;
  /** Told of every statement that a person's request ran, at its end. */
  readonly onEnd?: (record: StatementRecord) => void;
};

/** Runs statements on the engine and keeps their results for an hour, as Databricks does. */
export class StatementService {
  private readonly engine: Engine;
  private readonly options: StatementOptions;
  private readonly ended: EndedStatements;
  private readonly current = new Map<string, StatementRecord>();
  private readonly running = new Set<Promise<void>>();
  private readonly sweep: NodeJS.Timeout;

  constructor(engine: Engine, options: StatementOptions) {
    this.engine = engine;
    this.options = options;
    this.ended = new EndedStatements(options.keptSeconds, (record) => this.forgetResult(record));
    this.sweep = setInterval(() => this.ended.closeOld(), 30_000).unref();
  }

  find(id: string): StatementRecord | undefined {
    return this.current.get(id) ?? this.ended.find(id);
  }

  /** Statements that have not ended, the newest first. */
  underWay(): StatementRecord[] {
    return [...this.current.values()].reverse();
  }

  submit(asked: Asked, asker?: Asker): StatementRecord {
    const record = newRecord(randomUUID(), asked, asker);
    this.current.set(record.id, record);
    const run = this.execute(record).finally(() => this.running.delete(run));
    this.running.add(run);
    return record;
  }

  /** Stops a statement; the engine itself is interrupted until it lets go. */
  cancel(record: StatementRecord): void {
    this.end(record, new Error('canceled'));
  }

  /** Ends what a warehouse runs, and what waits for it. */
  stopWarehouse(id: string): void {
    const stopped = this.underWay().filter(({ asked, asker }) => asker && asked.warehouse_id === id);
    for (const record of stopped) this.end(record, new Ended(`The SQL warehouse ${id} was stopped.`));
  }

  private end(record: StatementRecord, reason: Error): void {
    if (record.finishedAt !== undefined || record.stop.signal.aborted) return;
    record.stop.abort(reason);
    if (record.state === 'PENDING') {
      this.finishEnded(record);
      return;
    }
    record.interrupt?.();
    // An interrupt between two steps of the engine is lost, so it is repeated until the end.
    const again = setInterval(() => record.interrupt?.(), 20);
    void record.done.then(() => clearInterval(again));
  }

  /** The bytes of a chunk of an external result; undefined where they are gone. */
  readChunk(record: StatementRecord, chunk: number): Promise<AsyncIterable<Uint8Array>> | undefined {
    const isThere = record.state === 'SUCCEEDED' && isExternal(record) && chunk in record.result.chunks;
    return isThere ? this.options.files.read(record.id, chunk) : undefined;
  }

  async close(): Promise<void> {
    clearInterval(this.sweep);
    for (const record of this.underWay()) this.cancel(record);
    await Promise.all(this.running);
    await this.options.files.close();
  }

  private async execute(record: StatementRecord): Promise<void> {
    const { signal } = record.stop;
    const collector = await this.collector(record);
    const seconds = this.options.statementSeconds ?? LONGEST_SECONDS;
    const tooLong = new Ended(`The statement was ended after ${seconds} seconds, the most that one may take here.`);
    const timer = setTimeout(() => this.end(record, tooLong), seconds * 1000).unref();
    try {
      // A statement stays PENDING here until its warehouse takes it.
      if (record.asker) await this.options.ready?.(record.asked.warehouse_id ?? '', signal);
      record.readyAt = Date.now();
      const how = await this.run(record, collector);
      await collector.end();
      if (signal.aborted && how === 'read') this.finishEnded(record);
      else this.finish(record, 'SUCCEEDED');
    } catch (error) {
      await Promise.resolve(collector.end()).catch(() => undefined);
      if (signal.aborted) this.finishEnded(record);
      else this.fail(record, this.errorOf(record, error));
    } finally {
      clearTimeout(timer);
    }
  }

  private run(record: StatementRecord, collector: Collector): Promise<'read' | 'written'> {
    const { asked, asker, stop } = record;
    const caller = asker ? callerOf(asker.user) : { name: OWNER, groups: [] };
    const request = {
      id: record.id,
      text: asked.statement,
      parameters: asked.parameters ?? [],
      session: this.session(asked, new Access(this.engine.catalog.grants, caller, asker === undefined)),
      seeding: asker === undefined,
      user: caller.name,
      groups: caller.groups,
      signal: stop.signal,
      // One more tells that there are more.
      ...(asked.row_limit !== undefined && { mostRows: asked.row_limit + 1 }),
    };
    return this.engine.run(request, {
      started: () => {
        stop.signal.throwIfAborted();
        record.state = 'RUNNING';
        record.startedAt = Date.now();
      },
      columns: (columns) => {
        record.columns = columns;
        collector.columns(columns);
      },
      rows: async (batch) => (await collector.add(batch)) && !stop.signal.aborted,
      onInterrupt: (interrupt) => {
        record.interrupt = interrupt;
        stop.signal.throwIfAborted();
      },
    });
  }

  private async collector(record: StatementRecord): Promise<Collector> {
    const { result, id, asked } = record;
    const rows = asked.row_limit ?? Number.POSITIVE_INFINITY;
    if (!isExternal(record)) {
      return collectInline(result, { rows, bytes: asked.byte_limit ?? Number.POSITIVE_INFINITY });
    }
    const limits = { rows, bytes: asked.byte_limit ?? EXTERNAL_LIMIT };
    return collectExternal(result, limits, await writerOf(asked.format), this.options.files, id);
  }

  private errorOf({ asked }: StatementRecord, error: unknown): NonNullable<StatementRecord['error']> {
    if (error instanceof ResultError) return { code: error.errorCode, message: error.message, sqlState: undefined };
    const sqlError = toSqlError(error);
    return { code: 'BAD_REQUEST', message: sqlErrorMessage(sqlError, asked.statement), sqlState: sqlError.sqlState };
  }

  private session(asked: Asked, access: Access): Session {
    const session = {
      catalog: (asked.catalog ?? 'main').toLowerCase(),
      schema: (asked.schema ?? 'default').toLowerCase(),
    };
    if (asked.catalog !== undefined && !this.engine.catalog.catalog(session.catalog))
      throw catalogNotFound(session.catalog);
    // First of all, so that whoever may not use it does not learn what is in it.
    if (asked.catalog !== undefined || asked.schema !== undefined) access.wantUse(session.catalog);
    if (asked.schema !== undefined && !this.engine.catalog.schema(session.catalog, session.schema))
      throw schemaNotFound(session.catalog, session.schema);
    if (asked.schema !== undefined) access.wantUse(session.catalog, session.schema);
    return session;
  }

  private finishEnded(record: StatementRecord): void {
    const reason: unknown = record.stop.signal.reason;
    if (reason instanceof Ended) this.fail(record, { code: 'ABORTED', message: reason.message, sqlState: undefined });
    else this.finish(record, 'CANCELED');
  }

  private fail(record: StatementRecord, error: NonNullable<StatementRecord['error']>): void {
    record.error ??= { ...error, message: cutText(error.message, LONGEST_ERROR) };
    this.finish(record, 'FAILED');
  }

  private finish(record: StatementRecord, state: 'SUCCEEDED' | 'FAILED' | 'CANCELED'): void {
    if (record.finishedAt !== undefined) return;
    record.state = state;
    record.finishedAt = Date.now();
    delete record.interrupt;
    if (state !== 'SUCCEEDED') this.forgetResult(record);
    this.current.delete(record.id);
    if (record.asker) this.options.onEnd?.(record);
    forgetTexts(record);
    this.ended.add(record);
    record.settle();
  }

  /** How many bytes the texts of the statements under way take. */
  textBytes(): number {
    return this.underWay().reduce((sum, { asked }) => sum + asked.statement.length, 0);
  }

  private forgetResult(record: StatementRecord): void {
    const { id, result } = record;
    result.chunks.length = 0;
    result.bytes = 0;
    record.columns = [];
    void this.options.files.delete(id);
  }
}

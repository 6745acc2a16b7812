import { randomUUID } from 'node:crypto';
import type { ExecuteStatementRequest } from '../../databricks-api/statements.ts';
import { catalogNotFound, type Session, schemaNotFound } from '../engine/catalog/resolve-name.ts';
import { sqlErrorMessage } from '../engine/dialect/sql-error.ts';
import type { Engine } from '../engine/run/engine.ts';
import { toSqlError } from '../engine/run/engine-error.ts';
import { collectRows, InlineLimitError } from './collect-rows.ts';
import type { StatementRecord } from './statement-record.ts';

type Asked = Pick<
  ExecuteStatementRequest,
  'statement' | 'catalog' | 'schema' | 'parameters' | 'row_limit' | 'byte_limit'
>;

/** Node has four threads for native work; one stays free for everything else. */
const AT_ONCE = 3;
const KEPT_MS = 3_600_000;
const KEPT_BYTES = 256 * 1024 * 1024;

/** Runs statements on the engine and keeps their results for an hour, as Databricks does. */
export class StatementService {
  private readonly engine: Engine;
  private readonly records = new Map<string, StatementRecord>();
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  constructor(engine: Engine) {
    this.engine = engine;
  }

  find(id: string): StatementRecord | undefined {
    this.forgetOld();
    return this.records.get(id);
  }

  /** Starts a statement; it is PENDING until one of the engine's places is free. */
  submit(asked: Asked, seeding = false): StatementRecord {
    this.forgetOld();
    const { promise, resolve } = Promise.withResolvers<void>();
    const record: StatementRecord = {
      id: randomUUID(),
      state: 'PENDING',
      columns: [],
      chunks: [],
      rowCount: 0,
      bytes: 0,
      truncated: false,
      cancelled: false,
      done: promise,
    };
    this.records.set(record.id, record);
    void this.execute(record, asked, seeding).then(resolve);
    return record;
  }

  /** Stops a statement; the engine itself is interrupted until it lets go. */
  cancel(record: StatementRecord): void {
    if (record.finishedAt !== undefined || record.cancelled) return;
    record.cancelled = true;
    if (record.state === 'PENDING') {
      this.finish(record, 'CANCELED');
      return;
    }
    record.interrupt?.();
    // An interrupt between two steps of the engine is lost, so it is repeated until the end.
    const again = setInterval(() => record.interrupt?.(), 20);
    void record.done.then(() => clearInterval(again));
  }

  async close(): Promise<void> {
    const open = [...this.records.values()].filter((record) => record.finishedAt === undefined);
    for (const record of open) this.cancel(record);
    await Promise.all(open.map((record) => record.done));
  }

  private async execute(record: StatementRecord, asked: Asked, seeding: boolean): Promise<void> {
    if (this.running >= AT_ONCE) await new Promise<void>((go) => this.waiting.push(go));
    this.running += 1;
    try {
      if (!record.cancelled) await this.run(record, asked, seeding);
    } finally {
      this.running -= 1;
      this.waiting.shift()?.();
    }
  }

  private async run(record: StatementRecord, asked: Asked, seeding: boolean): Promise<void> {
    record.state = 'RUNNING';
    const limits = {
      rows: asked.row_limit ?? Number.POSITIVE_INFINITY,
      bytes: asked.byte_limit ?? Number.POSITIVE_INFINITY,
    };
    try {
      const request = {
        id: record.id,
        text: asked.statement,
        parameters: asked.parameters ?? [],
        session: this.session(asked),
        seeding,
      };
      const how = await this.engine.run(request, {
        columns: (columns) => {
          record.columns = columns;
        },
        rows: (rows) => collectRows(record, rows, limits),
        onInterrupt: (interrupt) => {
          record.interrupt = interrupt;
          if (record.cancelled) throw new Error('cancelled before it started');
        },
      });
      this.finish(record, record.cancelled && how === 'read' ? 'CANCELED' : 'SUCCEEDED');
    } catch (error) {
      if (error instanceof InlineLimitError) {
        record.error = { message: error.message, sqlState: undefined };
      } else {
        const sqlError = toSqlError(error);
        record.error = { message: sqlErrorMessage(sqlError, asked.statement), sqlState: sqlError.sqlState };
      }
      this.finish(record, record.cancelled ? 'CANCELED' : 'FAILED');
    }
  }

  private session(asked: Asked): Session {
    const session = {
      catalog: (asked.catalog ?? 'main').toLowerCase(),
      schema: (asked.schema ?? 'default').toLowerCase(),
    };
    if (asked.catalog !== undefined && !this.engine.catalog.catalog(session.catalog))
      throw catalogNotFound(session.catalog);
    if (asked.schema !== undefined && !this.engine.catalog.schema(session.catalog, session.schema))
      throw schemaNotFound(session.catalog, session.schema);
    return session;
  }

  private finish(record: StatementRecord, state: 'SUCCEEDED' | 'FAILED' | 'CANCELED'): void {
    record.state = state;
    record.finishedAt = Date.now();
    delete record.interrupt;
    if (state !== 'SUCCEEDED') {
      record.chunks.length = 0;
      record.bytes = 0;
    }
  }

  private forgetOld(): void {
    const oldest = Date.now() - KEPT_MS;
    let bytes = 0;
    for (const record of [...this.records.values()].reverse()) {
      bytes += record.bytes;
      const over = bytes > KEPT_BYTES || (record.finishedAt !== undefined && record.finishedAt < oldest);
      if (record.finishedAt !== undefined && over) this.records.delete(record.id);
    }
  }
}

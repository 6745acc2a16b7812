import type { DuckDBConnection, DuckDBResult } from '@duckdb/node-api';
import { LakegooseError, reasonOf } from '../../../base/errors.ts';
import type { StatementParameter } from '../../../databricks-api/statements.ts';
import { Catalog, type CatalogChange } from '../catalog/catalog.ts';
import { fullName } from '../catalog/entries.ts';
import type { Session, Site } from '../catalog/resolve-name.ts';
import { BIGINT, type Column } from '../dialect/types.ts';
import { Access } from '../grants/access.ts';
import type { Directory } from '../grants/grants.ts';
import type { Plan } from '../plan/plan.ts';
import { planStatement } from '../plan/plan-statement.ts';
import { type Batch, listingBatch } from './batch.ts';
import { checkFormat } from './check-format.ts';
import { located } from './engine-error.ts';
import { Gate } from './gate.ts';
import { appendRows, Journal, type JournalRow, type OnLoss } from './journal.ts';
import { lineageRows } from './lineage-rows.ts';
import { type Database, openDatabase } from './open-database.ts';
import { keepSql, loadCatalog } from './store.ts';

export type Request = {
  readonly id: string;
  readonly text: string;
  readonly parameters: readonly StatementParameter[];
  readonly session: Session;
  readonly seeding: boolean;
  readonly user: string;
  /** Groups of the account that the user is in. */
  readonly groups: readonly string[];
  /** Aborted when the statement is cancelled. */
  readonly signal: AbortSignal;
};
/** One statement under way: its start, its columns, then its rows in batches; `interrupt` stops the engine itself. */
export type Sink = {
  /** Called when the engine has a place for the statement. */
  started(): void;
  columns(columns: readonly Column[]): void;
  /** False when no more rows are wanted; the engine waits for the answer. */
  rows(batch: Batch): boolean | Promise<boolean>;
  /** Called before the engine starts; throws where the statement is cancelled already. */
  onInterrupt(interrupt: () => void): void;
};

/** Hands on a result; the engine is at the next chunk while one is written down. False where not all was wanted. */
async function readChunks(result: DuckDBResult, sink: Sink): Promise<boolean> {
  let next = result.fetchChunk();
  try {
    for (let chunk = await next; chunk && chunk.rowCount > 0; chunk = await next) {
      next = result.fetchChunk();
      if (!(await sink.rows({ rowCount: chunk.rowCount, columns: chunk.getColumns() }))) return false;
    }
    return true;
  } finally {
    // The connection must not be closed under it; what it fails with has been thrown already, or is wanted no more.
    await next.catch(() => undefined);
  }
}

/** Node has four threads for native work; one stays free for everything else. */
const AT_ONCE = 3;

/** The engine with its catalog. Reads run side by side, writes one after the other: waiting ones take no place. */
export class Engine {
  readonly catalog: Catalog;
  readonly journal: Journal;
  private readonly database: Database;
  private readonly gate = new Gate(AT_ONCE);
  private readonly idle: DuckDBConnection[] = [];
  private lastWrite: Promise<unknown> = Promise.resolve();

  private constructor(database: Database, catalog: Catalog, onLoss: OnLoss) {
    this.database = database;
    this.catalog = catalog;
    this.journal = new Journal(database, onLoss);
  }

  /** `directory` holds everybody who may be granted something. */
  static async open(
    dataDirectory: string | undefined,
    directory: Directory,
    onLoss: OnLoss,
    systemSchemas?: readonly string[],
  ): Promise<Engine> {
    const database = await openDatabase(dataDirectory);
    try {
      const catalog = new Catalog(directory, systemSchemas);
      const connection = await database.connect();
      await checkFormat(connection, dataDirectory ?? '');
      await loadCatalog(connection, catalog);
      connection.closeSync();
      return new Engine(database, catalog, onLoss);
    } catch (error) {
      await database.close();
      if (error instanceof LakegooseError) throw error;
      const facts = { path: dataDirectory ?? '', reason: reasonOf(error) };
      throw new LakegooseError('workspace.data_broken', facts, { cause: error });
    }
  }

  /** A connection of the engine's own, for the seed. */
  connect(): Promise<DuckDBConnection> {
    return this.database.connect();
  }

  async close(): Promise<void> {
    for (const connection of this.idle) connection.closeSync();
    await this.database.close();
  }

  /** Says whether the statement only read: a write that came through stays done, even if it was cancelled meanwhile. */
  async run(request: Request, sink: Sink): Promise<'read' | 'written'> {
    await this.gate.enter(request.signal);
    try {
      const plan = this.plan(request);
      if (plan.kind !== 'change') {
        sink.started();
        if (plan.kind === 'rows') {
          // What ended before this statement may be what it asks for, where it asks for any of it.
          if (plan.sql.includes('lakegoose.')) await this.journal.settled();
          await this.read(plan, sink);
          this.journal.keep(this.lineageRows(plan, request));
        } else {
          sink.columns(plan.columns);
          await sink.rows(listingBatch(plan.rows, plan.columns));
        }
        return 'read';
      }
    } finally {
      this.gate.leave();
    }
    await this.write(request, sink);
    return 'written';
  }

  private plan(request: Request): Plan {
    const access = new Access(this.catalog.grants, { name: request.user, groups: request.groups }, request.seeding);
    const sites: Site[] = [];
    const session = { ...request.session, sites };
    const plan = planStatement(request.text, request.parameters, this.catalog, session, access);
    return plan.kind === 'listing' ? plan : { ...plan, sites };
  }

  private async read(plan: Extract<Plan, { kind: 'rows' }>, sink: Sink): Promise<void> {
    const connection = this.idle.pop() ?? (await this.database.connect());
    let isClean = false;
    try {
      sink.onInterrupt(() => connection.interrupt());
      const prepared = await connection.prepare(plan.sql);
      const result = await prepared.stream().finally(() => prepared.destroySync());
      sink.columns(plan.columns);
      isClean = await readChunks(result, sink);
    } catch (error) {
      throw located(error, plan.sql, plan.sites);
    } finally {
      // One with rows left in it, or one that failed, is not used again.
      if (isClean) this.idle.push(connection);
      else connection.closeSync();
    }
  }

  /** Waits for the write before it, then plans anew, for that write may have changed the catalog. */
  private write(request: Request, sink: Sink): Promise<void> {
    const turn = this.lastWrite.then(async () => {
      await this.gate.enter(request.signal);
      try {
        await this.change(request, sink);
      } finally {
        this.gate.leave();
      }
    });
    this.lastWrite = turn.catch(() => undefined);
    return turn;
  }

  /** Changes what the catalog says, and keeps it; worked out when the writes before it are done. */
  keep(changes: () => readonly CatalogChange[]): Promise<void> {
    const turn = this.lastWrite.then(async () => {
      const all = changes();
      const connection = await this.database.connect();
      try {
        for (const step of ['BEGIN TRANSACTION', ...keepSql(all), 'COMMIT']) await connection.run(step);
        for (const change of all) this.catalog.apply(change);
      } finally {
        connection.closeSync();
      }
    });
    this.lastWrite = turn.catch(() => undefined);
    return turn;
  }

  private async change(request: Request, sink: Sink): Promise<void> {
    const plan = this.plan(request);
    if (plan.kind !== 'change') return;
    sink.started();
    const changes = [...plan.changes, ...this.lineage(plan, request.id)];
    const connection = await this.database.connect();
    try {
      sink.onInterrupt(() => connection.interrupt());
      await connection.run('BEGIN TRANSACTION');
      let counted: readonly unknown[] = [];
      for (const step of plan.steps) {
        const result = await connection.runAndReadAll(step);
        counted = result.getRows()[0] ?? [];
      }
      if (changes.length > 0) await connection.run(keepSql(changes).join(';\n'));
      await appendRows(connection, this.lineageRows(plan, request));
      await connection.run('COMMIT');
      for (const change of changes) this.catalog.apply(change);
      sink.columns(plan.counts.map((name) => ({ name, type: BIGINT })));
      if (plan.counts.length > 0)
        await sink.rows({
          rowCount: 1,
          columns: plan.counts.map((_, index) => [BigInt(String(counted[index] ?? counted[0] ?? 0))]),
        });
    } catch (error) {
      await connection.run('ROLLBACK').catch(() => undefined);
      throw located(error, plan.steps.join('\n'), plan.sites);
    } finally {
      connection.closeSync();
    }
  }

  /** An edge from every table that the statement read to the one it wrote; what earlier ones wrote stays true. */
  private lineage(plan: Extract<Plan, { kind: 'change' }>, statementId: string): CatalogChange[] {
    if (!plan.target) return [];
    const target = fullName(plan.target);
    return plan.reads
      .filter((source) => source !== target)
      .map((source) => {
        const pairs = (plan.columnReads ?? [])
          .filter(({ origin }) => origin.table === source)
          .map(({ origin, column }) => ({ source: origin.column, target: column }));
        const isNew = (old: { source: string; target: string }): boolean =>
          !pairs.some((pair) => pair.source === old.source && pair.target === old.target);
        const columns = [...(this.catalog.edge(source, target)?.columns.filter(isNew) ?? []), ...pairs];
        return { kind: 'add-lineage', edge: { source, target, statementId, columns, at: Date.now() } };
      });
  }

  private lineageRows(plan: Extract<Plan, { kind: 'rows' | 'change' }>, { id, user, seeding }: Request): JournalRow[] {
    // The workspace's own seed is nobody's statement; its chain is, for lineage is what it is there for.
    if (seeding && plan.kind === 'rows') return [];
    const typeOf = (name: string): string => {
      const [catalog = '', schema = '', table = ''] = name.split('.');
      return this.catalog.table(catalog, schema, table)?.kind === 'VIEW' ? 'VIEW' : 'TABLE';
    };
    return lineageRows(plan, typeOf, { statementId: id, user, at: Date.now() });
  }
}

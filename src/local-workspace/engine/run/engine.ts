import type { DuckDBConnection } from '@duckdb/node-api';
import { LakegooseError, reasonOf } from '../../../base/errors.ts';
import { Catalog, type CatalogChange } from '../catalog/catalog.ts';
import { fullName } from '../catalog/entries.ts';
import type { Site } from '../catalog/resolve-name.ts';
import { roomyRows } from '../dialect/analyze/room.ts';
import { parseScript } from '../dialect/parse/parse-script.ts';
import { readParameters } from '../dialect/parse/read-parameters.ts';
import { BIGINT, type Column } from '../dialect/types.ts';
import { Access } from '../grants/access.ts';
import type { Directory } from '../grants/grants.ts';
import type { Plan } from '../plan/plan.ts';
import { planStatement } from '../plan/plan-statement.ts';
import { listingBatch } from './batch.ts';
import { checkFormat } from './check-format.ts';
import { Claims, claimsOf } from './claims.ts';
import type { Database, Lease } from './database.ts';
import { located } from './engine-error.ts';
import { Gate, PLACES } from './gate.ts';
import { appendRows, Journal, type JournalRow, type OnLoss } from './journal.ts';
import { lineageRows } from './lineage-rows.ts';
import { openDatabase } from './open-database.ts';
import { readChunks } from './read-chunks.ts';
import type { Request, Sink } from './request.ts';
import { runScript } from './run-script.ts';
import { keepSql, loadCatalog } from './store.ts';

type Change = Extract<Plan, { kind: 'change' }>;
type Rows = Extract<Plan, { kind: 'rows' }>;

/** Where it shall stop after more rows, the engine keeps them all in memory before it gives the first. */
const MOST_TO_STOP_AFTER = 10_000;
const limited = (sql: string, most: number | undefined): string =>
  most === undefined || most > MOST_TO_STOP_AFTER ? sql : `SELECT * FROM (${sql}) LIMIT ${most}`;

/** How far a write has come. */
type Attempt = {
  counts: readonly string[];
  changes: readonly CatalogChange[];
  counted: readonly unknown[];
  /** The identifier of a row of lineage that is being committed with it. */
  committing: string | undefined;
};

/**
 * The engine with its catalog. What goes through rows takes a place, so many at once; writes of one table run one after
 * the other, and waiting ones take no place. Everything else never waits for rows.
 */
export class Engine {
  readonly catalog: Catalog;
  readonly journal: Journal;
  readonly database: Database;
  private readonly gate = new Gate(PLACES);
  private readonly claims = new Claims();
  private lastCommit: Promise<unknown> = Promise.resolve();

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
      await database.use(async ({ connection }) => {
        await checkFormat(connection, dataDirectory ?? '');
        await loadCatalog(connection, catalog);
      });
      return new Engine(database, catalog, onLoss);
    } catch (error) {
      await database.close();
      if (error instanceof LakegooseError) throw error;
      const facts = { path: dataDirectory ?? '', reason: reasonOf(error) };
      throw new LakegooseError('workspace.data_broken', facts, { cause: error });
    }
  }

  close(): Promise<void> {
    return this.database.close();
  }

  /** Says whether the statement only read: a write that came through stays done, even if it was cancelled meanwhile. */
  async run(request: Request, sink: Sink): Promise<'read' | 'written'> {
    const script = parseScript(request.text, readParameters(request.parameters));
    const run = (each: Request, into: Sink): Promise<'read' | 'written'> => this.statement(each, into);
    return script ? runScript(script, request, sink, run) : this.statement(request, sink);
  }

  private async statement(request: Request, sink: Sink): Promise<'read' | 'written'> {
    request.signal.throwIfAborted();
    const plan = this.plan(request);
    if (plan.kind === 'change') {
      if (plan.steps.length + plan.changes.length > 0) await this.write(plan, request, sink);
      else sink.started();
      return 'written';
    }
    if (plan.kind === 'listing') {
      sink.started();
      sink.columns(plan.columns);
      await sink.rows(listingBatch(plan.rows, plan.columns));
      if (plan.use) sink.used?.(plan.use);
      return 'read';
    }
    const hasWaited = await this.gate.enter(request.signal);
    try {
      sink.started();
      // What it may read, and what that is, may have changed meanwhile.
      const now = hasWaited ? this.plan(request) : plan;
      if (now.kind === 'rows') await this.rows(now, request, sink);
      return 'read';
    } finally {
      this.gate.leave();
    }
  }

  /** The columns of a query, which does not run; undefined for a statement of another kind. */
  columns(request: Request): readonly Column[] | undefined {
    if (parseScript(request.text, readParameters(request.parameters))) return undefined;
    const plan = this.plan(request);
    return plan.kind === 'rows' ? plan.columns : undefined;
  }

  private async rows(plan: Rows, request: Request, sink: Sink): Promise<void> {
    // What ended before this statement may be what it asks for, where it asks for any of it.
    if (plan.sql.includes('lakegoose.')) await this.journal.settled();
    await this.database
      .use((lease) => this.read(plan, request.mostRows, lease, sink))
      .catch((error: unknown) => {
        throw located(error, plan.sql, plan.sites);
      });
    this.journal.keep(this.lineageRows(plan, request));
  }

  private plan(request: Request): Plan {
    const access = new Access(this.catalog.grants, { name: request.user, groups: request.groups }, request.seeding);
    const sites: Site[] = [];
    const values = request.parameters.map(({ value }) => value ?? '').join('');
    const session = { ...request.session, textLength: request.text.length + values.length, sites };
    const plan = planStatement(request.text, request.parameters, this.catalog, session, access);
    return plan.kind === 'listing' ? plan : { ...plan, sites };
  }

  private async read({ sql, columns }: Rows, mostRows: number | undefined, lease: Lease, sink: Sink): Promise<void> {
    sink.onInterrupt(() => lease.interrupt());
    lease.computes = true;
    const types = columns.map(({ type }) => type);
    const prepared = await lease.connection.prepare(roomyRows(limited(sql, mostRows), types));
    const result = await prepared.stream().finally(() => prepared.destroySync());
    sink.columns(columns);
    lease.spoilt = !(await readChunks(result, sink));
  }

  /** Waits for the writes of the same table, then plans anew, for they may have changed the catalog. */
  private async write(first: Change, request: Request, sink: Sink): Promise<void> {
    const letGo = await this.claims.take(claimsOf(first), request.signal);
    const computes = first.computes === true;
    try {
      if (computes) await this.gate.enter(request.signal);
      try {
        sink.started();
        const attempt: Attempt = { counts: [], changes: [], counted: [], committing: undefined };
        try {
          await this.database.use((lease) => {
            const work = () => this.change(request, lease, sink, attempt, computes);
            return computes ? work() : this.inTurn(work);
          });
        } catch (error) {
          if (attempt.committing === undefined || !(await this.wasCommitted(attempt.committing))) throw error;
          this.apply(attempt.changes);
        }
        sink.columns(attempt.counts.map((name) => ({ name, type: BIGINT })));
        const { counts, counted } = attempt;
        const cells = counts.map((_, index) => [BigInt(String(counted[index] ?? counted[0] ?? 0))]);
        if (cells.length > 0) await sink.rows({ rowCount: 1, columns: cells });
      } finally {
        if (computes) this.gate.leave();
      }
    } finally {
      letGo();
    }
  }

  /**
   * One after the other, for what the catalog says and what is kept of it must not part. Whoever takes a turn has its
   * connection already: nobody in a turn waits for one who waits for a turn.
   */
  private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.lastCommit.then(work);
    this.lastCommit = turn.catch(() => undefined);
    return turn;
  }

  /** Changes what the catalog says, and keeps it; worked out when the changes before it are done. */
  keep(changes: () => readonly CatalogChange[]): Promise<void> {
    return this.database.use(({ connection }) =>
      this.inTurn(async () => {
        const all = changes();
        await connection.run('BEGIN TRANSACTION');
        await this.commit(connection, all, []);
      }),
    );
  }

  /** A commit that fails for want of memory may have been written down: then its lineage is, too. */
  private wasCommitted(recordId: string): Promise<boolean> {
    const sql = 'SELECT 1 FROM lakegoose.table_lineage WHERE record_id = $1 LIMIT 1';
    return this.database.use(
      async ({ connection }) => (await connection.runAndReadAll(sql, [recordId])).currentRowCount > 0,
    );
  }

  private async change(request: Request, lease: Lease, sink: Sink, attempt: Attempt, computes: boolean): Promise<void> {
    const plan = this.plan(request);
    if (plan.kind !== 'change') return;
    const { connection } = lease;
    sink.onInterrupt(() => lease.interrupt());
    lease.computes = computes;
    await connection.run('BEGIN TRANSACTION');
    attempt.counts = plan.counts;
    const countsAt = plan.countsAt ?? plan.steps.length - 1;
    for (const [index, step] of plan.steps.entries()) {
      const result = await connection.runAndReadAll(step).catch((error: unknown) => {
        throw located(error, plan.steps.join('\n'), plan.sites);
      });
      if (index === countsAt) attempt.counted = result.getRows()[0] ?? [];
    }
    const commit = () => {
      attempt.changes = [...plan.changes, ...this.lineage(plan, request.id)];
      const rows = this.lineageRows(plan, request);
      return this.commit(connection, attempt.changes, rows, () => {
        const recordId = rows.find(({ table }) => table === 'table_lineage')?.cells.at(-1);
        attempt.committing = typeof recordId === 'string' ? recordId : undefined;
      });
    };
    await (computes ? this.inTurn(commit) : commit());
  }

  /** What goes wrong before the end leaves nothing behind: the transaction ends with its connection. */
  private async commit(
    connection: DuckDBConnection,
    changes: readonly CatalogChange[],
    rows: readonly JournalRow[],
    onCommit: () => void = () => undefined,
  ): Promise<void> {
    if (changes.length > 0) await connection.run(keepSql(changes).join(';\n'));
    await appendRows(connection, rows);
    onCommit();
    await connection.run('COMMIT');
    this.apply(changes);
  }

  private apply(changes: readonly CatalogChange[]): void {
    // A part of a text would keep the whole text of its statement in memory.
    for (const change of changes) this.catalog.apply(structuredClone(change));
  }

  /** An edge from every table that the statement read to the one it wrote; what earlier ones wrote stays true. */
  private lineage(plan: Change, statementId: string): CatalogChange[] {
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

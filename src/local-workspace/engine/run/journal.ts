import { randomUUID } from 'node:crypto';
import type { DuckDBValue } from '@duckdb/node-api';
import { quoteText } from '../dialect/analyze/typed.ts';
import type { Plan } from '../plan/plan.ts';
import type { Database } from './open-database.ts';

/** One statement that has ended, as `system.query.history` keeps it. */
export type HistoryEntry = {
  readonly statement_id: string;
  readonly status: 'FINISHED' | 'FAILED' | 'CANCELED';
  readonly user_id: string;
  readonly user_name: string;
  readonly text: string;
  readonly type: string;
  readonly error: string | null;
  readonly client: string;
  /** A JSON object. */
  readonly tags: string;
  readonly warehouse_id: string;
  readonly submitted: number;
  readonly ready: number | null;
  readonly started: number | null;
  readonly ended: number;
  readonly produced: number;
};

const text = (value: string | undefined): string => (value === undefined ? 'NULL' : quoteText(value));

type Event = { readonly statementId: string; readonly user: string; readonly at: number };

/** Engine statements that keep what a statement read and wrote, for `system.access`. */
export function lineageSql(
  plan: Extract<Plan, { kind: 'rows' | 'change' }>,
  typeOf: (fullName: string) => string,
  { statementId, user, at }: Event,
): string[] {
  const target = plan.kind === 'change' && plan.target ? plan.target : undefined;
  const name = target && `${target.catalog}.${target.schema}.${target.name}`;
  const wrote = [text(name), text(target && (target.kind === 'VIEW' ? 'VIEW' : 'TABLE'))];
  const tail = (): string => `${text(user)}, ${at}, ${text(statementId)}, ${text(randomUUID())}`;
  const sources = plan.reads.filter((source) => source !== name);
  const tables = sources.map((source) => [text(source), text(typeOf(source)), ...wrote, tail()].join(', '));
  if (tables.length === 0 && name !== undefined) tables.push(['NULL', 'NULL', ...wrote, tail()].join(', '));
  const columns = (plan.kind === 'change' ? (plan.columnReads ?? []) : [])
    .filter(({ origin }) => origin.table !== name)
    .map(({ origin, column }) =>
      [text(origin.table), text(typeOf(origin.table)), text(origin.column), ...wrote, text(column), tail()].join(', '),
    );
  const insert = (table: string, rows: readonly string[]): string[] =>
    rows.length === 0 ? [] : [`INSERT INTO lakegoose.${table} VALUES ${rows.map((row) => `(${row})`).join(', ')}`];
  return [...insert('table_lineage', tables), ...insert('column_lineage', columns)];
}

type Step = { readonly sql: string; readonly values: DuckDBValue[] };

/** What is kept waits so long for more, that a run of short statements is not slowed by its own record. */
const PATIENCE_MS = 100;

/** Keeps what happened, in its order, beside the statements themselves. */
export class Journal {
  private readonly database: Database;
  private waiting: Step[] = [];
  private timer: NodeJS.Timeout | undefined;
  private last: Promise<void> = Promise.resolve();

  constructor(database: Database) {
    this.database = database;
  }

  keep(steps: readonly string[]): void {
    for (const sql of steps) this.add({ sql, values: [] });
  }

  keepHistory(entry: HistoryEntry): void {
    const values = Object.values(entry);
    const names = Object.keys(entry).join(', ');
    const marks = values.map((_, index) => `$${index + 1}`).join(', ');
    this.add({ sql: `INSERT INTO lakegoose.query_history (${names}) VALUES (${marks})`, values });
  }

  /** Settles when everything kept so far can be read. */
  settled(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const steps = this.waiting;
    this.waiting = [];
    if (steps.length > 0) this.last = this.last.then(() => this.write(steps));
    return this.last;
  }

  async read(sql: string, values: DuckDBValue[]): Promise<Record<string, DuckDBValue>[]> {
    await this.settled();
    const connection = await this.database.connect();
    try {
      return (await connection.runAndReadAll(sql, values)).getRowObjects();
    } finally {
      connection.closeSync();
    }
  }

  private add(step: Step): void {
    this.waiting.push(step);
    this.timer ??= setTimeout(() => void this.settled(), PATIENCE_MS).unref();
  }

  private async write(steps: readonly Step[]): Promise<void> {
    const connection = await this.database.connect();
    try {
      await connection.run('BEGIN TRANSACTION');
      for (const { sql, values } of steps) await connection.run(sql, values);
      await connection.run('COMMIT');
    } catch {
      // What cannot be kept must not end the workspace; it is only the record of statements that ended themselves.
      await connection.run('ROLLBACK').catch(() => undefined);
    } finally {
      connection.closeSync();
    }
  }
}

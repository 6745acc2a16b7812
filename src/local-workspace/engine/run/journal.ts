import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import type { Database } from './database.ts';

/** One statement that has ended, as `system.query.history` keeps it; in the order of that table's columns. */
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

/** A row of one of the tables in the schema `lakegoose`, its cells in the order of the columns. */
export type JournalRow = {
  readonly table: 'table_lineage' | 'column_lineage' | 'query_history';
  readonly cells: readonly (string | number | null)[];
};

/** Adds rows within the connection's transaction, without SQL to plan: what is kept must cost next to nothing. */
export async function appendRows(connection: DuckDBConnection, rows: readonly JournalRow[]): Promise<void> {
  for (const table of new Set(rows.map((row) => row.table))) {
    const appender = await connection.createAppender(table, 'lakegoose');
    for (const { cells } of rows.filter((row) => row.table === table)) {
      for (const cell of cells) {
        if (cell === null) appender.appendNull();
        else if (typeof cell === 'string') appender.appendVarchar(cell);
        else appender.appendBigInt(BigInt(cell));
      }
      appender.endRow();
    }
    appender.closeSync();
  }
}

/** Told of rows that could not be kept: that must not fail the statements, which ended themselves. */
export type OnLoss = (lost: readonly JournalRow[], error: unknown) => void;

/** What is kept waits so long for more, that a run of short statements is not slowed by its own record. */
const PATIENCE_MS = 100;

/** Keeps what happened, in its order, beside the statements themselves. */
export class Journal {
  private readonly database: Database;
  private readonly onLoss: OnLoss;
  private waiting: JournalRow[] = [];
  private timer: NodeJS.Timeout | undefined;
  private last: Promise<void> = Promise.resolve();

  constructor(database: Database, onLoss: OnLoss) {
    this.database = database;
    this.onLoss = onLoss;
  }

  keep(rows: readonly JournalRow[]): void {
    if (rows.length === 0) return;
    this.waiting.push(...rows);
    this.timer ??= setTimeout(() => void this.settled(), PATIENCE_MS).unref();
  }

  keepHistory(entry: HistoryEntry): void {
    this.keep([{ table: 'query_history', cells: Object.values(entry) }]);
  }

  /** Settles when everything kept so far can be read. */
  settled(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const rows = this.waiting;
    this.waiting = [];
    if (rows.length > 0) this.last = this.last.then(() => this.write(rows)).catch((error) => this.onLoss(rows, error));
    return this.last;
  }

  async read(sql: string, values: DuckDBValue[]): Promise<Record<string, DuckDBValue>[]> {
    await this.settled();
    return this.database.use(async ({ connection }) => (await connection.runAndReadAll(sql, values)).getRowObjects());
  }

  private write(rows: readonly JournalRow[]): Promise<void> {
    // An open transaction ends with its connection, and nothing of it stays.
    return this.database.use(async ({ connection }) => {
      await connection.run('BEGIN TRANSACTION');
      await appendRows(connection, rows);
      await connection.run('COMMIT');
    });
  }
}

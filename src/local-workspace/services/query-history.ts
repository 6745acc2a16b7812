import type { DuckDBValue } from '@duckdb/node-api';
import type { QueryInfo } from '../../databricks-api/query-history.ts';
import type { HistoryEntry, Journal } from '../engine/run/journal.ts';
import { cutText } from './cut-text.ts';
import type { StatementRecord } from './statement-record.ts';

const STATUS = { SUCCEEDED: 'FINISHED', CLOSED: 'FINISHED', FAILED: 'FAILED', CANCELED: 'CANCELED' } as const;
/** QueryStatementType of databricks-sdk-py `service/sql.py`. */
const TYPES =
  'ALTER ANALYZE COPY CREATE DELETE DESCRIBE DROP EXPLAIN GRANT INSERT MERGE OPTIMIZE REFRESH REPLACE REVOKE SELECT SET SHOW TRUNCATE UPDATE USE'.split(
    ' ',
  );
/** The API takes at most so many tags; the rest are left out (databricks-sdk-py, ExecuteStatement `query_tags`). */
const MOST_TAGS = 20;
const LONGEST_TAG = 1024;

function statementType(text: string): string {
  const head = /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/|\()*([a-z]+)/i.exec(text)?.[1]?.toUpperCase() ?? '';
  if (head === 'WITH' || head === 'VALUES' || head === 'FROM' || head === 'TABLE') return 'SELECT';
  if (head === 'DESC') return 'DESCRIBE';
  return TYPES.includes(head) ? head : 'OTHER';
}

/** A statement that has ended, as history keeps it. */
function historyEntry(record: StatementRecord): HistoryEntry {
  const { asked, asker, state } = record;
  const tags = (asked.query_tags ?? []).slice(0, MOST_TAGS).map(({ key, value }) => {
    return [cutText(key, LONGEST_TAG), value === undefined ? null : cutText(value, LONGEST_TAG)];
  });
  const text = cutText(asked.statement);
  return {
    statement_id: record.id,
    status: state === 'PENDING' || state === 'RUNNING' ? 'CANCELED' : STATUS[state],
    user_id: asker?.user.id ?? '',
    user_name: asker?.user.userName ?? '',
    text,
    // Of what is kept: an expression that repeats goes through millions of parentheses on the stack.
    type: statementType(text),
    error: record.error?.message ?? null,
    client: asker?.client ?? '',
    tags: JSON.stringify(Object.fromEntries(tags)),
    warehouse_id: asked.warehouse_id ?? '',
    submitted: record.submittedAt,
    ready: record.readyAt ?? null,
    started: record.startedAt ?? null,
    ended: record.finishedAt ?? Date.now(),
    produced: record.result.rowCount,
  };
}

function wire(entry: Record<string, DuckDBValue>, isFinal: boolean, withMetrics: boolean): QueryInfo {
  const text = (name: string): string => String(entry[name] ?? '');
  const number = (name: string): number => Number(entry[name] ?? 0);
  const tags: unknown = JSON.parse(text('tags'));
  const [submitted, ended] = [number('submitted'), number('ended')];
  const error = entry.error ?? null;
  const total = ended - submitted;
  return {
    query_id: text('statement_id'),
    lookup_key: text('statement_id'),
    status: text('status'),
    query_text: text('text'),
    statement_type: text('type'),
    query_start_time_ms: submitted,
    ...(isFinal && { query_end_time_ms: ended, execution_end_time_ms: ended }),
    duration: total,
    user_id: number('user_id'),
    user_name: text('user_name'),
    executed_as_user_id: number('user_id'),
    executed_as_user_name: text('user_name'),
    endpoint_id: text('warehouse_id'),
    warehouse_id: text('warehouse_id'),
    client_application: text('client'),
    rows_produced: number('produced'),
    is_final: isFinal,
    plans_state: 'EMPTY',
    query_tags: Object.entries(Object(tags)).map(([key, value]) => ({
      key,
      ...(typeof value === 'string' && { value }),
    })),
    ...(error !== null && { error_message: String(error) }),
    ...(withMetrics && {
      metrics: {
        total_time_ms: total,
        execution_time_ms: ended - number(entry.started === null ? 'ended' : 'started'),
        rows_produced_count: number('produced'),
        result_from_cache: false,
      },
    }),
  };
}

export type HistoryFilter = {
  /** The one user whose statements may be seen. */
  readonly only?: string;
  readonly statuses: readonly string[];
  readonly users: readonly string[];
  readonly warehouses: readonly string[];
  readonly statements: readonly string[];
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
};

function matches(entry: Omit<HistoryEntry, 'status'> & { readonly status: string }, filter: HistoryFilter): boolean {
  const within = (values: readonly string[], value: string): boolean => values.length === 0 || values.includes(value);
  return (
    within(filter.statuses, entry.status) &&
    within(filter.users, entry.user_id) &&
    (filter.only ?? entry.user_id) === entry.user_id &&
    within(filter.warehouses, entry.warehouse_id) &&
    within(filter.statements, entry.statement_id) &&
    entry.submitted >= filter.from &&
    entry.submitted <= filter.to
  );
}

/** Who ran what, when and how long. */
export class QueryHistory {
  private readonly journal: Journal;
  private readonly underWay: () => readonly StatementRecord[];

  constructor(journal: Journal, underWay: () => readonly StatementRecord[]) {
    this.journal = journal;
    this.underWay = underWay;
  }

  keep(record: StatementRecord): void {
    this.journal.keepHistory(historyEntry(record));
  }

  /** The newest first: those under way, then those that have ended; `count` of them after the first `start`. */
  async list(filter: HistoryFilter, start: number, count: number, withMetrics: boolean): Promise<QueryInfo[]> {
    const running = this.underWay()
      .filter((record) => record.asker)
      .map((record) => ({ ...historyEntry(record), status: record.state === 'PENDING' ? 'QUEUED' : 'RUNNING' }))
      .filter((entry) => matches(entry, filter))
      .map((entry) => wire(entry, false, withMetrics));
    const shown = running.slice(start, start + count);
    const conditions = ['submitted BETWEEN $1 AND $2'];
    const values: DuckDBValue[] = [filter.from, filter.to];
    const among = (column: string, wanted: readonly string[]): void => {
      if (wanted.length === 0) return;
      conditions.push(`${column} IN (${wanted.map((_, index) => `$${values.length + index + 1}`).join(', ')})`);
      values.push(...wanted);
    };
    among('status', filter.statuses);
    among('user_id', filter.users);
    if (filter.only !== undefined) among('user_id', [filter.only]);
    among('warehouse_id', filter.warehouses);
    among('statement_id', filter.statements);
    const limit = `LIMIT ${count - shown.length} OFFSET ${Math.max(start - running.length, 0)}`;
    const sql = `SELECT * FROM lakegoose.query_history WHERE ${conditions.join(' AND ')} ORDER BY submitted DESC, statement_id ${limit}`;
    const ended = await this.journal.read(sql, values);
    return [...shown, ...ended.map((entry) => wire(entry, true, withMetrics))];
  }
}

import type { ResultColumn, Row, StatementParameter } from '../databricks-api/statements.ts';
import type { Warehouse } from './warehouse.ts';

/** One statement of a person or an agent, as it was written. */
export type Statement = {
  readonly text: string;
  readonly parameters?: readonly StatementParameter[];
  readonly catalog?: string;
  readonly schema?: string;
  /** The most rows that the warehouse gives back. All of them where there is none. */
  readonly rowLimit?: number;
  /**
   * `inline`: the first megabytes, at once, for reading. `links` and `arrow`: everything, by links to the storage of the
   * workspace, for files; `arrow` as Arrow and not as rows. `whole`: everything, without links; the workspace refuses more
   * than 25 MiB.
   */
  readonly results: 'inline' | 'whole' | 'links' | 'arrow';
  /** Who asks, for the query tags of the workspace's history, such as `{tool: 'execute_sql'}`. */
  readonly tags: Readonly<Record<string, string>>;
  /** Told once the warehouse has the statement: its identifier, and what the guard took it for. */
  readonly onSubmitted?: (submitted: { readonly id: string; readonly class: string }) => void;
};

/** What a statement that has not ended is doing. */
export type Progress = {
  /** The workspace's, or ours where the workspace has not answered yet: to be asked for by either. */
  readonly statementId: string;
  /** SENT: the workspace has not said yet whether it has taken the statement. */
  readonly state: 'SENT' | 'PENDING' | 'RUNNING';
  /** Since the statement was submitted, or since its poll began. */
  readonly seconds: number;
  readonly warehouse: Pick<Warehouse, 'id' | 'name'> & { readonly state?: string };
};

export type Wait = {
  /** Aborted when its caller is gone. The statement is then cancelled on the warehouse, unless somebody else waits for it. */
  readonly signal: AbortSignal;
  /** After so many seconds the call returns, with the statement still running. Waits for its end where there is none. */
  readonly patienceSeconds?: number;
  readonly onProgress?: (progress: Progress) => void;
};

/** The rows of a statement that succeeded. */
export type Result = {
  readonly statementId: string;
  readonly warehouse: Warehouse;
  readonly columns: readonly ResultColumn[];
  /** How many rows there are to fetch; not those that a limit held back. */
  readonly rowCount: number | undefined;
  /** The limit that made the warehouse hold rows back; then there are more than `rowCount`. */
  readonly cutBy?: 'row_limit' | 'byte_limit';
  /** The rows, chunk by chunk, in order. One chunk is in memory at a time. */
  readonly batches: (signal: AbortSignal) => AsyncIterable<readonly Row[]>;
  /** The same as an Arrow IPC stream, where the statement asked for `arrow`. */
  readonly arrow: (signal: AbortSignal) => AsyncIterable<Uint8Array>;
};

export type Outcome =
  | { readonly outcome: 'succeeded'; readonly result: Result }
  /** Patience is over and the statement runs on: ask again with its identifier. */
  | { readonly outcome: 'running'; readonly progress: Progress };

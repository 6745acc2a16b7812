import type { ExecuteStatementRequest, StatementState } from '../../databricks-api/statements.ts';
import type { Column } from '../engine/dialect/types.ts';
import { type Collected, nothingCollected } from './results/collector.ts';
import type { User } from './route.ts';

export type Asked = Pick<
  ExecuteStatementRequest,
  | 'statement'
  | 'catalog'
  | 'schema'
  | 'parameters'
  | 'row_limit'
  | 'byte_limit'
  | 'disposition'
  | 'format'
  | 'query_tags'
> & { readonly warehouse_id?: string };

/** Why a statement was ended from outside, where that is not by its own user. */
export class Ended extends Error {}

/** Who asked, and with which program; none where the workspace itself did. */
export type Asker = { readonly user: User; readonly client: string };

/** One statement from its request to long after its end. Times are milliseconds since 1970. */
export type StatementRecord = {
  readonly id: string;
  /** Without its texts once the statement has ended. */
  asked: Asked;
  asker: Asker | undefined;
  state: StatementState;
  columns: readonly Column[];
  readonly result: Collected;
  error?: { readonly code: string; readonly message: string; readonly sqlState: string | undefined };
  readonly submittedAt: number;
  /** When its warehouse was ready, and when the engine had a place for it. */
  readyAt?: number;
  startedAt?: number;
  finishedAt?: number;
  readonly stop: AbortController;
  interrupt?: () => void;
  /** Settles when the state is final. */
  readonly done: Promise<void>;
  readonly settle: () => void;
};

export function newRecord(id: string, asked: Asked, asker: Asker | undefined): StatementRecord {
  const { promise: done, resolve: settle } = Promise.withResolvers<void>();
  return {
    id,
    asked,
    asker,
    state: 'PENDING',
    columns: [],
    result: nothingCollected(),
    submittedAt: Date.now(),
    stop: new AbortController(),
    done,
    settle,
  };
}

export const isExternal = (record: StatementRecord): boolean => record.asked.disposition === 'EXTERNAL_LINKS';

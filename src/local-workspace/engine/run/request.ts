import type { StatementParameter } from '../../../databricks-api/statements.ts';
import type { Session } from '../catalog/resolve-name.ts';
import type { Column } from '../dialect/types.ts';
import type { Batch } from './batch.ts';

/** A statement, and who sends it. */
export type Request = {
  readonly id: string;
  readonly text: string;
  readonly parameters: readonly StatementParameter[];
  readonly session: Session;
  readonly seeding: boolean;
  readonly user: string;
  /** Groups of the account that the user is in. */
  readonly groups: readonly string[];
  /** No more rows are wanted, where they are few enough for the engine to stop by itself. */
  readonly mostRows?: number;
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
  /** Called after USE, where the session lasts. */
  used?(session: Pick<Session, 'catalog' | 'schema'>): void;
  /** Called before the engine starts; throws where the statement is cancelled already. */
  onInterrupt(interrupt: () => void): void;
};

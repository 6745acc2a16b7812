import type { Column } from '../../engine/dialect/types.ts';
import type { Batch } from '../../engine/run/batch.ts';

/** A part of a result; where the result is INLINE its rows are here, as JSON with commas between; otherwise in a file. */
export type Chunk = {
  readonly offset: number;
  rowCount: number;
  bytes: number;
  readonly json?: Uint8Array[];
};

export type Limits = { readonly rows: number; readonly bytes: number };

/** What a statement's result has become so far. */
export type Collected = {
  readonly chunks: Chunk[];
  rowCount: number;
  bytes: number;
  truncated: boolean;
};

/** Takes the rows of one statement; `add` says whether more are wanted, `end` is called once after the last. */
export type Collector = {
  columns(columns: readonly Column[]): void;
  add(batch: Batch): boolean | Promise<boolean>;
  end(): void | Promise<void>;
};

/** A result that cannot be kept, with the API's own error code. */
export class ResultError extends Error {
  override readonly name = 'ResultError';
  readonly errorCode: string;

  constructor(errorCode: string, message: string) {
    super(message);
    this.errorCode = errorCode;
  }
}

export const nothingCollected = (): Collected => ({ chunks: [], rowCount: 0, bytes: 0, truncated: false });

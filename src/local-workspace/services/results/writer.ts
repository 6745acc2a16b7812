import type { Column } from '../../engine/dialect/types.ts';
import type { Batch } from '../../engine/run/batch.ts';

/** One format of external results: the bytes of a chunk, piece by piece. */
export type Writer = {
  /** `first` is true for the first chunk of the result. */
  begin(first: boolean): Uint8Array;
  /** The first `count` rows of a batch; `first` is true for the first rows of a chunk. */
  rows(batch: Batch, count: number, first: boolean): Uint8Array;
  end(): Uint8Array;
};
export type WriterOf = (columns: readonly Column[]) => Writer;

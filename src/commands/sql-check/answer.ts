import type { LakegooseError } from '../../base/errors.ts';
import type { Position } from '../../sql-guard/position.ts';
import type { Verdict } from '../../sql-guard/verdict.ts';

/** What is said of one statement, or of input that holds none. Places are 1-based and those of the input. */
export type Answer = {
  readonly class: Verdict['class'];
  /** Stable, for programs; none where the statement may run. */
  readonly code?: string;
  /** Why not, in words. */
  readonly why?: LakegooseError;
  readonly line: number;
  readonly column: number;
  /** The line of the statement that is shown to a person, and what is marked in it; none where there is nothing to show. */
  readonly shown?: { readonly text: string; readonly column: number; readonly length: number };
};

/** What is said of bytes that are no text (`notText`). */
export function unreadable(wrong: Position & { readonly why: LakegooseError }): Answer {
  return { class: 'invalid', code: 'NOT_TEXT', ...wrong };
}

import type { MessageCode } from '../messages/say.ts';
import type { StatementClass, Why } from './classify/finding.ts';
import type { Position } from './position.ts';
import type { Reemitted } from './reemit.ts';
import type { Untokenizable } from './token.ts';

/** Stable: programs may tell refusals apart by it. */
export type RefusalCode =
  | Exclude<Why, 'READS'>
  | Untokenizable
  | 'EMPTY_STATEMENT'
  | 'MULTIPLE_STATEMENTS'
  | 'TOO_LONG'
  | 'NOT_TEXT'
  | 'AI_FUNCTION'
  | 'OUT_OF_SCOPE'
  | 'SCOPE_UNCLEAR'
  | 'POLICY_UNREADABLE';

export type Allowed = {
  readonly verdict: 'allow';
  readonly class: StatementClass;
  /** What may be sent. */
  readonly sent: Reemitted;
};

/** The nearest thing that is allowed, as a sentence of `messages/` and what it is filled with. */
export type Advice = {
  readonly code: MessageCode;
  readonly facts: Readonly<Record<string, string>>;
};

export type Refused = Position & {
  readonly verdict: 'refuse';
  readonly class: StatementClass;
  readonly code: RefusalCode;
  /** The offending words, as they stand in the statement; may be empty. */
  readonly words: string;
  readonly advice: Advice;
};

export type Verdict = Allowed | Refused;

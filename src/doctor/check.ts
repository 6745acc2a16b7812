import type { Facts } from '../base/errors.ts';
import type { MessageCode } from '../messages/say.ts';
import type { Known } from './known.ts';
import type { Surroundings } from './surroundings.ts';

export type State = 'ok' | 'warn' | 'failed' | 'skipped';

/** What a check came to. The sentence of a warning or a failure says what is, and then what to do about it. */
export type Finding = {
  readonly state: State;
  readonly because: { readonly code: MessageCode; readonly facts: Facts } | { readonly error: unknown };
  /** Statements for an administrator, one a line. */
  readonly script?: readonly string[];
};

export type CheckContext = Surroundings & {
  /** What several checks want to know. */
  readonly known: Known;
};

/** One thing that must be right for a person to get answers. It looks and changes nothing. */
export type Check = {
  readonly name: string;
  readonly title: MessageCode;
  /** Checks without which it would only repeat their failure. They stand before it in the list. */
  readonly needs: readonly string[];
  /** Its `signal` is aborted when its time is over. A failure may be thrown. */
  readonly run: (context: CheckContext) => Promise<Finding>;
};

const finding =
  (state: State) =>
  (code: MessageCode, facts: Facts = {}, script?: readonly string[]): Finding => ({
    state,
    because: { code, facts },
    ...(script === undefined ? {} : { script }),
  });

export const ok = finding('ok');
export const warn = finding('warn');
export const failed = finding('failed');
export const skipped = finding('skipped');

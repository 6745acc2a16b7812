import type { Facts, LakegooseError } from '../base/errors.ts';
import type { MessageCode } from '../messages/say.ts';
import type { Environment } from '../settings/dot-env.ts';

/**
 * What became of a step. A failure is thrown, as an error whose sentence names the fix. One that is skipped with an error is
 * no failure, but what needs it is skipped, too.
 */
export type Outcome =
  | { readonly state: 'done' | 'unchanged' | 'skipped'; readonly code: MessageCode; readonly facts?: Facts }
  | { readonly state: 'skipped'; readonly error: LakegooseError };

export type StepContext = {
  readonly environment: Environment;
  /** The folder that is set up: `.env` and `.devcontainer` are here. */
  readonly directory: string;
  /** How agents, and we ourselves, start this CLI: a program and the words before the verb. */
  readonly cli: readonly [string, ...string[]];
  readonly signal: AbortSignal;
  /** Lets the person at the terminal sign in; absent where nobody sits there. */
  readonly signIn?: (account: { readonly host: string; readonly profile: string }) => Promise<void>;
  /** Says what takes long, while it does. */
  readonly tell: (code: MessageCode, facts?: Facts) => void;
};

/**
 * A step of the bootstrap. It may be run again at any time: what is as it should be stays, and is `unchanged`. It reads the
 * settings itself, because a step before it may have written them.
 */
export type Step = {
  readonly name: string;
  readonly title: MessageCode;
  /** Steps that must not have failed before; the others are independent of it. */
  readonly needs: readonly string[];
  readonly run: (context: StepContext) => Promise<Outcome>;
};

import { LakegooseError } from '../base/errors.ts';

/** What a call tells of itself while it runs. */
export type CallFacts = {
  /** What the guard takes the statement for, such as `read`. */
  readonly class?: string;
  readonly statement_id?: string;
};

/** One call, without data: no SQL, no parameters, no rows, no words of errors. */
export type CallLine = CallFacts & {
  readonly tool: string;
  /** The agent, such as `goose-cli/1.52.0`. */
  readonly client: string;
  readonly outcome: 'done' | 'refused' | 'failed';
  /** Why it was refused (`guard.…`) or failed. */
  readonly code?: string;
  readonly ms: number;
};

export type CallLog = (line: CallLine) => void;

/** How a call ended, for the log. A refusal of the guard also says what the statement was. */
export function endOf(error: unknown): Pick<CallLine, 'outcome' | 'code' | 'class'> {
  if (error === undefined) return { outcome: 'done' };
  if (!(error instanceof LakegooseError)) return { outcome: 'failed', code: 'fault' };
  const { code, facts } = error;
  if (!code.startsWith('guard.') && code !== 'notebook.refused') return { outcome: 'failed', code };
  return { outcome: 'refused', code, ...(typeof facts.class === 'string' ? { class: facts.class } : {}) };
}

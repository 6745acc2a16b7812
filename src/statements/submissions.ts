import { LakegooseError } from '../base/errors.ts';
import type { StatementResponse } from '../databricks-api/statements.ts';
import type { DatabricksClient } from '../databricks-client/client.ts';
import type { Allowed } from '../sql-guard/verdict.ts';
import { explainRefusal } from './explain-refusal.ts';
import { mayHaveRun } from './may-have-run.ts';
import type { Ownership } from './ownership.ts';
import type { Statement } from './statement.ts';
import { submit } from './submit.ts';
import { within } from './within.ts';

type Options = {
  readonly client: DatabricksClient;
  readonly ownership: Ownership;
  /** What became of a submission that nobody waits for is kept so long. */
  readonly keptSeconds: number;
};

type Submission = {
  readonly answer: Promise<StatementResponse>;
  /** Ends its repetitions. */
  readonly stop: AbortController;
};

/** After its repetitions were ended, a submission of which no attempt is under way ends in this time. */
const graceSeconds = 0.25;
/** No server ends before so many seconds while the workspace has yet to say whether it has taken a statement. */
const lastSeconds = 10;

/**
 * The submissions under way. One that was sent is never given up: the statement may run, and could then not be ended.
 * Whoever waited may leave, and ask for its answer later by its tag.
 */
export class Submissions {
  private readonly options: Options;
  private readonly byTag = new Map<string, Submission>();

  constructor(options: Options) {
    this.options = options;
  }

  /** `onTaken` is told once the workspace has answered, whether anybody waits for it or not. */
  begin(tag: string, statement: Statement, allowed: Allowed, warehouse: string, onTaken: (id: string) => void): void {
    const stop = new AbortController();
    const answer = this.send(tag, statement, allowed, warehouse, stop.signal, onTaken);
    this.byTag.set(tag, { answer, stop });
    answer.then(
      () => this.byTag.delete(tag),
      () => setTimeout(() => this.byTag.delete(tag), this.options.keptSeconds * 1000).unref(),
    );
  }

  has(tag: string): boolean {
    return this.byTag.has(tag);
  }

  /**
   * The workspace's answer, or undefined where it does not come in so many seconds. Throws what the submission throws, and
   * `statements.cancelled` where the signal is aborted.
   */
  async answer(tag: string, seconds: number, signal: AbortSignal): Promise<StatementResponse | undefined> {
    const submission = this.byTag.get(tag);
    if (submission === undefined) return undefined;
    try {
      const answer = await within(submission.answer, seconds, signal);
      if (answer !== undefined) return answer;
      submission.stop.abort();
      return await within(submission.answer, graceSeconds, signal);
    } catch (error) {
      if (!signal.aborted) this.byTag.delete(tag);
      throw error;
    }
  }

  /** Whoever waited has left: the statement ends as soon as it is known, unless somebody waits for it by then. */
  giveUp(tag: string): void {
    if (this.options.ownership.isAwaited(tag)) return;
    this.onceTaken(tag, () => this.options.ownership.giveUp(tag));
  }

  /** The statement is not wanted, whoever waits for it. */
  end(tag: string): void {
    this.onceTaken(tag, (id) => this.options.ownership.end(id));
  }

  async close(): Promise<void> {
    const open = [...this.byTag.values()];
    // One whose answer comes too late is still asked to end.
    for (const tag of this.byTag.keys()) this.end(tag);
    await within(Promise.allSettled(open.map(({ answer }) => answer)), lastSeconds);
  }

  private onceTaken(tag: string, work: (id: string) => Promise<void>): void {
    const submission = this.byTag.get(tag);
    submission?.stop.abort();
    submission?.answer.then(({ statement_id: id }) => work(id)).catch(() => undefined);
  }

  private async send(
    tag: string,
    statement: Statement,
    allowed: Allowed,
    warehouse: string,
    lastAttempt: AbortSignal,
    onTaken: (id: string) => void,
  ): Promise<StatementResponse> {
    const { client, ownership } = this.options;
    try {
      const answer = await submit(client, statement, allowed, warehouse, lastAttempt);
      onTaken(answer.statement_id);
      await ownership.add(tag, answer.statement_id);
      return answer;
    } catch (error) {
      if (mayHaveRun(error)) {
        void ownership.seek({ tag, warehouse, submitted: Date.now() });
        const parts = error instanceof LakegooseError ? [error] : [];
        throw new LakegooseError('statements.lost', { id: tag, look: 'look.outcome' }, { cause: error, parts });
      }
      const told = await explainRefusal(client, warehouse, error);
      await ownership.drop(tag);
      throw told;
    }
  }
}

import { LakegooseError } from '../base/errors.ts';
import { userAgent } from '../base/version.ts';
import type { StatementResponse, StatementState } from '../databricks-api/statements.ts';
import type { DatabricksClient } from '../databricks-client/client.ts';
import { getStatement } from '../databricks-client/statements.ts';
import { judge } from '../sql-guard/judge.ts';
import type { Rules } from '../sql-guard/policy.ts';
import { refusalError } from '../sql-guard/refusal-error.ts';
import type { Allowed } from '../sql-guard/verdict.ts';
import { explainFailure } from './explain-failure.ts';
import { Ownership, tagKey } from './ownership.ts';
import type { OnNotice } from './registry.ts';
import type { Entry } from './registry-file.ts';
import { resultOf } from './result-of.ts';
import type { Outcome, Statement, Wait } from './statement.ts';
import { Submissions } from './submissions.ts';
import { waitForEnd } from './wait-for-end.ts';
import { chooseWarehouse, type Warehouse } from './warehouse.ts';
import type { Limits } from './watch.ts';
import { within } from './within.ts';
import { withoutLinks } from './without-links.ts';

type Options = Limits & {
  readonly client: DatabricksClient;
  /** The SQL warehouse of the settings. */
  readonly warehouseId?: string;
  /** Where the registry of statements stands. */
  readonly stateDirectory: string;
  /** Told what a person should know of the registry. */
  readonly onNotice?: OnNotice;
};

/** A cancel that is not acknowledged in this time goes on without its caller. */
const cancelSeconds = 10;
/** A look is not begun with less time than it needs. */
const lookSeconds = 1;
/** A cancel that was acknowledged takes effect a moment later. */
const endSeconds = 2;
const endings: Readonly<Record<string, StatementState>> = {
  'statements.failed': 'FAILED',
  'statements.closed': 'CLOSED',
};
const ended: readonly StatementState[] = ['SUCCEEDED', 'FAILED', 'CANCELED', 'CLOSED'];

/**
 * The life of every statement of one process: judged, submitted, waited for, paged, cancelled. No statement outlives the
 * session, unless another process has polled it since. The only door to the SQL warehouse.
 */
export class StatementSession {
  private readonly options: Options;
  private readonly ownership: Ownership;
  private readonly submissions: Submissions;
  private readonly closing = new AbortController();
  private warehouse: Promise<Warehouse> | undefined;
  /** What this session has submitted and not seen the end of: places in an error are told as they were written. */
  private readonly submitted = new Map<string, { readonly statement: Statement; readonly allowed: Allowed }>();

  constructor(options: Options) {
    this.options = options;
    const { client, stateDirectory: directory, onNotice = () => undefined, ...limits } = options;
    const onForgotten = (id: string) => void this.submitted.delete(id);
    this.ownership = new Ownership({ ...limits, client, directory, onNotice, onForgotten });
    this.submissions = new Submissions({ client, ownership: this.ownership, keptSeconds: limits.unpolledSeconds });
  }

  /**
   * Runs a statement if the guard lets it through. Throws `guard.…` for a refusal, `statements.…` for what became of it,
   * `databricks.…` where it was not taken. It has ended when this throws, but for `statements.out_of_reach`, which names it,
   * and where it may have run: then it is looked for, and ended where it runs.
   */
  async run(asked: Statement, rules: Rules, wait: Wait): Promise<Outcome> {
    const statement = rules.inlineOnly ? withoutLinks(asked) : asked;
    const verdict = judge(statement.text, rules, statement);
    if (verdict.verdict === 'refuse') throw refusalError(verdict);
    const left = countdown(wait.patienceSeconds);
    const warehouse = await this.chosen(left(), wait.signal);
    const tag = await this.ownership.expect(warehouse.id, statement.rowLimit);
    const tags = { product: userAgent, session: this.ownership.session, [tagKey]: tag, ...statement.tags };
    this.submissions.begin(tag, { ...statement, tags }, verdict, warehouse.id, (id) => {
      this.submitted.set(id, { statement, allowed: verdict });
      statement.onSubmitted?.({ id, class: verdict.class });
    });
    return this.whileAwaited(tag, wait.signal, async () => {
      const first = await this.submissions.answer(tag, left(), wait.signal).catch((error: unknown) => {
        // The next statement looks anew: this warehouse may be gone.
        this.warehouse = undefined;
        throw error;
      });
      if (first === undefined) return untaken(tag, warehouse, (wait.patienceSeconds ?? 0) - left());
      return this.settle(first, warehouse, statement.rowLimit, { ...wait, patienceSeconds: left() });
    });
  }

  /**
   * Asks again for a statement that ran on, whichever process submitted it. Throws `statements.unknown`, and as `run`
   * does; the statement runs on where the connection failed, and is cancelled where the signal was aborted and nobody
   * else waits for it.
   */
  async poll(handle: string, wait: Wait): Promise<Outcome> {
    const left = countdown(wait.patienceSeconds);
    const tag = this.submissions.has(handle) ? handle : (await this.entryOf(handle)).tag;
    return this.whileAwaited(tag, wait.signal, async () => {
      await this.submissions.answer(tag, left(), wait.signal);
      const entry = await this.entryOf(handle);
      const { id, submitted } = entry;
      const warehouse = await this.warehouseOf(entry);
      if (id === null) return untaken(tag, warehouse, (Date.now() - submitted) / 1000);
      const first = await this.look(id, left(), wait.signal).catch((error: unknown) => {
        if (isUnknown(error)) throw error;
        return this.failed(id, error, wait.signal);
      });
      await this.ownership.adopt(entry, id);
      return this.settle(first, warehouse, entry.row_limit ?? undefined, { ...wait, patienceSeconds: left() });
    });
  }

  /**
   * Cancels a statement on the warehouse, and gives the state that it then has; one that has ended already stays as it
   * ended. Throws `statements.unknown`, and `statements.cancel_unconfirmed` where lakegoose has to go on trying.
   */
  async cancel(
    handle: string,
    { signal, patienceSeconds = cancelSeconds }: Partial<Wait> = {},
  ): Promise<{ readonly state: StatementState; readonly isOurs: boolean }> {
    const left = countdown(patienceSeconds);
    const entry = await this.entryOf(handle);
    if (entry.id === null) {
      if (this.submissions.has(entry.tag)) this.submissions.end(entry.tag);
      else void this.ownership.seek(entry);
      throw new LakegooseError('statements.cancel_unconfirmed', { id: handle, look: 'look.outcome' });
    }
    const { id } = entry;
    const before = await this.look(id, left(), signal).catch((error: unknown) => {
      if (isUnknown(error)) throw error;
    });
    if (before !== undefined && ended.includes(before.status.state)) {
      await this.ownership.over(id);
      return { state: before.status.state, isOurs: false };
    }
    const asked = this.ownership.end(id).then(() => true);
    const isDone = await within(asked, left(), signal).catch((error: unknown) => {
      throw new LakegooseError('statements.cancel_unconfirmed', { id, look: 'look.outcome' }, because(error));
    });
    if (!isDone) throw new LakegooseError('statements.cancel_unconfirmed', { id, look: 'look.outcome' });
    return { state: await this.endState(id, Math.min(endSeconds, left()), signal), isOurs: true };
  }

  /** Ends what processes of lakegoose that were killed have left running on this workspace. */
  sweep(): Promise<void> {
    return this.ownership.sweep();
  }

  /** Cancels what still runs. */
  async close(): Promise<void> {
    this.closing.abort();
    await this.submissions.close();
    await this.ownership.close();
  }

  /** Who leaves ends the statement, unless somebody else waits for it. */
  private async whileAwaited<T>(tag: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    try {
      return await this.ownership.whileAwaited(tag, work);
    } catch (error) {
      if (!signal.aborted) throw error;
      if (this.submissions.has(tag)) this.submissions.giveUp(tag);
      else await this.ownership.giveUp(tag);
      throw error;
    }
  }

  private async chosen(seconds: number, signal: AbortSignal): Promise<Warehouse> {
    const { client, warehouseId } = this.options;
    // One choice for all who wait for it, so that none of them ends it for the others.
    this.warehouse ??= chooseWarehouse(client, warehouseId, this.closing.signal).catch((error: unknown) => {
      this.warehouse = undefined;
      throw error;
    });
    const warehouse = await within(this.warehouse, seconds, signal);
    if (warehouse !== undefined) return warehouse;
    throw new LakegooseError('databricks.timed_out', { host: client.host, seconds: Math.max(1, Math.round(seconds)) });
  }

  private async entryOf(handle: string): Promise<Entry> {
    const entry = await this.ownership.find(handle);
    const isThere = entry !== undefined && (entry.id !== null || entry.over === 0);
    if (!isThere) throw new LakegooseError('statements.unknown', { id: handle });
    return entry;
  }

  private async warehouseOf({ warehouse: id }: Entry): Promise<Warehouse> {
    const chosen = await this.warehouse?.catch(() => undefined);
    return chosen?.id === id ? chosen : { id, chosen: false };
  }

  private look(id: string, seconds: number, signal = this.closing.signal): Promise<StatementResponse> {
    return getStatement(this.options.client, id, signal, Math.max(lookSeconds, seconds)).catch((error: unknown) => {
      // So does a workspace answer who is signed in as somebody else by now.
      const isGone = error instanceof LakegooseError && error.code === 'databricks.not_found';
      throw isGone ? new LakegooseError('statements.unknown', { id }, { cause: error }) : error;
    });
  }

  /** How a statement ends that is being cancelled: a cancel may lose the race with the statement's own end. */
  private async endState(id: string, patienceSeconds: number, signal = this.closing.signal): Promise<StatementState> {
    const { client } = this.options;
    const first = { statement_id: id, status: { state: 'RUNNING' } } as const;
    return waitForEnd(client, first, { signal, patienceSeconds, warehouse: { id: '' } }).then(
      ({ status }) => status.state,
      (error: unknown) => (hasEnded(error) ? (endings[error.code] ?? 'CANCELED') : 'RUNNING'),
    );
  }

  private async settle(
    first: StatementResponse,
    warehouse: Warehouse,
    rowLimit: number | undefined,
    wait: Wait,
  ): Promise<Outcome> {
    const { client } = this.options;
    const id = first.statement_id;
    const last = await this.ownership
      .whileAwaited(id, () => waitForEnd(client, first, { ...wait, warehouse }))
      .catch((error: unknown) => this.failed(id, error, wait.signal));
    const { state } = last.status;
    if (state === 'PENDING' || state === 'RUNNING') {
      const seconds = await this.ownership.letGo(id);
      return { outcome: 'running', progress: { statementId: id, state, seconds, warehouse } };
    }
    await this.ownership.over(id);
    return { outcome: 'succeeded', result: resultOf(client, last, warehouse, rowLimit) };
  }

  /** Throws the error as the caller can use it, and sees to the statement where it has not ended. */
  private async failed(id: string, error: unknown, signal: AbortSignal): Promise<never> {
    if (hasEnded(error)) {
      const told = await this.told(id, error);
      await this.ownership.over(id);
      throw told;
    }
    if (signal.aborted) throw new LakegooseError('statements.cancelled', {}, { cause: error });
    await this.ownership.letGo(id);
    throw outOfReach(id, error);
  }

  /** Why lakegoose itself ended the statement, and what to do about a failure. */
  private async told(id: string, error: LakegooseError): Promise<LakegooseError> {
    if (error.code === 'statements.cancelled') {
      const entry = await this.ownership.find(id);
      const { limitSeconds, unpolledSeconds } = this.options;
      if (entry?.ending === 'too_slow') return new LakegooseError('statements.too_slow', { seconds: limitSeconds });
      if (entry?.ending === 'nobody_asked') {
        return new LakegooseError('statements.nobody_asked', { seconds: unpolledSeconds });
      }
    }
    if (error.code !== 'statements.failed') return error;
    const known = this.submitted.get(id);
    return explainFailure(this.options.client, error, known && { ...known.statement, allowed: known.allowed });
  }
}

function countdown(seconds = Number.POSITIVE_INFINITY): () => number {
  const began = performance.now();
  return () => Math.max(0, seconds - (performance.now() - began) / 1000);
}

/** The workspace has not said yet whether it has taken the statement, which is asked for by its tag until then. */
function untaken(tag: string, warehouse: Warehouse, waited: number): Outcome {
  const seconds = Math.max(0, Math.round(waited));
  return { outcome: 'running', progress: { statementId: tag, state: 'SENT', seconds, warehouse } };
}

function hasEnded(error: unknown): error is LakegooseError {
  return error instanceof LakegooseError && error.code.startsWith('statements.');
}

function isUnknown(error: unknown): boolean {
  return error instanceof LakegooseError && error.code === 'statements.unknown';
}

function outOfReach(id: string, error: unknown): unknown {
  if (!(error instanceof LakegooseError)) return error;
  return new LakegooseError('statements.out_of_reach', { id, look: 'look.outcome' }, because(error));
}

function because(error: unknown) {
  return { cause: error, parts: error instanceof LakegooseError ? [error] : [] };
}

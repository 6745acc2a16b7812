import { LakegooseError } from '../base/errors.ts';
import { userAgent } from '../base/version.ts';
import type { StatementResponse } from '../databricks-api/statements.ts';
import type { DatabricksClient } from '../databricks-client/client.ts';
import { getStatement } from '../databricks-client/statements.ts';
import { judge } from '../sql-guard/judge.ts';
import type { Rules } from '../sql-guard/policy.ts';
import { refusalError } from '../sql-guard/refusal-error.ts';
import type { Allowed } from '../sql-guard/verdict.ts';
import { arrowChunks, batches } from './batches.ts';
import { explainFailure } from './explain-failure.ts';
import { explainRefusal } from './explain-refusal.ts';
import { type Limits, Ownership } from './ownership.ts';
import { oneArrowStream } from './result-files/one-arrow-stream.ts';
import type { Outcome, Result, Statement, Wait } from './statement.ts';
import { submit } from './submit.ts';
import { waitForEnd } from './wait-for-end.ts';
import { chooseWarehouse, type Warehouse } from './warehouse.ts';

type Options = Limits & {
  readonly client: DatabricksClient;
  /** The SQL warehouse of the settings. */
  readonly warehouseId?: string;
  /** Where the registry of statements stands. */
  readonly stateDirectory: string;
};

/**
 * The life of every statement of one process: judged, submitted, waited for, paged, cancelled. No statement outlives the
 * session, unless another process has polled it since. The only door to the SQL warehouse.
 */
export class StatementSession {
  private readonly options: Options;
  private readonly ownership: Ownership;
  private warehouse: Promise<Warehouse> | undefined;
  /** What this session has submitted and not seen the end of: places in an error are told as they were written. */
  private readonly submitted = new Map<string, { readonly statement: Statement; readonly allowed: Allowed }>();

  constructor(options: Options) {
    this.options = options;
    const { client, stateDirectory: directory, limitSeconds, unpolledSeconds } = options;
    this.ownership = new Ownership({ client, directory, limitSeconds, unpolledSeconds });
  }

  /**
   * Runs a statement if the guard lets it through. It has ended when this throws: `guard.…` for a refusal, `statements.…`
   * for what became of it, `databricks.…` for the connection.
   */
  async run(statement: Statement, rules: Rules, wait: Wait): Promise<Outcome> {
    const verdict = judge(statement.text, rules, statement);
    if (verdict.verdict === 'refuse') throw refusalError(verdict);
    const warehouse = await this.chosen(wait.signal);
    const tags = { product: userAgent, session: this.ownership.session, ...statement.tags };
    const first = await submit(this.options.client, { ...statement, tags }, verdict, warehouse.id).catch(
      async (error: unknown) => {
        // The next statement looks anew: this warehouse may be gone.
        this.warehouse = undefined;
        throw await explainRefusal(this.options.client, warehouse.id, error);
      },
    );
    const id = first.statement_id;
    this.submitted.set(id, { statement, allowed: verdict });
    statement.onSubmitted?.({ id, class: verdict.class });
    try {
      await this.ownership.add(id, warehouse.id, statement.rowLimit);
      return await this.settle(first, warehouse, statement.rowLimit, wait);
    } catch (error) {
      if (!hasEnded(error)) await this.ownership.end(id).catch(() => undefined);
      if (wait.signal.aborted) throw new LakegooseError('statements.cancelled', {}, { cause: error });
      throw error;
    }
  }

  /**
   * Asks again for a statement that ran on, whichever process submitted it. Throws `statements.unknown`, and as `run`
   * does; the statement runs on where the connection failed, and is cancelled where the signal was aborted.
   */
  async poll(id: string, wait: Wait): Promise<Outcome> {
    const entry = await this.ownership.find(id);
    if (entry === undefined) throw new LakegooseError('statements.unknown', { id });
    const first = await getStatement(this.options.client, id, wait.signal).catch((error: unknown) => {
      // So does a workspace answer who is signed in as somebody else by now.
      const isGone = error instanceof LakegooseError && error.code === 'databricks.not_found';
      throw isGone ? new LakegooseError('statements.unknown', { id }, { cause: error }) : error;
    });
    await this.ownership.adopt(id);
    const chosen = await this.warehouse?.catch(() => undefined);
    try {
      const warehouse = chosen?.id === entry.warehouse ? chosen : { id: entry.warehouse, chosen: false };
      return await this.settle(first, warehouse, entry.row_limit ?? undefined, wait);
    } catch (error) {
      if (!wait.signal.aborted) throw error;
      await this.ownership.end(id).catch(() => undefined);
      throw new LakegooseError('statements.cancelled', {}, { cause: error });
    }
  }

  /** Cancels a statement on the warehouse. One that has ended already stays as it ended. Throws `statements.unknown`. */
  async cancel(id: string): Promise<void> {
    if ((await this.ownership.find(id)) === undefined) throw new LakegooseError('statements.unknown', { id });
    await this.ownership.end(id);
  }

  /** Ends what processes of lakegoose that were killed have left running on this workspace. */
  sweep(): Promise<void> {
    return this.ownership.sweep();
  }

  /** Cancels what still runs. */
  close(): Promise<void> {
    return this.ownership.close();
  }

  private chosen(signal: AbortSignal): Promise<Warehouse> {
    const { client, warehouseId } = this.options;
    this.warehouse ??= chooseWarehouse(client, warehouseId, signal).catch((error: unknown) => {
      this.warehouse = undefined;
      throw error;
    });
    return this.warehouse;
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
      .catch(async (error: unknown) => {
        const told = await this.told(id, error);
        if (hasEnded(told)) await this.ownership.over(id);
        throw told;
      });
    const { state } = last.status;
    if (state === 'PENDING' || state === 'RUNNING') {
      const { submitted = Date.now() } = (await this.ownership.letGo(id)) ?? {};
      const seconds = Math.round((Date.now() - submitted) / 1000);
      return { outcome: 'running', progress: { statementId: id, state, seconds, warehouse } };
    }
    await this.ownership.over(id);
    this.submitted.delete(id);
    return { outcome: 'succeeded', result: resultOf(client, last, warehouse, rowLimit) };
  }

  /** The error as the caller can use it: why lakegoose itself ended the statement, and what to do about a failure. */
  private async told(id: string, error: unknown): Promise<unknown> {
    const known = this.submitted.get(id);
    if (error instanceof LakegooseError && error.code === 'statements.cancelled') {
      const entry = await this.ownership.find(id);
      const { limitSeconds, unpolledSeconds } = this.options;
      if (entry?.ending === 'too_slow') return new LakegooseError('statements.too_slow', { seconds: limitSeconds });
      if (entry?.ending === 'nobody_asked') {
        return new LakegooseError('statements.nobody_asked', { seconds: unpolledSeconds });
      }
    }
    if (!(error instanceof LakegooseError) || error.code !== 'statements.failed') return error;
    return explainFailure(this.options.client, error, known && { ...known.statement, allowed: known.allowed });
  }
}

const runsOn = ['statements.unknown', 'statements.no_warehouse'];

function hasEnded(error: unknown): boolean {
  return error instanceof LakegooseError && error.code.startsWith('statements.') && !runsOn.includes(error.code);
}

function resultOf(
  client: DatabricksClient,
  last: StatementResponse,
  warehouse: Warehouse,
  rowLimit: number | undefined,
): Result {
  const { schema, total_row_count: rowCount, truncated } = last.manifest ?? {};
  return {
    statementId: last.statement_id,
    warehouse,
    columns: schema?.columns ?? [],
    rowCount,
    ...(truncated ? { cutBy: rowCount === rowLimit ? 'row_limit' : 'byte_limit' } : {}),
    batches: (signal) => batches(client, last, signal),
    arrow: (signal) => oneArrowStream(arrowChunks(client, last, signal), client.host),
  };
}

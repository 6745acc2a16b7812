import { LakegooseError } from '../base/errors.ts';
import type { StatementParameter } from '../databricks-api/statements.ts';
import type { DatabricksClient } from '../databricks-client/client.ts';
import { submitStatement } from '../databricks-client/statements.ts';
import { judge } from '../sql-guard/judge.ts';
import { mapPositions } from '../sql-guard/map-positions.ts';
import type { Rules } from '../sql-guard/policy.ts';
import { refusalError } from '../sql-guard/refusal-error.ts';
import type { Allowed } from '../sql-guard/verdict.ts';
import { collectRows, type StatementResult } from './collect-rows.ts';
import { waitForEnd } from './wait-for-end.ts';

export type Statement = {
  readonly text: string;
  /** Asked for only where the guard lets the statement through. */
  readonly warehouseId: () => Promise<string>;
  readonly parameters?: readonly StatementParameter[];
  readonly catalog?: string;
  readonly schema?: string;
  /** The most rows that the warehouse gives back. */
  readonly rowLimit: number;
};

/**
 * Runs one statement of a person or an agent, if the guard lets it through, and gives its rows. What is sent is what the
 * guard re-emitted. Ends with the statement over, whatever happens: succeeded, failed, or cancelled on the warehouse.
 * Throws `guard.…` for a refusal, `statements.…` for what became of the statement, `databricks.…` for the connection.
 */
export async function judged(
  client: DatabricksClient,
  statement: Statement,
  rules: Rules,
  signal: AbortSignal,
): Promise<StatementResult> {
  const verdict = judge(statement.text, rules, statement);
  if (verdict.verdict === 'refuse') throw refusalError(verdict);
  const submitted = await submitStatement(client, {
    statement: verdict.sent.text,
    warehouse_id: await statement.warehouseId(),
    // The identifier is wanted at once: without it a statement cannot be cancelled.
    wait_timeout: '0s',
    on_wait_timeout: 'CONTINUE',
    disposition: 'INLINE',
    format: 'JSON_ARRAY',
    row_limit: statement.rowLimit,
    ...(statement.parameters === undefined ? {} : { parameters: [...statement.parameters] }),
    ...(statement.catalog === undefined ? {} : { catalog: statement.catalog }),
    ...(statement.schema === undefined ? {} : { schema: statement.schema }),
  });
  const finished = await waitForEnd(client, submitted, signal).catch((error: unknown) => {
    throw withOriginalPositions(error, statement.text, verdict);
  });
  return collectRows(client, finished, signal);
}

/** The warehouse counts lines and columns in what it was sent; the caller knows only what was written. */
function withOriginalPositions(error: unknown, original: string, { sent }: Allowed): unknown {
  if (!(error instanceof LakegooseError) || error.code !== 'statements.failed') return error;
  const message = mapPositions(String(error.facts.message), original, sent);
  return new LakegooseError('statements.failed', { ...error.facts, message }, { cause: error });
}

import { LakegooseError } from '../base/errors.ts';
import type { StatementParameter } from '../databricks-api/statements.ts';
import type { DatabricksClient } from '../databricks-client/client.ts';
import { submitStatement } from '../databricks-client/statements.ts';
import type { MessageCode } from '../messages/say.ts';
import { judge, type RefusalCode } from '../sql-guard/judge.ts';
import { collectRows, type StatementResult } from './collect-rows.ts';
import { waitForEnd } from './wait-for-end.ts';

export type Statement = {
  readonly text: string;
  readonly warehouseId: string;
  readonly parameters?: readonly StatementParameter[];
  readonly catalog?: string;
  readonly schema?: string;
  /** The most rows that the warehouse gives back. */
  readonly rowLimit: number;
};

const sentences: Record<RefusalCode, MessageCode> = {
  EMPTY_STATEMENT: 'guard.EMPTY_STATEMENT',
  MULTIPLE_STATEMENTS: 'guard.MULTIPLE_STATEMENTS',
  NOT_A_READ: 'guard.NOT_A_READ',
  SIDE_EFFECT: 'guard.SIDE_EFFECT',
  TOO_LONG: 'guard.TOO_LONG',
  NOT_SQL: 'guard.NOT_SQL',
  HINT: 'guard.HINT',
};

/**
 * Runs one statement of a person or an agent, if the guard lets it through, and gives its rows. What is sent is what the
 * guard re-emitted. Ends with the statement over, whatever happens: succeeded, failed, or cancelled on the warehouse.
 * Throws `guard.…` for a refusal, `statements.…` for what became of the statement, `databricks.…` for the connection.
 */
export async function judged(
  client: DatabricksClient,
  statement: Statement,
  signal: AbortSignal,
): Promise<StatementResult> {
  const verdict = judge(statement.text);
  if (verdict.verdict === 'refuse') {
    const { code, word, line, column } = verdict;
    const sentence: MessageCode = sentences[code];
    throw new LakegooseError(sentence, { word, line, column });
  }
  const submitted = await submitStatement(client, {
    statement: verdict.text,
    warehouse_id: statement.warehouseId,
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
  return collectRows(client, await waitForEnd(client, submitted, signal), signal);
}

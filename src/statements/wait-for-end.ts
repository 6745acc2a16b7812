import { setTimeout as sleep } from 'node:timers/promises';
import { LakegooseError } from '../base/errors.ts';
import type { StatementResponse } from '../databricks-api/statements.ts';
import type { DatabricksClient } from '../databricks-client/client.ts';
import { cancelStatement, getStatement } from '../databricks-client/statements.ts';

/** Below the five minutes after which Goose gives up on a call (facts `goose.md` §1, `timeout`). */
const limitSeconds = 270;

/**
 * Polls a statement until it succeeded. When the caller goes away, or after 270 s, it is cancelled on the warehouse.
 * Throws `statements.failed`, `statements.cancelled`, `statements.too_slow`.
 */
export async function waitForEnd(
  client: DatabricksClient,
  submitted: StatementResponse,
  signal: AbortSignal,
): Promise<StatementResponse> {
  const deadline = Date.now() + limitSeconds * 1000;
  let current = submitted;
  try {
    for (let wait = 0.02; ; wait = Math.min(5, wait * 2)) {
      const { state, error } = current.status;
      if (state === 'SUCCEEDED') return current;
      if (state === 'FAILED') {
        throw new LakegooseError('statements.failed', {
          message: error?.message ?? error?.error_code ?? 'FAILED',
        });
      }
      if (state === 'CANCELED' || state === 'CLOSED') throw new LakegooseError('statements.cancelled');
      if (Date.now() >= deadline) throw new LakegooseError('statements.too_slow', { seconds: limitSeconds });
      await sleep(wait * 1000, undefined, { signal });
      current = await getStatement(client, submitted.statement_id, signal);
    }
  } catch (error) {
    const { state } = current.status;
    // The first error tells what happened; a cancel that fails too would only hide it.
    if (state === 'PENDING' || state === 'RUNNING')
      await cancelStatement(client, submitted.statement_id).catch(() => undefined);
    if (signal.aborted) throw new LakegooseError('statements.cancelled', {}, { cause: error });
    throw error;
  }
}

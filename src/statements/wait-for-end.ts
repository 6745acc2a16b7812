import { setTimeout as sleep } from 'node:timers/promises';
import { LakegooseError } from '../base/errors.ts';
import type { StatementResponse } from '../databricks-api/statements.ts';
import type { DatabricksClient } from '../databricks-client/client.ts';
import { getStatement } from '../databricks-client/statements.ts';
import type { Wait } from './statement.ts';
import type { Warehouse } from './warehouse.ts';
import { watchWarehouse } from './watch-warehouse.ts';
import { within } from './within.ts';

type Options = Wait & { readonly warehouse: Pick<Warehouse, 'id' | 'name'> };

/** Looks at once, one after another: each takes its way to the workspace and back, and a short statement has ended by then. */
const looksAtOnce = 3;
/** Before the next look; twice that before the one after. */
const firstWaitSeconds = 0.001;
/** The Databricks CLI's own slowest pace (facts `databricks-api.md` §1, "Retry guidance"). */
const lastWaitSeconds = 5;
/** What the look at the end of patience may take besides. */
const lastLookSeconds = 1;
/** The warehouse's state is told for comfort only. */
const stateSeconds = 2;

/**
 * Polls a statement until it succeeded, and gives its last answer; where patience ends first, that one is PENDING or
 * RUNNING. Throws `statements.failed`, `statements.cancelled`, `statements.closed`, and the signal's reason.
 */
export async function waitForEnd(
  client: DatabricksClient,
  first: StatementResponse,
  { signal, patienceSeconds = Number.POSITIVE_INFINITY, onProgress, warehouse }: Options,
): Promise<StatementResponse> {
  const began = performance.now();
  const elapsed = () => (performance.now() - began) / 1000;
  const stateOfWarehouse = watchWarehouse(client, warehouse.id, signal);
  let current = first;
  for (let look = 0; ; look++) {
    const wait = look < looksAtOnce ? 0 : Math.min(lastWaitSeconds, firstWaitSeconds * 2 ** (look - looksAtOnce));
    signal.throwIfAborted();
    const { state, error } = current.status;
    if (state === 'SUCCEEDED') return current;
    if (state === 'FAILED') throw failed(error);
    if (state === 'CANCELED') throw new LakegooseError('statements.cancelled');
    if (state === 'CLOSED') throw new LakegooseError('statements.closed', { id: current.statement_id });
    const left = patienceSeconds - elapsed();
    if (left <= 0) return current;
    if (wait >= 0.25) {
      const found = state === 'PENDING' ? await within(stateOfWarehouse(), Math.min(left, stateSeconds)) : undefined;
      const told = { ...warehouse, ...(found === undefined ? {} : { state: found }) };
      onProgress?.({ statementId: current.statement_id, state, seconds: Math.round(elapsed()), warehouse: told });
    }
    if (wait > 0) await sleep(Math.min(wait, left) * 1000, undefined, { signal });
    const rest = Math.max(lastLookSeconds, patienceSeconds - elapsed());
    current = await getStatement(client, current.statement_id, signal, rest).catch((error: unknown) => {
      if (patienceSeconds > elapsed() || signal.aborted) throw error;
      return current;
    });
  }
}

function failed(error: StatementResponse['status']['error']): LakegooseError {
  return new LakegooseError('statements.failed', {
    message: error?.message ?? error?.error_code ?? 'FAILED',
    mark: '',
  });
}

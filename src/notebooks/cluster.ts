import { setTimeout as sleep } from 'node:timers/promises';
import { LakegooseError } from '../base/errors.ts';
import type { DatabricksClient } from '../databricks-client/client.ts';
import { getCluster, startCluster } from '../databricks-client/clusters.ts';
import { ApiError } from '../databricks-client/errors.ts';

export type ClusterProgress = { readonly name: string; readonly state: string; readonly seconds: number };

type Waiting = {
  /** So long may the start take. */
  readonly seconds: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ClusterProgress) => void;
};

const ready = ['RUNNING', 'RESIZING'];
const asleep = ['TERMINATED', 'ERROR', 'UNKNOWN'];
const longestPauseMs = 5000;

/**
 * Waits until a cluster runs, and starts it where nobody does. A start that nobody waits for any more goes on: others may wait
 * for it, too. Throws `notebook.no_such_cluster`, `notebook.cluster_failed`, `notebook.cluster_too_slow`,
 * `notebook.cancelled`.
 */
export async function runningCluster(client: DatabricksClient, id: string, waiting: Waiting): Promise<void> {
  const { seconds, signal, onProgress } = waiting;
  const began = performance.now();
  const limit = AbortSignal.timeout(seconds * 1000);
  const either = AbortSignal.any([signal, limit]);
  let name = id;
  /** What the workspace said when it was asked to start the cluster: nothing where it does. */
  let said: string | undefined;
  try {
    for (let pauseMs = 500; ; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
      const { cluster_name = id, state = 'UNKNOWN', state_message = '' } = await getCluster(client, id, either);
      name = cluster_name;
      if (ready.includes(state)) return;
      onProgress({ name, state, seconds: Math.round((performance.now() - began) / 1000) });
      if (asleep.includes(state)) {
        const message = said || state_message;
        if (said !== undefined) throw new LakegooseError('notebook.cluster_failed', { name, state, message });
        said = await startRefusal(client, id, either);
      }
      await sleep(pauseMs, undefined, { signal: either });
    }
  } catch (error) {
    if (signal.aborted) throw new LakegooseError('notebook.cancelled', {}, { cause: error });
    if (limit.aborted) throw new LakegooseError('notebook.cluster_too_slow', { name, seconds }, { cause: error });
    // The API says 400 for a cluster that there is not.
    if (!(error instanceof ApiError) || ![400, 404].includes(error.status)) throw error;
    const facts = { id, host: client.host, message: String(error.facts.message) };
    throw new LakegooseError('notebook.no_such_cluster', facts, { cause: error });
  }
}

/** Asks for the start. One that is refused may have been asked for by somebody else meanwhile: the next state tells. */
async function startRefusal(client: DatabricksClient, id: string, signal: AbortSignal): Promise<string> {
  try {
    await startCluster(client, id, signal);
    return '';
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 400) throw error;
    return String(error.facts.message);
  }
}

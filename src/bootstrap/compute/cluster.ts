import { LakegooseError } from '../../base/errors.ts';
import type { Cluster } from '../../databricks-api/clusters.ts';
import type { DatabricksClient } from '../../databricks-client/client.ts';
import { getCluster, listClusters } from '../../databricks-client/clusters.ts';
import { getCurrentUser } from '../../databricks-client/current-user.ts';
import { isMissing } from '../../databricks-client/errors.ts';
import { type Choice, isUnknownCall, type Named, type Wish } from './choice.ts';

const mostNamed = 10;
const running = ['RUNNING', 'RESIZING', 'PENDING', 'RESTARTING'];
const stopped = ['TERMINATING', 'TERMINATED'];
const forEverybody = ['USER_ISOLATION', 'DATA_SECURITY_MODE_STANDARD', 'DATA_SECURITY_MODE_AUTO'];
const forOne = ['SINGLE_USER', 'DATA_SECURITY_MODE_DEDICATED'];

/**
 * The cluster that is set, if it is there; else the usual one, fit or not, because somebody chose it; else one that knows
 * Unity Catalog and that this person may use: one that runs, before the one that was used last. None where there is none, or
 * the workspace has no clusters at all.
 * Throws `bootstrap.no_such_cluster`.
 */
export async function takeCluster(
  client: DatabricksClient,
  { set, usual }: Wish,
  signal: AbortSignal,
): Promise<Choice> {
  if (set !== undefined) return { taken: await clusterThatIsSet(client, set, signal), others: [] };
  const seen = await seenClusters(client, signal);
  const own = seen.find(({ cluster_id: id }) => id === usual);
  if (own !== undefined) return { taken: named(own), others: [] };
  const [best, ...others] = (await fitOf(seen, client, signal)).sort(readiestFirst).map(named);
  if (best !== undefined) return { taken: best, others };
  return usual === undefined ? { others } : { taken: { id: usual, name: usual }, others };
}

async function clusterThatIsSet(client: DatabricksClient, id: string, signal: AbortSignal): Promise<Named> {
  try {
    return named(await getCluster(client, id, signal));
  } catch (error) {
    if (isUnknownCall(error)) return { id, name: id };
    if (!isMissing(error)) throw error;
  }
  const fit = await fitOf(await seenClusters(client, signal), client, signal);
  const names = fit.slice(0, mostNamed).map((one) => `${one.cluster_id} (${named(one).name})`);
  throw new LakegooseError('bootstrap.no_such_cluster', { id, host: client.host, names: names.join(', ') || '–' });
}

async function seenClusters(client: DatabricksClient, signal: AbortSignal): Promise<Cluster[]> {
  return listClusters(client, signal).catch((error: unknown) => {
    if (isUnknownCall(error) || isMissing(error)) return [];
    throw error;
  });
}

async function fitOf(all: readonly Cluster[], client: DatabricksClient, signal: AbortSignal): Promise<Cluster[]> {
  if (all.length === 0) return [];
  const { userName, groups = [] } = await getCurrentUser(client, signal);
  const principals = [userName, ...groups.flatMap(({ display }) => display ?? [])];
  return all.filter(({ state = '', data_security_mode: mode = '', single_user_name: owner }) => {
    const isMine = forEverybody.includes(mode) || (forOne.includes(mode) && principals.includes(owner ?? ''));
    return isMine && [...running, ...stopped].includes(state);
  });
}

function readiestFirst(one: Cluster, other: Cluster): number {
  return Number(runs(other)) - Number(runs(one)) || lastUsed(other) - lastUsed(one);
}

const runs = ({ state = '' }: Cluster) => running.includes(state);
const lastUsed = ({ last_restarted_time: from = 0, terminated_time: until = 0 }: Cluster) => Math.max(from, until);
const named = ({ cluster_id: id, cluster_name: name = id }: Cluster): Named => ({ id, name });

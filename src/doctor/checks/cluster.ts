import { getCluster, listClusters } from '../../databricks-client/clusters.ts';
import { ApiError } from '../../databricks-client/errors.ts';
import { type Check, failed, ok, skipped } from '../check.ts';

const mostNamed = 5;

/** The cluster that runs notebooks is there, where one is set. */
export const clusterCheck: Check = {
  name: 'cluster',
  title: 'doctor.cluster',
  needs: ['sign-in'],
  run: async ({ known, signal }) => {
    const { clusterId: id, host } = await known.workspace();
    if (id === undefined) return skipped('doctor.no_cluster_set');
    try {
      const { cluster_name: name = id, state = '–' } = await getCluster(await known.client(), id, signal);
      return ok('doctor.cluster_there', { name, id, state });
    } catch (error) {
      // The API says 400 for a cluster that there is not; a workspace may have no clusters at all.
      if (!(error instanceof ApiError) || ![400, 404, 501].includes(error.status)) throw error;
      const others = await listClusters(await known.client(), signal).catch(() => []);
      const shown = others.slice(0, mostNamed).map((one) => `${one.cluster_id} (${one.cluster_name ?? '–'})`);
      return failed('doctor.no_such_cluster', { id, host, names: shown.join(', ') || '–' });
    }
  },
};

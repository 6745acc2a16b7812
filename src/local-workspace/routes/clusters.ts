import { startCluster } from '../../databricks-api/clusters.ts';
import { CLUSTER_ID, CLUSTER_NAME, type ClusterService } from '../services/cluster-service.ts';
import { LOCAL_USER } from '../services/local-user.ts';
import { page } from '../services/page.ts';
import { readInput } from '../services/read-input.ts';
import type { Route } from '../services/route.ts';

const PATH = '/api/2.1/clusters';
const SOURCE = 'UI';

/** Clusters, `/api/2.1/clusters`: the one that runs notebooks. */
export function clusterRoutes(clusters: ClusterService): Route[] {
  const wire = () => ({
    cluster_id: CLUSTER_ID,
    cluster_name: CLUSTER_NAME,
    state: clusters.state,
    cluster_source: SOURCE,
    data_security_mode: 'USER_ISOLATION',
    creator_user_name: LOCAL_USER.userName,
    num_workers: 0,
    autotermination_minutes: 0,
    ...(clusters.lastStart !== undefined && {
      start_time: clusters.lastStart,
      last_restarted_time: clusters.lastStart,
    }),
  });
  return [
    {
      method: 'GET',
      path: `${PATH}/list`,
      answer: ({ query, user }) => {
        const asked = (name: string, own: string): boolean => {
          const wanted = query.getAll(`filter_by.${name}`);
          return wanted.length === 0 || wanted.includes(own);
        };
        const found = asked('cluster_sources', SOURCE) && asked('cluster_states', clusters.state) ? [wire()] : [];
        const { items, ...next } = page(found, { query, user }, 'clusters', { emptyFirst: false }, 100, 'page_size');
        return { json: { clusters: items, ...next } };
      },
    },
    {
      method: 'GET',
      path: `${PATH}/get`,
      answer: ({ query }) => {
        clusters.check(query.get('cluster_id') ?? '');
        return { json: wire() };
      },
    },
    {
      method: 'POST',
      path: `${PATH}/start`,
      answer: ({ body }) => {
        clusters.check(readInput(startCluster, body).cluster_id);
        clusters.start();
        return { json: {} };
      },
    },
  ];
}

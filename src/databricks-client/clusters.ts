import { cluster } from '../databricks-api/clusters.ts';
import type { DatabricksClient } from './client.ts';
import { request } from './request.ts';

/** One cluster. The API answers 400 for one that is not there. */
export function getCluster(client: DatabricksClient, id: string, signal: AbortSignal) {
  const query = { cluster_id: id };
  return request(client, { method: 'GET', path: '/api/2.1/clusters/get', query, answer: cluster, signal });
}

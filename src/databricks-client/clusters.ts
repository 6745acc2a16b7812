import { z } from 'zod';
import { cluster, clusterList } from '../databricks-api/clusters.ts';
import type { DatabricksClient } from './client.ts';
import { allPages } from './pages.ts';
import { request } from './request.ts';

const root = '/api/2.1/clusters';
const pageSize = 100;

/** The clusters that people have made, as far as the signed-in user may see them; those of jobs and pipelines are left out. */
export function listClusters(client: DatabricksClient, signal: AbortSignal) {
  return allPages(
    (page_token) => {
      const query = { 'filter_by.cluster_sources': ['UI', 'API'], page_size: pageSize, page_token };
      return request(client, { method: 'GET', path: `${root}/list`, query, answer: clusterList, signal });
    },
    (page) => page.clusters,
  );
}

/** One cluster. */
export function getCluster(client: DatabricksClient, id: string, signal: AbortSignal) {
  const query = { cluster_id: id };
  return request(client, { method: 'GET', path: `${root}/get`, query, answer: cluster, signal });
}

/** Begins to start a cluster that is not running; when it is, its state tells. */
export function startCluster(client: DatabricksClient, id: string, signal: AbortSignal) {
  const body = { cluster_id: id };
  return request(client, { method: 'POST', path: `${root}/start`, body, answer: z.looseObject({}), signal });
}

import { z } from 'zod';
import { int64 } from './int64.ts';

/** Clusters, `/api/2.1/clusters`. Source: databricks-sdk-go `service/compute` ClusterDetails. */
export const cluster = z.looseObject({
  cluster_id: z.string(),
  cluster_name: z.string().optional(),
  /** PENDING RUNNING RESTARTING RESIZING TERMINATING TERMINATED ERROR UNKNOWN. */
  state: z.string().optional(),
  /** Why it is in that state. */
  state_message: z.string().optional(),
  /** UI API JOB MODELS PIPELINE PIPELINE_MAINTENANCE SQL. */
  cluster_source: z.string().optional(),
  /** USER_ISOLATION and SINGLE_USER, by their newer names DATA_SECURITY_MODE_…, know Unity Catalog; NONE and LEGACY_… do not. */
  data_security_mode: z.string().optional(),
  /** A person or a group, where it is for nobody else. */
  single_user_name: z.string().optional(),
  last_restarted_time: int64().optional(),
  terminated_time: int64().optional(),
});
export type Cluster = z.infer<typeof cluster>;

export const clusterList = z.looseObject({
  clusters: z.array(cluster).optional(),
  next_page_token: z.string().optional(),
});

/** `POST /api/2.1/clusters/start`. */
export const startCluster = z.looseObject({ cluster_id: z.string() });

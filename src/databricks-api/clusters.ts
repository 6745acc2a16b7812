import { z } from 'zod';

/** A cluster, `GET /api/2.1/clusters/get`. Source: databricks-sdk-go `service/compute` ClusterDetails. */
export const cluster = z.looseObject({
  cluster_id: z.string(),
  cluster_name: z.string().optional(),
  /** PENDING RUNNING RESTARTING RESIZING TERMINATING TERMINATED ERROR UNKNOWN. */
  state: z.string(),
});

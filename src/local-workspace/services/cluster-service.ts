import { ApiError, invalidValue } from './api-error.ts';

/** The one cluster of the local workspace. */
export const CLUSTER_ID = '0101-000000-10ca1fee';
export const CLUSTER_NAME = 'Local Cluster';

export type ClusterState = 'TERMINATED' | 'PENDING' | 'RUNNING';

/** The cluster over time. Its state is worked out when somebody looks, so that nothing ticks in between. */
export class ClusterService {
  private readonly startMs: number;
  private readonly clock: () => number;
  private startedAt: number | undefined;

  /** With a time to start the cluster begins TERMINATED; without one it runs. */
  constructor(startSeconds = 0, clock = Date.now) {
    this.startMs = startSeconds * 1000;
    this.clock = clock;
    this.startedAt = startSeconds > 0 ? undefined : clock();
  }

  get state(): ClusterState {
    if (this.startedAt === undefined) return 'TERMINATED';
    return this.clock() < this.startedAt + this.startMs ? 'PENDING' : 'RUNNING';
  }

  /** Milliseconds since 1970. */
  get lastStart(): number | undefined {
    return this.startedAt;
  }

  /** Throws 400 for another cluster than the one there is. */
  check(id: string): void {
    if (id !== CLUSTER_ID) throw invalidValue(`Cluster ${id} does not exist`);
  }

  start(): void {
    if (this.startedAt !== undefined) {
      const state = this.state === 'PENDING' ? 'Pending' : 'Running';
      throw new ApiError(400, 'INVALID_STATE', `Cluster ${CLUSTER_ID} is in unexpected state ${state}.`);
    }
    this.startedAt = this.clock();
  }
}

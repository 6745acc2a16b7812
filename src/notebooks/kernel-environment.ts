import type { Environment } from '../settings/dot-env.ts';
import type { Settings } from '../settings/schema.ts';
import type { Workspace } from '../settings/workspace.ts';

/** What proves who asks, and where: of these, the kernel gets what our own client would take, and nothing else. */
const ours = [
  'DATABRICKS_HOST',
  'DATABRICKS_TOKEN',
  'DATABRICKS_CLIENT_ID',
  'DATABRICKS_CLIENT_SECRET',
  'DATABRICKS_CONFIG_PROFILE',
  'DATABRICKS_CLUSTER_ID',
  'DATABRICKS_AUTH_TYPE',
] as const;

/** The environment of the kernel: the workspace and the sign-in that our own client takes, also where `.env` says them. */
export function kernelEnvironment(
  environment: Environment,
  settings: Settings,
  { host, profile }: Workspace,
  clusterId: string,
): Environment {
  const { DATABRICKS_TOKEN, DATABRICKS_CLIENT_ID, DATABRICKS_CLIENT_SECRET } = settings;
  const none: Environment = Object.fromEntries(ours.map((name) => [name, undefined]));
  const common = { ...environment, ...none, DATABRICKS_CLUSTER_ID: clusterId };
  if (DATABRICKS_TOKEN !== undefined) return { ...common, DATABRICKS_HOST: host, DATABRICKS_TOKEN };
  if (DATABRICKS_CLIENT_ID !== undefined) {
    return { ...common, DATABRICKS_HOST: host, DATABRICKS_CLIENT_ID, DATABRICKS_CLIENT_SECRET };
  }
  return profile === undefined
    ? { ...common, DATABRICKS_HOST: host }
    : { ...common, DATABRICKS_CONFIG_PROFILE: profile };
}

import { homedir } from 'node:os';
import { LakegooseError } from '../base/errors.ts';
import { originOf, type Profile, readProfile, readProfileOfHost, unusualProfileFile } from './profile.ts';
import { isLoopback, type Settings } from './schema.ts';

/** Which workspace answers. `local` is the local workspace of this project, on this machine. */
export type Workspace = {
  readonly kind: 'local' | 'remote';
  /** Such as `https://adb-123.7.azuredatabricks.net`, without path or trailing slash. */
  readonly host: string;
  /** The Databricks CLI's profile that signs in to it, where one is known. */
  readonly profile?: string;
  /** Where its profiles are, if not where they usually are. */
  readonly profileFile?: string;
  readonly warehouseId?: string;
  readonly clusterId?: string;
};

/** The port of the local workspace where `LAKEGOOSE_PORT` says no other. */
export const defaultPort = 8765;

/**
 * The workspace that the settings name: `DATABRICKS_HOST`, then `DATABRICKS_CONFIG_PROFILE`, then the Databricks CLI's
 * default profile. The local workspace only where `LAKEGOOSE_WORKSPACE=local` stands, never by accident.
 * Throws `settings.no_host`, `settings.no_such_profile`, `settings.local_not_asked`, `settings.local_and_host`,
 * `settings.host_and_profile`.
 */
export async function resolveWorkspace(settings: Settings, home: string = homedir()): Promise<Workspace> {
  const [workspace, profileFile] = [await findWorkspace(settings, home), unusualProfileFile(settings, home)];
  return { ...workspace, ...(profileFile === undefined ? {} : { profileFile }) };
}

async function findWorkspace(settings: Settings, home: string): Promise<Workspace> {
  const compute = computeOf(settings);
  const { DATABRICKS_HOST: host, DATABRICKS_CONFIG_PROFILE: profile } = settings;
  if (settings.LAKEGOOSE_WORKSPACE === 'local') {
    const local = host ?? `http://127.0.0.1:${settings.LAKEGOOSE_PORT ?? defaultPort}`;
    if (!isLoopback(local)) throw new LakegooseError('settings.local_and_host', { host: local });
    const signedIn = await readProfileOfHost(local, settings, home);
    const known = computeOfProfile(signedIn);
    return { kind: 'local', host: local, ...(signedIn ? { profile: signedIn.name } : {}), ...known, ...compute };
  }
  if (host !== undefined) {
    refuseLoopback(host);
    if (profile !== undefined) await refuseOtherHost(host, settings, home);
    const found = await readProfileOfHost(host, settings, home);
    // Named also where nobody named it: asked by host alone, the Databricks CLI refuses to choose among several profiles.
    const name = profile ?? found?.name;
    return {
      kind: 'remote',
      host,
      ...(name === undefined ? {} : { profile: name }),
      ...computeOfProfile(found),
      ...compute,
    };
  }
  const found = await readProfile(settings, home);
  if (found === undefined && profile !== undefined) throw new LakegooseError('settings.no_such_profile', { profile });
  if (found?.host === undefined) throw new LakegooseError('settings.no_host');
  const origin = originOf(found.host);
  refuseLoopback(origin);
  return {
    kind: 'remote',
    host: origin,
    profile: found.name,
    ...computeOfProfile(found),
    ...compute,
  };
}

/** The host of that workspace; the one that is set where the settings contradict each other, undefined where none is. */
export async function meantHost(settings: Settings, home?: string): Promise<string | undefined> {
  try {
    return (await resolveWorkspace(settings, home)).host;
  } catch (error) {
    if (error instanceof LakegooseError) return settings.DATABRICKS_HOST;
    throw error;
  }
}

/** The SQL warehouse that is set, by whichever of its two names: `loadSettings` refuses two that differ. */
export function warehouseSetIn(settings: Settings): string | undefined {
  return settings.DATABRICKS_SQL_WAREHOUSE_ID ?? settings.DATABRICKS_WAREHOUSE_ID;
}

function computeOf(settings: Settings): Pick<Workspace, 'warehouseId' | 'clusterId'> {
  const warehouseId = warehouseSetIn(settings);
  const clusterId = settings.DATABRICKS_CLUSTER_ID;
  return { ...(warehouseId ? { warehouseId } : {}), ...(clusterId ? { clusterId } : {}) };
}

function computeOfProfile(profile: Profile | undefined): Pick<Workspace, 'warehouseId' | 'clusterId'> {
  const { warehouse_id: warehouseId, cluster_id: clusterId } = profile ?? {};
  return { ...(warehouseId ? { warehouseId } : {}), ...(clusterId ? { clusterId } : {}) };
}

/** The token of one workspace must never go to another. */
async function refuseOtherHost(host: string, settings: Settings, home: string): Promise<void> {
  const profile = await readProfile(settings, home);
  if (profile?.host === undefined || originOf(profile.host) === host) return;
  throw new LakegooseError('settings.host_and_profile', { host, profile: profile.name, other: profile.host });
}

function refuseLoopback(host: string): void {
  if (isLoopback(host)) throw new LakegooseError('settings.local_not_asked', { host });
}

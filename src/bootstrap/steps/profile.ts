import { LakegooseError } from '../../base/errors.ts';
import type { DatabricksClient } from '../../databricks-client/client.ts';
import { getWarehouse, listWarehouses } from '../../databricks-client/warehouses.ts';
import { profileFile, readProfile, readProfileOfHost, settingsSection } from '../../settings/profile.ts';
import { isLoopback, type Settings } from '../../settings/schema.ts';
import { writeProfile } from '../../settings/write-profile.ts';
import { chooseWarehouse } from '../../statements/warehouse.ts';
import { onceSignedIn } from '../signed-in.ts';
import type { Step } from '../step.ts';

const mostNamed = 10;

/**
 * Warehouse and cluster stand in the Databricks CLI's profile, too, and the profile is its default, so that the CLI, its SDKs
 * and notebooks find them without any setting.
 */
export const profileStep: Step = {
  name: 'profile',
  title: 'bootstrap.profile',
  needs: ['workspace', 'sign-in'],
  run: (context) =>
    onceSignedIn(context, async ({ settings, workspace, client }) => {
      const { host, warehouseId, clusterId: cluster } = workspace;
      const { HOME: home } = context.environment;
      const { id, name } = await warehouseOf(client, warehouseId, context.signal);
      const facts = { warehouse: name, id, cluster: cluster ?? '–' };
      const profile = (await readProfileOfHost(host, settings, home))?.name;
      if (profile === undefined) return { state: 'unchanged', code: 'bootstrap.profile_none', facts };
      const path = profileFile(settings, home);
      const usual = await readUsual(settings, home);
      const isUsual = usual?.name === profile;
      // From the local workspace to a person's own; what they chose among their own stays.
      const takesOver = !isUsual && (usual?.host === undefined || isLoopback(usual.host));
      const changed = await writeProfile(path, {
        [profile]: { warehouse_id: id, ...(cluster === undefined ? {} : { cluster_id: cluster }) },
        ...(takesOver ? { [settingsSection]: { default_profile: profile } } : {}),
      });
      const code = isUsual || takesOver ? 'bootstrap.profile_right' : 'bootstrap.profile_other';
      return { state: changed ? 'done' : 'unchanged', code, facts: { ...facts, profile, path, host } };
    }),
};

/** The profile that the Databricks CLI takes where nothing is said. */
async function readUsual(settings: Settings, home: string | undefined) {
  const { DATABRICKS_CONFIG_PROFILE: _asked, ...others } = settings;
  return readProfile(others, home);
}

type Named = { readonly id: string; readonly name: string };

/** The SQL warehouse that is set, if it is there; else the one that statements would take. */
async function warehouseOf(client: DatabricksClient, wished: string | undefined, signal: AbortSignal): Promise<Named> {
  if (wished === undefined) {
    const { id, name = id } = await chooseWarehouse(client, undefined, signal);
    return { id, name };
  }
  try {
    return await getWarehouse(client, wished, signal);
  } catch (error) {
    if (!(error instanceof LakegooseError) || error.code !== 'databricks.not_found') throw error;
    const there = await listWarehouses(client, signal);
    const names = there.slice(0, mostNamed).map((one) => `${one.id} (${one.name})`);
    throw new LakegooseError('bootstrap.no_such_warehouse', { id: wished, host: client.host, names: names.join(', ') });
  }
}

import type { MessageCode } from '../../messages/say.ts';
import { profileFile, profileFor, readProfile, readProfileOfHost, settingsSection } from '../../settings/profile.ts';
import { isLoopback, type Settings } from '../../settings/schema.ts';
import { warehouseSetIn } from '../../settings/workspace.ts';
import { writeProfile } from '../../settings/write-profile.ts';
import type { Named } from '../compute/choice.ts';
import { takeCluster } from '../compute/cluster.ts';
import { takeWarehouse } from '../compute/warehouse.ts';
import { onceSignedIn } from '../signed-in.ts';
import type { Step } from '../step.ts';

const mostNamed = 5;
/** Where the Databricks kernel looks for the cluster, whichever profile is the CLI's default. */
const kernelSection = 'DEFAULT';

/**
 * Host, warehouse and cluster stand in the Databricks CLI's profile, too, and the profile is its default, so that the CLI, its
 * SDKs and notebooks find them without any setting.
 */
export const profileStep: Step = {
  name: 'profile',
  title: 'bootstrap.profile',
  needs: ['workspace', 'sign-in'],
  run: (context) =>
    onceSignedIn(context, async ({ settings, workspace, client }) => {
      const { host, warehouseId, clusterId } = workspace;
      const { signal, environment } = context;
      const warehouse = await takeWarehouse(client, { set: warehouseSetIn(settings), usual: warehouseId }, signal);
      const cluster = await takeCluster(client, { set: settings.DATABRICKS_CLUSTER_ID, usual: clusterId }, signal);
      const { HOME: home } = environment;
      const known = await readProfileOfHost(host, settings, home);
      const profile = known?.name ?? (await profileFor(host, settings, home));
      const path = profileFile(settings, home);
      const usual = await readUsual(settings, home);
      const isUsual = usual?.name === profile;
      // From the local workspace to a person's own; what they chose among their own stays.
      const takesOver = !isUsual && (usual?.host === undefined || isLoopback(usual.host));
      const tellsKernel = (isUsual || takesOver) && profile !== kernelSection && (await isFree(settings, home));
      const changed = await writeProfile(path, {
        [profile]: {
          ...(known === undefined ? { host } : {}),
          ...(warehouse.taken === undefined ? {} : { warehouse_id: warehouse.taken.id }),
          ...(cluster.taken === undefined ? {} : { cluster_id: cluster.taken.id }),
        },
        ...(takesOver ? { [settingsSection]: { default_profile: profile } } : {}),
        ...(tellsKernel && cluster.taken !== undefined ? { [kernelSection]: { cluster_id: cluster.taken.id } } : {}),
      });
      const others = [...warehouse.others.slice(0, mostNamed), ...cluster.others.slice(0, mostNamed)];
      const code = codeOf(isUsual || takesOver, others.length > 0);
      const facts = {
        warehouse: shown(warehouse.taken),
        cluster: shown(cluster.taken),
        others: others.map(shown).join(', '),
      };
      return { state: changed ? 'done' : 'unchanged', code, facts: { ...facts, profile, path, host } };
    }),
};

function codeOf(isUsual: boolean, areOthers: boolean): MessageCode {
  if (!isUsual) return 'bootstrap.profile_other';
  return areOthers ? 'bootstrap.profile_of_several' : 'bootstrap.profile_right';
}

const shown = (one: Named | undefined) => (one === undefined ? '–' : `${one.name} (${one.id})`);

/** The profile that the Databricks CLI takes where nothing is said. */
async function readUsual(settings: Settings, home: string | undefined) {
  const { DATABRICKS_CONFIG_PROFILE: _asked, ...others } = settings;
  return readProfile(others, home);
}

/** Whether `DEFAULT` is of no other workspace of the person's own. */
async function isFree(settings: Settings, home: string | undefined): Promise<boolean> {
  const found = await readProfile({ ...settings, DATABRICKS_CONFIG_PROFILE: kernelSection }, home);
  return found?.host === undefined || isLoopback(found.host);
}

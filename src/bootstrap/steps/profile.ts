import { loadSettings } from '../../settings/load.ts';
import { profileFile, readProfile, readProfileOfHost, settingsSection } from '../../settings/profile.ts';
import { isLoopback, type Settings } from '../../settings/schema.ts';
import { resolveWorkspace } from '../../settings/workspace.ts';
import { writeProfile } from '../../settings/write-profile.ts';
import type { Step } from '../step.ts';

/**
 * Warehouse and cluster stand in the Databricks CLI's profile, too, and the profile is its default, so that the CLI, its SDKs
 * and notebooks find them without any setting.
 */
export const profileStep: Step = {
  name: 'profile',
  title: 'bootstrap.profile',
  needs: ['workspace', 'sign-in'],
  run: async ({ environment, directory }) => {
    const settings = await loadSettings(environment, directory);
    const { host, warehouseId, clusterId } = await resolveWorkspace(settings, environment.HOME);
    const profile = (await readProfileOfHost(host, settings, environment.HOME))?.name;
    if (profile === undefined) return { state: 'skipped', code: 'bootstrap.profile_none', facts: { host } };
    const path = profileFile(settings, environment.HOME);
    const usual = await readUsual(settings, environment.HOME);
    const isUsual = usual?.name === profile;
    // From the local workspace to a person's own; what they chose among their own stays.
    const takesOver = !isUsual && (usual?.host === undefined || isLoopback(usual.host));
    const compute = {
      ...(warehouseId === undefined ? {} : { warehouse_id: warehouseId }),
      ...(clusterId === undefined ? {} : { cluster_id: clusterId }),
    };
    const changed = await writeProfile(path, {
      ...(Object.keys(compute).length > 0 ? { [profile]: compute } : {}),
      ...(takesOver ? { [settingsSection]: { default_profile: profile } } : {}),
    });
    const state = changed ? 'done' : 'unchanged';
    return isUsual || takesOver
      ? { state, code: 'bootstrap.profile_right', facts: { profile, path } }
      : { state, code: 'bootstrap.profile_other', facts: { profile, host } };
  },
};

/** The profile that the Databricks CLI takes where nothing is said. */
async function readUsual(settings: Settings, home: string | undefined) {
  const { DATABRICKS_CONFIG_PROFILE: _asked, ...others } = settings;
  return readProfile(others, home);
}

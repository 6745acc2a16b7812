import { LakegooseError } from '../../base/errors.ts';
import { loadSettings } from '../../settings/load.ts';
import type { Settings } from '../../settings/schema.ts';
import { resolveWorkspace } from '../../settings/workspace.ts';
import { writeDotEnv } from '../../settings/write-dot-env.ts';
import type { Step } from '../step.ts';

/**
 * Nothing says which workspace is meant; or all that does is the sign-in to the local one, which outlived its `.env`.
 */
function isUnknown(error: unknown, settings: Settings): boolean {
  const { LAKEGOOSE_WORKSPACE: kind, DATABRICKS_HOST: host, DATABRICKS_CONFIG_PROFILE: profile } = settings;
  if (kind !== undefined || host !== undefined || profile !== undefined) return false;
  return error instanceof LakegooseError && ['settings.no_host', 'settings.local_not_asked'].includes(error.code);
}

/** Which workspace is meant. Where none is known, the local one is chosen, in `.env`, where a person sees it. */
export const workspaceStep: Step = {
  name: 'workspace',
  title: 'bootstrap.workspace',
  needs: [],
  run: async (context) => {
    const { environment, directory } = context;
    const settings = await loadSettings(environment, directory);
    try {
      const { kind, host } = await resolveWorkspace(settings, environment.HOME);
      const code = kind === 'local' ? 'bootstrap.workspace_local' : 'bootstrap.workspace_remote';
      return { state: 'unchanged', code, facts: { host } };
    } catch (error) {
      if (!isUnknown(error, settings)) throw error;
    }
    const path = await writeDotEnv(context, { LAKEGOOSE_WORKSPACE: 'local' });
    return { state: 'done', code: 'bootstrap.workspace_chosen', facts: { path } };
  },
};

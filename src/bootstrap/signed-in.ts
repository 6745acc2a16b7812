import { LakegooseError } from '../base/errors.ts';
import type { DatabricksClient } from '../databricks-client/client.ts';
import { categoryByCode, isErrorCode } from '../messages/categories.ts';
import { loadSettings } from '../settings/load.ts';
import type { Settings } from '../settings/schema.ts';
import { resolveWorkspace, type Workspace } from '../settings/workspace.ts';
import { workspaceClient } from '../sign-in/workspace-client.ts';
import type { Outcome, StepContext } from './step.ts';

type SignedIn = { readonly settings: Settings; readonly workspace: Workspace; readonly client: DatabricksClient };

/**
 * What a step does with the workspace, once somebody is signed in to it; until then it is passed over. So it is while a
 * workspace of their own is out of reach, as without a VPN: a container comes up nevertheless.
 */
export async function onceSignedIn(
  context: StepContext,
  work: (found: SignedIn) => Promise<Outcome>,
): Promise<Outcome> {
  const { environment, directory, signal } = context;
  const settings = await loadSettings(environment, directory);
  const workspace = await resolveWorkspace(settings, environment.HOME);
  try {
    return await work({ settings, workspace, client: workspaceClient(settings, workspace, { environment, signal }) });
  } catch (error) {
    if (!(error instanceof LakegooseError)) throw error;
    if (workspace.kind === 'remote' && isOutOfReach(error)) return { state: 'skipped', error };
    if (error.code !== 'sign_in.needed') throw error;
    return { state: 'skipped', code: 'bootstrap.after_sign_in', facts: { host: workspace.host } };
  }
}

function isOutOfReach({ code }: LakegooseError): boolean {
  if (['databricks.timed_out', 'databricks.unavailable'].includes(code)) return true;
  return isErrorCode(code) && categoryByCode[code] === 'network';
}

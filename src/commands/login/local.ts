import { runSteps } from '../../bootstrap/run-steps.ts';
import { steps } from '../../bootstrap/steps.ts';
import { loadSettings } from '../../settings/load.ts';
import { isLoopback, type Settings } from '../../settings/schema.ts';
import { resolveWorkspace } from '../../settings/workspace.ts';
import { makeDefault } from '../../sign-in/make-default.ts';
import { list } from '../bootstrap/watchers.ts';
import { cliProgram } from '../cli-program.ts';
import type { CommandContext } from '../command.ts';
import { remember } from './remember.ts';

const names = ['local-workspace', 'sign-in'];
/** What is of one workspace only. */
export const compute = ['DATABRICKS_SQL_WAREHOUSE_ID', 'DATABRICKS_WAREHOUSE_ID', 'DATABRICKS_CLUSTER_ID'];
const ofAnother = ['DATABRICKS_HOST', 'DATABRICKS_CONFIG_PROFILE', ...compute];

/** From now on the local workspace is meant; it is started and signed in to. Undefined where that failed, which was told. */
export async function loginToLocal(before: Settings, context: CommandContext) {
  const { environment, directory, signal } = context;
  if (!meansLocal(before)) await remember({ values: { LAKEGOOSE_WORKSPACE: 'local' }, emptied: ofAnother }, context);
  const chosen = steps.filter(({ name }) => names.includes(name));
  const reports = await runSteps(chosen, { environment, directory, signal, cli: [cliProgram] }, list(context));
  if (reports.some(({ outcome }) => 'error' in outcome)) return undefined;
  const { host, profile } = await resolveWorkspace(await loadSettings(environment, directory), environment.HOME);
  if (profile === undefined) return undefined;
  await makeDefault(profile);
  return { host, profile };
}

/** Whether the settings mean the local workspace already. */
export const meansLocal = ({ LAKEGOOSE_WORKSPACE: kind, DATABRICKS_HOST: host }: Settings) =>
  kind === 'local' && (host === undefined || isLoopback(host));

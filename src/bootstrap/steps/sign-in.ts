import { LakegooseError } from '../../base/errors.ts';
import { loadSettings } from '../../settings/load.ts';
import { profileFor } from '../../settings/profile.ts';
import { resolveWorkspace } from '../../settings/workspace.ts';
import { isSignedIn } from '../../sign-in/accepted-token.ts';
import { signInUnattended } from '../../sign-in/sign-in-unattended.ts';
import { workspaceClient } from '../../sign-in/workspace-client.ts';
import type { Outcome, Step, StepContext } from '../step.ts';

const timeoutSeconds = 15;

/** Whether somebody is signed in. The local workspace gives its consent by itself; to another one a person signs in. */
export const signInStep: Step = {
  name: 'sign-in',
  title: 'bootstrap.sign_in',
  needs: ['workspace', 'local-workspace'],
  run: async (context) => {
    const { environment, directory, signal, tell } = context;
    const settings = await loadSettings(environment, directory);
    const workspace = await resolveWorkspace(settings, environment.HOME);
    const { host } = workspace;
    const { DATABRICKS_TOKEN: token, DATABRICKS_CLIENT_ID: clientId } = settings;
    const isMachine = token !== undefined || clientId !== undefined;
    if (isMachine) return { state: 'unchanged', code: 'bootstrap.signed_in_by_settings', facts: { host } };
    const profile = workspace.profile ?? (await profileFor(host, settings, environment.HOME));
    const isThere = () => {
      const client = workspaceClient(settings, { ...workspace, profile }, { environment, signal, timeoutSeconds });
      return isSignedIn(client, signal);
    };
    const account = { host, profile };
    if (workspace.kind === 'remote') return signedInByPerson(account, isThere, context);
    if (workspace.profile !== undefined && (await isThere())) {
      return { state: 'unchanged', code: 'bootstrap.signed_in', facts: account };
    }
    tell('bootstrap.signing_in', { host });
    await signInUnattended(account, signal);
    return { state: 'done', code: 'bootstrap.now_signed_in', facts: account };
  },
};

type Account = { readonly host: string; readonly profile: string };

/** Nothing here fails the container: where nobody signs in now, somebody does later. */
async function signedInByPerson(
  account: Account,
  isThere: () => Promise<boolean>,
  { signal, signIn }: StepContext,
): Promise<Outcome> {
  try {
    if (await isThere()) return { state: 'unchanged', code: 'bootstrap.signed_in', facts: account };
    if (signIn === undefined) return { state: 'skipped', code: 'bootstrap.sign_in_yourself', facts: account };
    await signIn(account);
    return { state: 'done', code: 'bootstrap.now_signed_in', facts: account };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof LakegooseError) return { state: 'skipped', error };
    throw error;
  }
}

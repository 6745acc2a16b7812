import { LakegooseError } from '../../base/errors.ts';
import { loadSettings } from '../../settings/load.ts';
import { profileFor } from '../../settings/profile.ts';
import { resolveWorkspace } from '../../settings/workspace.ts';
import { cliToken } from '../../sign-in/cli-token.ts';
import { signInUnattended } from '../../sign-in/sign-in-unattended.ts';
import type { Outcome, Step, StepContext } from '../step.ts';

const askSeconds = 15;

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
    if (workspace.kind === 'remote') return signedInByPerson({ host, profile }, context);
    if (workspace.profile !== undefined && (await isSignedIn({ host, profile }, signal))) {
      return { state: 'unchanged', code: 'bootstrap.signed_in', facts: { host, profile } };
    }
    tell('bootstrap.signing_in', { host });
    await signInUnattended({ host, profile }, signal);
    return { state: 'done', code: 'bootstrap.now_signed_in', facts: { host, profile } };
  },
};

type Account = { readonly host: string; readonly profile: string };

/** Nothing here fails the container: where nobody signs in now, somebody does later. */
async function signedInByPerson(account: Account, { signal, signIn }: StepContext): Promise<Outcome> {
  const facts = { ...account };
  try {
    if (await isSignedIn(account, signal)) return { state: 'unchanged', code: 'bootstrap.signed_in', facts };
    if (signIn === undefined) return { state: 'skipped', code: 'bootstrap.sign_in_yourself', facts };
    await signIn(account);
    return { state: 'done', code: 'bootstrap.now_signed_in', facts };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof LakegooseError) return { state: 'skipped', error };
    throw error;
  }
}

async function isSignedIn(account: Account, signal: AbortSignal): Promise<boolean> {
  try {
    await cliToken({ ...account, timeoutSeconds: askSeconds, signal });
    return true;
  } catch (error) {
    if (error instanceof LakegooseError && error.code === 'sign_in.needed') return false;
    throw error;
  }
}

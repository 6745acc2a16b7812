import { LakegooseError } from '../../base/errors.ts';
import { loadSettings } from '../../settings/load.ts';
import { profileFor } from '../../settings/profile.ts';
import { resolveWorkspace } from '../../settings/workspace.ts';
import { cliToken } from '../../sign-in/cli-token.ts';
import { signInUnattended } from '../../sign-in/sign-in-unattended.ts';
import type { Step } from '../step.ts';

const askSeconds = 15;

/** Whether somebody is signed in. The local workspace gives its consent by itself; to another one a person signs in. */
export const signInStep: Step = {
  name: 'sign-in',
  title: 'bootstrap.sign_in',
  needs: ['workspace', 'local-workspace'],
  run: async ({ environment, directory, signal, tell }) => {
    const settings = await loadSettings(environment, directory);
    const workspace = await resolveWorkspace(settings, environment.HOME);
    const { host } = workspace;
    const { DATABRICKS_TOKEN: token, DATABRICKS_CLIENT_ID: clientId } = settings;
    const isMachine = token !== undefined || clientId !== undefined;
    if (isMachine) return { state: 'unchanged', code: 'bootstrap.signed_in_by_settings', facts: { host } };
    const profile = workspace.profile ?? (await profileFor(host, settings, environment.HOME));
    const isKnown = workspace.profile !== undefined || workspace.kind === 'remote';
    if (isKnown && (await isSignedIn({ host, profile, timeoutSeconds: askSeconds, signal }))) {
      return { state: 'unchanged', code: 'bootstrap.signed_in', facts: { host, profile } };
    }
    if (workspace.kind === 'remote') return { state: 'skipped', code: 'bootstrap.sign_in_yourself', facts: { host } };
    tell('bootstrap.signing_in', { host });
    await signInUnattended({ host, profile }, signal);
    return { state: 'done', code: 'bootstrap.now_signed_in', facts: { host, profile } };
  },
};

async function isSignedIn(account: Parameters<typeof cliToken>[0]): Promise<boolean> {
  try {
    await cliToken(account);
    return true;
  } catch (error) {
    if (error instanceof LakegooseError && error.code === 'sign_in.needed') return false;
    throw error;
  }
}

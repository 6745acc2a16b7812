import { z } from 'zod';
import { LakegooseError } from '../base/errors.ts';
import { runSteps } from '../bootstrap/run-steps.ts';
import { steps } from '../bootstrap/steps.ts';
import { getCurrentUser } from '../databricks-client/current-user.ts';
import { say } from '../messages/say.ts';
import { loadSettings } from '../settings/load.ts';
import { originOf, profileFor, readProfile } from '../settings/profile.ts';
import { isLoopback, settings as known, type Settings } from '../settings/schema.ts';
import { meantHost, resolveWorkspace } from '../settings/workspace.ts';
import { isSignedIn } from '../sign-in/accepted-token.ts';
import { cliToken } from '../sign-in/cli-token.ts';
import { makeDefault } from '../sign-in/make-default.ts';
import { workspaceClient } from '../sign-in/workspace-client.ts';
import { list } from './bootstrap/watchers.ts';
import { cliProgram } from './cli-program.ts';
import { type CommandContext, defineCommand, option, positional } from './command.ts';
import { localName } from './local-name.ts';
import { compute, loginToLocal, meansLocal } from './login/local.ts';
import { remember } from './login/remember.ts';
import { signInOnTerminal } from './sign-in-on-terminal.ts';
import { someText } from './some-text.ts';

const timeoutMinutes = 5;
const tokenSeconds = 20;
/** What is set up for a workspace once somebody is signed in to it. */
const following = ['model', 'profile', 'goose', 'self-test'];

export const loginCommand = defineCommand({
  name: 'login',
  summary: 'login.summary',
  arguments: z.object({
    host: positional('login.host', 'HOST', someText),
    'if-needed': option('login.if_needed'),
  }),
  notes: 'login.notes',
  examples: [
    'lakegoose login https://adb-1234567890123456.7.azuredatabricks.net',
    'lakegoose login local',
    'lakegoose login --if-needed',
  ],
  run: async ({ host: given, 'if-needed': ifNeeded }, context) => {
    const { environment, directory, stdout } = context;
    const settings = await loadSettings(environment, directory);
    const notNeeded = ifNeeded && given === undefined ? await whyNotNeeded(settings, context) : undefined;
    if (notNeeded !== undefined) {
      stdout.write(`${notNeeded}\n`);
      return 0;
    }
    if (given === localName) {
      await refuseOtherSignIns(settings, environment, localName);
      return setUp(await loginToLocal(settings, context), context);
    }
    const asked = given ?? settings.DATABRICKS_HOST ?? (await usualHost(settings, context));
    if (asked === undefined) throw new LakegooseError('login.no_host');
    const outcome = known.DATABRICKS_HOST.schema().safeParse(asked);
    if (!outcome.success) throw new LakegooseError('login.bad_host', { host: asked });
    const host = outcome.data;
    await refuseOtherSignIns(settings, environment, host);
    const profile = await profileFor(host, unlessOfAnotherHost(settings, host), environment.HOME);
    refuseOtherProfile(profile, host, environment);
    const before = await meantHost(settings, environment.HOME);
    await signInOnTerminal({ host, profile, timeoutMinutes }, context);
    const wasOther = before !== undefined && before !== host;
    const values = { LAKEGOOSE_WORKSPACE: kindOf(host), DATABRICKS_HOST: host, DATABRICKS_CONFIG_PROFILE: profile };
    await remember({ values, emptied: wasOther ? compute : [] }, context);
    await makeDefault(profile);
    return setUp({ host, profile }, context);
  },
});

type Account = { readonly host: string; readonly profile: string };

/** What follows the sign-in, where there was one, and whether all is ready then: the exit code. */
async function setUp(account: Account | undefined, context: CommandContext): Promise<0 | 1> {
  const { environment, directory, signal, language, stdout } = context;
  const chosen = steps.filter(({ name }) => account !== undefined && following.includes(name));
  const reports = await runSteps(chosen, { environment, directory, signal, cli: [cliProgram] }, list(context));
  stdout.write(account === undefined ? '\n' : `\n${await whoIsSignedIn(account, context)}\n`);
  const failed = account === undefined || reports.some(({ outcome }) => 'error' in outcome);
  stdout.write(`${say(language, failed ? 'login.not_ready' : 'login.ready')}\n`);
  return failed ? 1 : 0;
}

/** The workspace of the profile that would be taken, where it is somebody's own. */
async function usualHost(settings: Settings, { environment }: CommandContext): Promise<string | undefined> {
  const usual = await readProfile(settings, environment.HOME);
  return usual?.host === undefined || isLoopback(usual.host) ? undefined : usual.host;
}

/** Why nobody has to sign in now; undefined where somebody has to. */
async function whyNotNeeded(settings: Settings, context: CommandContext): Promise<string | undefined> {
  const { environment, language, signal } = context;
  const { LAKEGOOSE_WORKSPACE: kind, DATABRICKS_HOST: set, DATABRICKS_CONFIG_PROFILE: named } = settings;
  const usual = await readProfile(settings, environment.HOME);
  const isKnown = kind !== undefined || set !== undefined || named !== undefined;
  if (meansLocal(settings) || (!isKnown && (usual?.host === undefined || isLoopback(usual.host)))) {
    return say(language, 'login.none_of_yours');
  }
  const workspace = await resolveWorkspace(settings, environment.HOME);
  const client = workspaceClient(settings, workspace, { environment, signal });
  if (await isSignedIn(client, signal)) return say(language, 'login.not_needed', { host: workspace.host });
  return undefined;
}

/** What would go before the sign-in of a person, so that it would be for nothing. */
async function refuseOtherSignIns(settings: Settings, environment: CommandContext['environment'], host: string) {
  const machine = settings.DATABRICKS_TOKEN === undefined ? settings.DATABRICKS_CLIENT_ID : settings.DATABRICKS_TOKEN;
  const name = settings.DATABRICKS_TOKEN === undefined ? 'DATABRICKS_CLIENT_ID' : 'DATABRICKS_TOKEN';
  if (machine !== undefined) throw new LakegooseError('login.settings_sign_in', { name, host });
  const { DATABRICKS_HOST: set, LAKEGOOSE_WORKSPACE: kind, DATABRICKS_CONFIG_PROFILE: named } = settings;
  const profile = named === undefined ? undefined : await readProfile(settings, environment.HOME);
  const others = {
    DATABRICKS_HOST: set !== undefined && isAt(set, host) ? undefined : set,
    LAKEGOOSE_WORKSPACE: kind === kindOf(host) ? undefined : kind,
    DATABRICKS_CONFIG_PROFILE: profile?.host === undefined || isAt(profile.host, host) ? undefined : named,
  };
  for (const [variable, other] of Object.entries(others)) {
    if (other === undefined || !environment[variable]?.trim()) continue;
    throw new LakegooseError('login.other_in_environment', { name: variable, other, host });
  }
}

/** What would be taken instead of the profile that somebody signs in to. */
function refuseOtherProfile(profile: string, host: string, environment: CommandContext['environment']): void {
  const name = 'DATABRICKS_CONFIG_PROFILE';
  const other = environment[name]?.trim();
  if (other && other !== profile) throw new LakegooseError('login.other_in_environment', { name, other, host });
}

const kindOf = (host: string) => (host === localName || isLoopback(host) ? 'local' : 'remote');

/** Whether what is set is the workspace that somebody asks for. */
const isAt = (set: string, asked: string) => (asked === localName ? isLoopback(set) : originOf(set) === asked);

/** A profile that was set for another workspace keeps what it holds. */
function unlessOfAnotherHost(settings: Settings, host: string): Settings {
  const { DATABRICKS_CONFIG_PROFILE: _other, ...rest } = settings;
  return settings.DATABRICKS_HOST === undefined || settings.DATABRICKS_HOST === host ? settings : rest;
}

async function whoIsSignedIn({ host, profile }: Account, context: CommandContext): Promise<string> {
  const { environment, directory, signal, language } = context;
  const settings = await loadSettings(environment, directory);
  const workspace = await resolveWorkspace(settings, environment.HOME);
  const { userName } = await getCurrentUser(workspaceClient(settings, workspace, { environment, signal }), signal);
  const { expiry } = await cliToken({ host, profile, timeoutSeconds: tokenSeconds, signal });
  const until = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(expiry);
  return say(language, 'login.done', { host, profile, user: userName, until });
}

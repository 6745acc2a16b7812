import type { GooseWishes } from '../agent-config/goose/goose-config.ts';
import { wishesOf } from '../agent-config/goose/wishes-of.ts';
import { LakegooseError } from '../base/errors.ts';
import { userAgent } from '../base/version.ts';
import { type Answer, ask } from '../databricks-client/ask.ts';
import type { Credential, DatabricksClient } from '../databricks-client/client.ts';
import { getCurrentUser } from '../databricks-client/current-user.ts';
import { withLimits } from '../databricks-client/limits.ts';
import { networkOf } from '../databricks-client/network.ts';
import { listCatalogs } from '../databricks-client/unity-catalog.ts';
import { loadSettings } from '../settings/load.ts';
import type { Settings } from '../settings/schema.ts';
import { resolveWorkspace, type Workspace } from '../settings/workspace.ts';
import { cliToken } from '../sign-in/cli-token.ts';
import { endOfToken } from '../sign-in/end-of-token.ts';
import { workspaceClient } from '../sign-in/workspace-client.ts';
import type { Surroundings } from './surroundings.ts';

type SignIn = {
  readonly credential: Credential;
  readonly token: string;
  /** When the token ends, where it tells. */
  readonly until: Date | undefined;
};

/** What several checks want to know: asked for once, when the first of them wants it. */
export type Known = {
  readonly settings: () => Promise<Settings>;
  readonly workspace: () => Promise<Workspace>;
  /** What the workspace says to anybody, and when its answer was there. */
  readonly greeting: () => Promise<Answer & { readonly at: number }>;
  readonly signIn: () => Promise<SignIn>;
  readonly client: () => Promise<DatabricksClient>;
  /** Who is signed in, and by which names grants mean them. */
  readonly user: () => Promise<{ readonly name: string; readonly names: ReadonlySet<string> }>;
  readonly catalogs: () => ReturnType<typeof listCatalogs>;
  /** What Goose is to be; undefined where no model is chosen yet. */
  readonly wishes: () => Promise<GooseWishes | undefined>;
};

/** A host that gives no answer is to be told as such, before the check that waits for it is cut off. */
const shareOfTime = 0.9;
/** Everyone of the account is in it, and no list of groups says so. */
const everyone = 'account users';

export function openKnown({ environment, directory, cli, seconds, signal }: Surroundings): Known {
  const { HOME: home } = environment;
  const settings = once(() => loadSettings(environment, directory));
  const workspace = once(async () => resolveWorkspace(await settings(), home));

  const greeting = once(async () => {
    const { host } = await workspace();
    const url = new URL('/.well-known/databricks-config', host);
    const asked = { method: 'GET', url, headers: { accept: 'application/json' }, repeatable: true } as const;
    const answer = await withLimits({ seconds: seconds * shareOfTime, caller: signal }, (limits) =>
      ask({ userAgent, network: networkOf(environment) }, asked, limits),
    );
    return { ...answer, at: Date.now() };
  });

  const asSettled = once(async () => {
    const options = { environment, signal, timeoutSeconds: seconds };
    return workspaceClient(await settings(), await workspace(), options);
  });
  const signIn = once(async (): Promise<SignIn> => {
    const { token, credential = 'cli' } = await asSettled();
    if (credential !== 'cli') {
      const given = await token(signal);
      return { credential, token: given, until: endOfToken(given) };
    }
    const { access_token, expiry } = await cliToken(await account());
    return { credential, token: access_token, until: expiry };
  });
  const account = async () => {
    const { host, profile } = await workspace();
    return { host, timeoutSeconds: seconds, signal, ...(profile === undefined ? {} : { profile }) };
  };
  const client = once(async (): Promise<DatabricksClient> => {
    const [settled, { token, credential }] = [await asSettled(), await signIn()];
    const renewed = async (refused: string) =>
      credential === 'cli'
        ? (await cliToken({ ...(await account()), isRefused: true })).access_token
        : settled.token(signal, refused);
    return { ...settled, token: async (_ending, refused) => (refused === undefined ? token : renewed(refused)) };
  });

  const user = once(async () => {
    const { userName: name, groups = [] } = await getCurrentUser(await client(), signal);
    const named = groups.flatMap(({ display = [] }) => display);
    return { name, names: new Set([name, ...named, everyone]) };
  });
  const catalogs = once(async () => listCatalogs(await client(), signal));
  const wishes = once(async () => {
    try {
      return wishesOf(await settings(), await workspace(), cli);
    } catch (error) {
      if (error instanceof LakegooseError && error.code === 'agents.no_model') return undefined;
      throw error;
    }
  });
  return { settings, workspace, greeting, signIn, client, user, catalogs, wishes };
}

function once<T>(find: () => Promise<T>): () => Promise<T> {
  let found: Promise<T> | undefined;
  return () => {
    found ??= find();
    return found;
  };
}

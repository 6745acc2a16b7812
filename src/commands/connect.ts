import { LakegooseError } from '../base/errors.ts';
import { userAgent } from '../base/version.ts';
import type { DatabricksClient } from '../databricks-client/client.ts';
import { networkOf } from '../databricks-client/network.ts';
import type { CallLog } from '../mcp-server/call-log.ts';
import { type GuardRules, guardRules } from '../settings/guard-rules.ts';
import { loadSettings } from '../settings/load.ts';
import { type Settings, timeLimits } from '../settings/schema.ts';
import { stateDirectory } from '../settings/state-directory.ts';
import { resolveWorkspace, type Workspace } from '../settings/workspace.ts';
import type { TokenSource } from '../sign-in/kept-token.ts';
import { credentialOf, type SignIn, tokenSource } from '../sign-in/token-source.ts';
import { openSession, type Statements } from '../statements/open-session.ts';
import type { CommandContext } from './command.ts';
import { callLog, requestLog } from './logs.ts';
import { teller } from './teller.ts';

export type Connection = {
  readonly settings: Settings;
  readonly workspace: Workspace;
  readonly token: TokenSource;
  readonly client: DatabricksClient;
  readonly statements: Statements;
  /** What the guard lets through. */
  readonly rules: GuardRules;
  readonly callLog: CallLog;
};

/** The workspace of the settings, ready to be asked. Sends nothing yet. */
export async function connect(
  context: Pick<CommandContext, 'environment' | 'directory' | 'policyFile' | 'signal' | 'stderr' | 'language'>,
  timeoutSeconds = 20,
): Promise<Connection> {
  const { environment, directory, policyFile, signal } = context;
  const settings = await loadSettings(environment, directory);
  const workspace = await resolveWorkspace(settings, environment.HOME);
  const { host } = workspace;
  const signIn: SignIn = { ...signInOf(settings, workspace), signal, timeoutSeconds };
  const log = requestLog(settings, context);
  const asking = { userAgent, network: networkOf(environment), ...(log === undefined ? {} : { log }) };
  const source = tokenSource(signIn, asking);
  let lastToken: string | undefined;
  const token: TokenSource = async (ending, refused) => {
    lastToken = await source(ending, refused);
    return lastToken;
  };
  const rules = await guardRules(settings, policyFile);
  const client = { ...asking, host, token, credential: credentialOf(signIn) };
  const tell = teller(context);
  const statements = openSession({
    client,
    onNotice: ({ code, facts }) => void tell(code, facts),
    stateDirectory: stateDirectory(environment),
    limitSeconds: settings.LAKEGOOSE_STATEMENT_SECONDS ?? timeLimits.statement,
    unpolledSeconds: settings.LAKEGOOSE_UNPOLLED_SECONDS ?? timeLimits.unpolled,
    ...(workspace.warehouseId === undefined ? {} : { warehouseId: workspace.warehouseId }),
  });
  const calls = callLog(settings, context, { host, lastToken: () => lastToken });
  return { settings, workspace, token, rules, client, statements, callLog: calls };
}

function signInOf(settings: Settings, { kind, host, profile }: Workspace): SignIn {
  const { DATABRICKS_TOKEN: token, DATABRICKS_CLIENT_ID: clientId, DATABRICKS_CLIENT_SECRET: clientSecret } = settings;
  if (token !== undefined) return { host, token };
  if (clientId !== undefined && clientSecret !== undefined) {
    return { host, servicePrincipal: { clientId, clientSecret } };
  }
  if (clientId !== undefined) throw new LakegooseError('sign_in.no_client_secret', { client: clientId });
  if (clientSecret !== undefined) throw new LakegooseError('sign_in.no_client_id');
  // Without its profile the Databricks CLI knows nothing of a local workspace, and could only say so in its own words.
  if (kind === 'local' && profile === undefined) throw new LakegooseError('sign_in.no_local_token', { host });
  return { host, ...(profile === undefined ? {} : { profile }) };
}

import type { DatabricksClient } from '../databricks-client/client.ts';
import type { CallLog } from '../mcp-server/call-log.ts';
import { type GuardRules, guardRules } from '../settings/guard-rules.ts';
import { loadSettings } from '../settings/load.ts';
import { ownDirectory } from '../settings/own-directory.ts';
import { type Settings, timeLimits } from '../settings/schema.ts';
import { resolveWorkspace, type Workspace } from '../settings/workspace.ts';
import type { TokenSource } from '../sign-in/kept-token.ts';
import { workspaceClient } from '../sign-in/workspace-client.ts';
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
  const log = requestLog(settings, context);
  const signedIn = workspaceClient(settings, workspace, {
    environment,
    signal,
    timeoutSeconds,
    ...(log === undefined ? {} : { log }),
  });
  let lastToken: string | undefined;
  const token: TokenSource = async (ending, refused) => {
    lastToken = await signedIn.token(ending, refused);
    return lastToken;
  };
  const rules = await guardRules(settings, policyFile);
  const client = { ...signedIn, token };
  const tell = teller(context);
  const statements = openSession({
    client,
    onNotice: ({ code, facts }) => void tell(code, facts),
    stateDirectory: ownDirectory('state', environment),
    limitSeconds: settings.LAKEGOOSE_STATEMENT_SECONDS ?? timeLimits.statement,
    unpolledSeconds: settings.LAKEGOOSE_UNPOLLED_SECONDS ?? timeLimits.unpolled,
    ...(workspace.warehouseId === undefined ? {} : { warehouseId: workspace.warehouseId }),
  });
  const calls = callLog(settings, context, { host: workspace.host, lastToken: () => lastToken });
  return { settings, workspace, token, rules, client, statements, callLog: calls };
}

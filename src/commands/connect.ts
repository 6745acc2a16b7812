import { LakegooseError } from '../base/errors.ts';
import { userAgent } from '../base/version.ts';
import type { DatabricksClient } from '../databricks-client/client.ts';
import { type GuardRules, guardRules } from '../settings/guard-rules.ts';
import { loadSettings } from '../settings/load.ts';
import { type Settings, timeLimits } from '../settings/schema.ts';
import { stateDirectory } from '../settings/state-directory.ts';
import { resolveWorkspace, type Workspace } from '../settings/workspace.ts';
import { type TokenSource, tokenSource } from '../sign-in/token-source.ts';
import { StatementSession } from '../statements/session.ts';
import type { CommandContext } from './command.ts';

export type Connection = {
  readonly settings: Settings;
  readonly workspace: Workspace;
  readonly token: TokenSource;
  readonly client: DatabricksClient;
  readonly statements: StatementSession;
  /** What the guard lets through. */
  readonly rules: GuardRules;
};

/** The workspace of the settings, ready to be asked. Sends nothing yet. */
export async function connect(
  {
    environment,
    directory,
    policyFile,
    signal,
  }: Pick<CommandContext, 'environment' | 'directory' | 'policyFile' | 'signal'>,
  timeoutSeconds?: number,
): Promise<Connection> {
  const settings = await loadSettings(environment, directory);
  const workspace = await resolveWorkspace(settings, environment.HOME);
  const token = signIn(settings, workspace, { signal, timeoutSeconds });
  const rules = await guardRules(settings, policyFile);
  const client = { host: workspace.host, token, userAgent };
  const statements = new StatementSession({
    client,
    stateDirectory: stateDirectory(environment),
    limitSeconds: settings.LAKEGOOSE_STATEMENT_SECONDS ?? timeLimits.statement,
    unpolledSeconds: settings.LAKEGOOSE_UNPOLLED_SECONDS ?? timeLimits.unpolled,
    ...(workspace.warehouseId === undefined ? {} : { warehouseId: workspace.warehouseId }),
  });
  return { settings, workspace, token, rules, client, statements };
}

type Limits = { readonly signal: AbortSignal; readonly timeoutSeconds: number | undefined };

function signIn(settings: Settings, { kind, host, profile }: Workspace, limits: Limits): TokenSource {
  const { signal, timeoutSeconds = 20 } = limits;
  const { DATABRICKS_TOKEN: token, DATABRICKS_CLIENT_ID: client } = settings;
  if (token === undefined && client !== undefined) throw new LakegooseError('sign_in.no_m2m_yet');
  // Without its profile the Databricks CLI knows nothing of a local workspace, and could only say so in its own words.
  if (token === undefined && kind === 'local' && profile === undefined) {
    throw new LakegooseError('sign_in.no_local_token', { host });
  }
  return tokenSource({
    host,
    signal,
    timeoutSeconds,
    ...(profile === undefined ? {} : { profile }),
    ...(token === undefined ? {} : { token }),
  });
}

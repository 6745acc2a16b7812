import { LakegooseError } from '../base/errors.ts';
import { userAgent } from '../base/version.ts';
import type { DatabricksClient } from '../databricks-client/client.ts';
import { networkOf } from '../databricks-client/network.ts';
import type { Settings } from '../settings/schema.ts';
import type { Workspace } from '../settings/workspace.ts';
import { credentialOf, type SignIn, tokenSource } from './token-source.ts';

type Options = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Aborted when this process is to end. */
  readonly signal: AbortSignal;
  /** For a token. 20 by default. */
  readonly timeoutSeconds?: number;
  readonly log?: DatabricksClient['log'];
};

/**
 * The workspace, signed in to as the settings say. Sends nothing yet.
 * Throws `sign_in.no_client_secret`, `sign_in.no_client_id`, `sign_in.no_local_token`.
 */
export function workspaceClient(settings: Settings, workspace: Workspace, options: Options): DatabricksClient {
  const { environment, signal, timeoutSeconds = 20, log } = options;
  const signIn: SignIn = { ...signInOf(settings, workspace), signal, timeoutSeconds };
  const asking = { userAgent, network: networkOf(environment), ...(log === undefined ? {} : { log }) };
  const token = tokenSource(signIn, asking);
  return { ...asking, host: workspace.host, token, credential: credentialOf(signIn) };
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

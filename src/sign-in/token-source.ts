import type { Asking } from '../databricks-client/ask.ts';
import type { Credential } from '../databricks-client/client.ts';
import { keptToken, type TokenSource } from './kept-token.ts';
import type { ServicePrincipal } from './service-principal-token.ts';

export type SignIn = {
  readonly host: string;
  readonly profile?: string;
  /** `DATABRICKS_TOKEN`: used as it is. */
  readonly token?: string;
  /** `DATABRICKS_CLIENT_ID` and `DATABRICKS_CLIENT_SECRET`. */
  readonly servicePrincipal?: ServicePrincipal;
  readonly timeoutSeconds?: number;
  /** Aborted when this process is to end. */
  readonly signal?: AbortSignal;
};

/** What proves who asks: a token, then a service principal, then the Databricks CLI, as databricks-sdk-go takes them. */
export function credentialOf({ token, servicePrincipal }: Pick<SignIn, 'token' | 'servicePrincipal'>): Credential {
  if (token !== undefined) return 'token';
  return servicePrincipal === undefined ? 'cli' : 'service_principal';
}

/**
 * Where the client gets its tokens from: `DATABRICKS_TOKEN`, else OAuth M2M, else `databricks auth token`
 * (databricks-sdk-go `config/auth_default.go`). Throws `sign_in.…`, and `databricks.…` where M2M reaches no workspace.
 * What asks for them is loaded with the first request.
 */
export function tokenSource(signIn: SignIn, client: Asking): TokenSource {
  const { token, host, profile, servicePrincipal, timeoutSeconds = 20, signal } = signIn;
  if (token !== undefined) return async () => token;
  const limits = { host, timeoutSeconds, ...(signal === undefined ? {} : { signal }) };
  if (servicePrincipal !== undefined) {
    return keptToken(async () => {
      const { servicePrincipalToken } = await import('./service-principal-token.ts');
      return servicePrincipalToken(client, { ...servicePrincipal, ...limits });
    });
  }
  return keptToken(async (isRefused) => {
    const { cliToken } = await import('./cli-token.ts');
    const answer = await cliToken({ ...limits, isRefused, ...(profile === undefined ? {} : { profile }) });
    return { token: answer.access_token, seconds: (answer.expiry.getTime() - Date.now()) / 1000 };
  });
}

import { z } from 'zod';
import { LakegooseError } from '../base/errors.ts';
import { parseJson } from '../base/json.ts';
import { type Answer, type Asking, ask } from '../databricks-client/ask.ts';
import { apiError } from '../databricks-client/errors.ts';
import { type Limits, withLimits } from '../databricks-client/limits.ts';
import type { FreshToken } from './kept-token.ts';
import { tokenEndpoint } from './oauth-discovery.ts';

export type ServicePrincipal = { readonly clientId: string; readonly clientSecret: string };

type Account = ServicePrincipal & {
  readonly host: string;
  readonly timeoutSeconds: number;
  readonly signal?: AbortSignal;
};

const tokenAnswer = z.looseObject({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().default(600),
});
const refusal = z.looseObject({ error: z.string().regex(/^[a-z_]{1,40}$/) });

/**
 * A token for a service principal (OAuth M2M): `client_credentials` with the scope `all-apis`, id and secret in the
 * header, at the address that the workspace's own discovery names, as databricks-sdk-go does (`config/auth_m2m.go`).
 * Asked again where it failed in passing: a token that nobody got harms nobody.
 * Throws `sign_in.client_refused`, `sign_in.no_oauth`, `databricks.…`.
 */
export async function servicePrincipalToken(client: Asking, account: Account): Promise<FreshToken> {
  const { timeoutSeconds: seconds, signal: caller } = account;
  return withLimits({ seconds, caller }, (limits) => askForToken(client, account, limits));
}

async function askForToken(client: Asking, account: Account, limits: Limits): Promise<FreshToken> {
  const { host, clientId, clientSecret } = account;
  const url = await tokenEndpoint(client, host, limits);
  const credentials = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString(
    'base64',
  );
  const headers = {
    authorization: `Basic ${credentials}`,
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
  };
  const body = new URLSearchParams({ grant_type: 'client_credentials', scope: 'all-apis' }).toString();
  const answer = await ask(client, { method: 'POST', url, headers, body, repeatable: true }, limits);
  if ([400, 401, 403].includes(answer.status)) {
    const reason = refusal.safeParse(parseJson(answer.text)).data?.error ?? `HTTP ${answer.status}`;
    throw new LakegooseError('sign_in.client_refused', { host, client: clientId, reason });
  }
  const token = read(tokenAnswer, answer, host, [credentials, clientSecret]);
  return { token: token.access_token, seconds: token.expires_in };
}

function read<S extends z.ZodType>(schema: S, answer: Answer, host: string, secrets: readonly string[]) {
  if (answer.status >= 300) throw apiError(answer, { host, credential: 'service_principal' }, secrets);
  const parsed = schema.safeParse(parseJson(answer.text));
  if (!parsed.success) throw new LakegooseError('sign_in.no_oauth', { host });
  return parsed.data;
}

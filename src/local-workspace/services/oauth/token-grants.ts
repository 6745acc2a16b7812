import { z } from 'zod';
import { findPrincipal } from '../principals.ts';
import type { AccessTokens, Grant } from './access-tokens.ts';
import type { Authorizations } from './authorizations.ts';
import { readCredentials } from './client-credentials.ts';
import { clientName } from './clients.ts';
import type { MachineClients } from './machine-clients.ts';
import { oauthError } from './oauth-error.ts';
import { readForm } from './read-form.ts';
import type { RefreshTokens } from './refresh-tokens.ts';
import { readScopes } from './scopes.ts';
import { newSecret } from './secrets.ts';

export type SignInParts = {
  readonly authorizations: Authorizations;
  readonly access: AccessTokens;
  readonly refresh: RefreshTokens;
  readonly machines: MachineClients;
};

/** `expires_in` is a number: Goose reads it as one (facts §7), though RFC 6749 only recommends it. */
export type TokenAnswer = {
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly scope: string;
  readonly token_type: 'Bearer';
  readonly expires_in: number;
};

const common = { client_id: z.string().optional(), client_secret: z.string().optional(), scope: z.string().optional() };
const codeForm = z.looseObject({
  ...common,
  client_id: z.string(),
  code: z.string(),
  redirect_uri: z.string(),
  code_verifier: z.string().regex(/^[\w.~-]{43,128}$/),
});
const refreshForm = z.looseObject({ ...common, client_id: z.string(), refresh_token: z.string() });
const machineForm = z.looseObject(common);
const grantForm = z.looseObject({ grant_type: z.string() });

/** `/oidc/v1/token`: what each grant type needs, and what it gives. */
export async function grantToken(
  parts: SignInParts,
  form: URLSearchParams,
  authorization: string | undefined,
): Promise<TokenAnswer> {
  const { grant_type } = readForm(grantForm, form);
  if (grant_type === 'authorization_code') return grantByCode(parts, readForm(codeForm, form));
  if (grant_type === 'refresh_token') return grantByRefresh(parts, readForm(refreshForm, form));
  if (grant_type === 'client_credentials') return grantToMachine(parts, readForm(machineForm, form), authorization);
  throw oauthError(400, 'unsupported_grant_type', `The grant type '${grant_type}' is not supported.`);
}

async function grantByCode(parts: SignInParts, form: z.output<typeof codeForm>): Promise<TokenAnswer> {
  checkClient(form.client_id);
  const { client_id: client, redirect_uri: redirect, code_verifier: verifier } = form;
  const allowed = parts.authorizations.exchange(form.code, { client, redirect, verifier });
  if (!allowed || 'usedFamily' in allowed) {
    if (allowed) await revokeFamily(parts, allowed.usedFamily);
    throw oauthError(
      400,
      'invalid_grant',
      'The authorization code is not valid, was used, or does not fit the verifier.',
    );
  }
  const { user, family, request } = allowed;
  return answer(parts, { user, family, scopes: request.scopes }, client);
}

async function grantByRefresh(parts: SignInParts, form: z.output<typeof refreshForm>): Promise<TokenAnswer> {
  checkClient(form.client_id);
  const narrower = form.scope === undefined ? undefined : readScopes(form.scope);
  const signIn = parts.refresh.use(form.refresh_token, form.client_id);
  const user = findPrincipal(signIn?.userId ?? '');
  // Status, code and words as the CLI expects them (databricks/cli acceptance/cmd/auth/token/force-refresh-invalid-…).
  if (!signIn || !user) throw oauthError(401, 'invalid_request', 'Refresh token is invalid');
  const { scopes, family, client } = signIn;
  if (narrower?.some((scope) => !scopes.includes(scope))) {
    throw oauthError(400, 'invalid_scope', 'The scope is wider than the one that was granted.');
  }
  return answer(parts, { user, family, scopes }, client);
}

async function grantToMachine(
  { machines, access }: SignInParts,
  form: z.output<typeof machineForm>,
  authorization: string | undefined,
): Promise<TokenAnswer> {
  const given = readCredentials(authorization, form);
  const user = given && machines.find(given.id, given.secret);
  if (!user) throw oauthError(401, 'invalid_client', 'Client authentication failed');
  const scopes = readScopes(form.scope).filter((scope) => scope !== 'offline_access');
  return toAnswer(access, { user, scopes, family: newSecret() });
}

async function answer(parts: SignInParts, grant: Grant, client: string): Promise<TokenAnswer> {
  const { user, family, scopes } = grant;
  const given = await toAnswer(parts.access, grant);
  if (!scopes.includes('offline_access')) return given;
  const refresh_token = await parts.refresh.issue({ userId: user.id, client, scopes: [...scopes], family });
  return { ...given, refresh_token };
}

async function toAnswer(access: AccessTokens, grant: Grant): Promise<TokenAnswer> {
  const access_token = await access.issue(grant);
  return { access_token, scope: grant.scopes.join(' '), token_type: 'Bearer', expires_in: access.lifeSeconds };
}

export async function revokeFamily({ access, refresh }: SignInParts, family: string): Promise<void> {
  await access.revokeFamily(family);
  await refresh.revokeFamily(family);
}

function checkClient(id: string): void {
  if (clientName(id) === undefined) throw oauthError(401, 'invalid_client', 'Client authentication failed');
}

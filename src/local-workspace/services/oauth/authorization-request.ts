import { z } from 'zod';
import { WireError } from '../wire-error.ts';
import { clientName, isLoopbackRedirect } from './clients.ts';
import { oauthError } from './oauth-error.ts';
import { readForm } from './read-form.ts';
import { readScopes } from './scopes.ts';

/** An authorization that a person may allow. */
export type AuthorizationRequest = {
  readonly client: string;
  readonly clientName: string;
  readonly redirect: string;
  readonly state: string | undefined;
  readonly challenge: string;
  readonly scopes: readonly string[];
};

const parameters = z.looseObject({
  client_id: z.string(),
  redirect_uri: z.string(),
  state: z.string().optional(),
  response_type: z.string().optional(),
  code_challenge: z.string().optional(),
  code_challenge_method: z.string().optional(),
  scope: z.string().optional(),
});

/**
 * What `/oidc/v1/authorize` is asked for. An unknown app or a foreign redirect is refused on the spot, for an answer sent
 * there would reach a stranger; everything else goes back to the app as `refused` (RFC 6749 §4.1.2.1).
 */
export function readAuthorization(query: URLSearchParams): AuthorizationRequest | { readonly refused: string } {
  const asked = readForm(parameters, query);
  const name = clientName(asked.client_id);
  if (name === undefined) throw oauthError(400, 'invalid_client', `Unknown OAuth client '${asked.client_id}'.`);
  if (!isLoopbackRedirect(asked.redirect_uri)) {
    throw oauthError(400, 'invalid_request', 'redirect_uri must be http on 127.0.0.1, localhost or [::1].');
  }
  const { redirect_uri: redirect, state } = asked;
  try {
    const challenge = readChallenge(asked);
    return {
      client: asked.client_id,
      clientName: name,
      redirect,
      state,
      challenge,
      scopes: readScopes(asked.scope),
    };
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    const told = z.object({ error: z.string(), error_description: z.string() }).parse(error.body);
    return { refused: redirectWith(redirect, { ...told, state }) };
  }
}

function readChallenge(asked: z.output<typeof parameters>): string {
  if (asked.response_type !== 'code') {
    throw oauthError(400, 'unsupported_response_type', "response_type must be 'code'.");
  }
  if (asked.code_challenge_method !== 'S256' || !/^[\w-]{43}$/.test(asked.code_challenge ?? '')) {
    throw oauthError(400, 'invalid_request', 'PKCE with code_challenge_method S256 is required.');
  }
  return asked.code_challenge ?? '';
}

/** The redirect's address with parameters added to those that it has. */
export function redirectWith(redirect: string, added: Readonly<Record<string, string | undefined>>): string {
  const url = new URL(redirect);
  for (const [name, value] of Object.entries(added)) if (value !== undefined) url.searchParams.append(name, value);
  return url.href;
}

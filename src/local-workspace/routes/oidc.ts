import { z } from 'zod';
import { LOCAL_USER } from '../services/local-user.ts';
import { type AuthorizationRequest, readAuthorization, redirectWith } from '../services/oauth/authorization-request.ts';
import { consentHeaders, consentPage } from '../services/oauth/consent-page.ts';
import { oauthError } from '../services/oauth/oauth-error.ts';
import { readForm } from '../services/oauth/read-form.ts';
import { revokeToken } from '../services/oauth/revoke-token.ts';
import { grantToken, type SignInParts } from '../services/oauth/token-grants.ts';
import { PEOPLE } from '../services/principals.ts';
import type { Answer, Route, User } from '../services/route.ts';

/** `ask` shows the consent page; `given` answers at once in the name of the first user, for scripted browsers. */
export type Consent = 'ask' | 'given';

const NO_STORE = { 'cache-control': 'no-store', pragma: 'no-cache' };
const decisionForm = z.looseObject({
  anti_forgery: z.string(),
  decision: z.enum(['allow', 'deny']),
  user: z.string().optional(),
});

/** Sign-in by OAuth 2.0: people with PKCE, service principals with their secret (facts §5). */
export function oidcRoutes(signIn: SignInParts, host: () => string, consent: Consent): Route[] {
  const allow = (request: AuthorizationRequest, user: User, status: number): Answer => {
    const code = signIn.authorizations.allow(request, user);
    return redirect(redirectWith(request.redirect, { code, state: request.state }), status);
  };
  return [
    {
      method: 'GET',
      path: '/oidc/.well-known/oauth-authorization-server',
      open: true,
      answer: () => ({ json: metadata(`${host()}/oidc`) }),
    },
    {
      method: 'GET',
      path: '/oidc/v1/authorize',
      open: true,
      answer: ({ query }) => {
        const request = readAuthorization(query);
        if ('refused' in request) return redirect(request.refused, 302);
        if (consent === 'given') return allow(request, LOCAL_USER, 302);
        return text(consentPage(request, signIn.authorizations.ask(request)), consentHeaders(request));
      },
    },
    {
      method: 'POST',
      path: '/oidc/v1/authorize',
      open: true,
      form: true,
      answer: ({ form }) => {
        const { anti_forgery, decision, user: id } = readForm(decisionForm, form);
        const request = signIn.authorizations.answered(anti_forgery);
        if (!request)
          throw oauthError(400, 'invalid_request', 'This consent page was used or is too old. Sign in again.');
        if (decision === 'deny') {
          const told = { error: 'access_denied', error_description: 'The user denied the request.' };
          return redirect(redirectWith(request.redirect, { ...told, state: request.state }), 303);
        }
        const user = PEOPLE.find((one) => one.id === id);
        if (!user) throw oauthError(400, 'invalid_request', 'The parameter user names nobody of this workspace.');
        return allow(request, user, 303);
      },
    },
    {
      method: 'POST',
      path: '/oidc/v1/token',
      open: true,
      form: true,
      answer: async ({ form, headers }) => ({
        json: await grantToken(signIn, form, headers.authorization),
        headers: NO_STORE,
      }),
    },
    {
      method: 'POST',
      path: '/oidc/v1/revoke',
      open: true,
      form: true,
      answer: async ({ form }) => {
        await revokeToken(signIn, form);
        return { json: {}, headers: NO_STORE };
      },
    },
  ];
}

/** RFC 8414. */
function metadata(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/v1/authorize`,
    token_endpoint: `${issuer}/v1/token`,
    revocation_endpoint: `${issuer}/v1/revoke`,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
    code_challenge_methods_supported: ['S256'],
    scopes_supported: ['all-apis', 'offline_access', 'sql'],
    token_endpoint_auth_methods_supported: ['none', 'client_secret_basic', 'client_secret_post'],
    revocation_endpoint_auth_methods_supported: ['none'],
  };
}

function redirect(location: string, status: number): Answer {
  return { ...text('', { location, 'content-type': 'text/plain', ...NO_STORE }), status };
}

function text(content: string, headers: Record<string, string>): Answer {
  const stream = async function* () {
    yield content;
  };
  return { stream: stream(), headers };
}

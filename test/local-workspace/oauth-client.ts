import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { LocalWorkspace } from '../../src/local-workspace/index.ts';

const tokens = z.looseObject({
  access_token: z.string(),
  refresh_token: z.string().optional(),
  expires_in: z.number(),
  token_type: z.literal('Bearer'),
  scope: z.string(),
});
const oauthError = z.strictObject({ error: z.string(), error_description: z.string() });

export const redirectUri = 'http://localhost:8020';
export const verifier = randomBytes(48).toString('base64url');

/** Calls a workspace's OAuth endpoints as an app would, step by step. */
export class OAuthClient {
  readonly host: string;

  constructor({ host }: Pick<LocalWorkspace, 'host'>) {
    this.host = host;
  }

  async authorize(changed: Readonly<Record<string, string | undefined>> = {}): Promise<Response> {
    const asked = {
      client_id: 'databricks-cli',
      redirect_uri: redirectUri,
      response_type: 'code',
      state: 'the state',
      scope: 'offline_access all-apis',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...changed,
    };
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(asked)) if (value !== undefined) query.set(name, value);
    return fetch(`${this.host}/oidc/v1/authorize?${query}`, { redirect: 'manual' });
  }

  /** A code, from a workspace whose consent is given. */
  async code(changed: Readonly<Record<string, string>> = {}): Promise<string> {
    return whereTo(await this.authorize(changed)).searchParams.get('code') ?? '';
  }

  async post(path: string, form: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) {
    return fetch(`${this.host}/oidc/v1/${path}`, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers,
      redirect: 'manual',
    });
  }

  exchangeForm(code: string) {
    const grant = { grant_type: 'authorization_code', client_id: 'databricks-cli' };
    return { ...grant, code, redirect_uri: redirectUri, code_verifier: verifier };
  }

  async tokens(form: Readonly<Record<string, string>>, headers?: Readonly<Record<string, string>>) {
    return tokens.parse(await (await this.post('token', form, headers)).json());
  }

  async refused(form: Readonly<Record<string, string>>, headers?: Readonly<Record<string, string>>) {
    const response = await this.post('token', form, headers);
    return { status: response.status, ...oauthError.parse(await response.json()) };
  }

  async signIn(changed?: Readonly<Record<string, string>>) {
    return this.tokens(this.exchangeForm(await this.code(changed)));
  }

  refreshForm(refresh_token: string | undefined) {
    return { grant_type: 'refresh_token', client_id: 'databricks-cli', refresh_token: refresh_token ?? '' };
  }

  async statusWith(token: string, path = '/api/2.0/preview/scim/v2/Me'): Promise<number> {
    return (await fetch(this.host + path, { headers: { authorization: `Bearer ${token}` } })).status;
  }
}

export function whereTo(response: Response): URL {
  return new URL(response.headers.get('location') ?? 'none:');
}

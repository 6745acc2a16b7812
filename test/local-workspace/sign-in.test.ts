import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type LocalWorkspace, startLocalWorkspace } from '../../src/local-workspace/index.ts';
import { OAuthClient, redirectUri, whereTo } from './oauth-client.ts';

let workspace: LocalWorkspace;
let client: OAuthClient;
beforeAll(async () => {
  workspace = await startLocalWorkspace({ consent: 'given' });
  client = new OAuthClient(workspace);
});
afterAll(() => workspace.close());

describe('an app', () => {
  it('finds the endpoints', async () => {
    const response = await fetch(`${workspace.host}/oidc/.well-known/oauth-authorization-server`);
    expect(await response.json()).toMatchObject({
      issuer: `${workspace.host}/oidc`,
      authorization_endpoint: `${workspace.host}/oidc/v1/authorize`,
      token_endpoint: `${workspace.host}/oidc/v1/token`,
      revocation_endpoint: `${workspace.host}/oidc/v1/revoke`,
      code_challenge_methods_supported: ['S256'],
      grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
    });
  });

  it('signs a person in: state kept, a numeric life, a token that works', async () => {
    const answer = await client.authorize({ redirect_uri: 'http://127.0.0.1:1/back?own=1', state: 'a&b=ü' });
    expect(answer.status).toBe(302);
    const url = whereTo(answer);
    expect(url.href).toMatch(/^http:\/\/127\.0\.0\.1:1\/back\?own=1&code=/);
    expect(url.searchParams.get('state')).toBe('a&b=ü');
    const tokens = await client.signIn();
    expect(tokens).toMatchObject({ expires_in: 3600, scope: 'offline_access all-apis' });
    expect(await client.statusWith(tokens.access_token)).toBe(200);
  });

  it.each(['http://localhost:1', 'http://127.0.0.1:65000/x', 'http://[::1]:8020', 'http://localhost'])(
    'may be sent back to %s',
    async (redirect_uri) => {
      const origin = new URL(redirect_uri).origin;
      expect(whereTo(await client.authorize({ redirect_uri })).origin).toBe(origin);
    },
  );

  it.each([
    'https://evil.example',
    'http://localhost.evil.example:8020',
    'http://localhost@evil.example',
    'http://user:pass@localhost:8020',
    'http://127.0.0.1.evil.example',
    'https://localhost:8020',
    'http://localhost:8020#fragment',
    'http://localhost:8020#',
    'javascript:alert(1)',
    'http:\\\\evil.example',
    'nonsense',
    '',
  ])('is never sent to %s', async (redirect_uri) => {
    const response = await client.authorize({ redirect_uri });
    expect({ status: response.status, to: response.headers.get('location') }).toEqual({ status: 400, to: null });
    expect(await response.json()).toMatchObject({ error: 'invalid_request' });
  });

  it('that is not known is refused', async () => {
    const response = await client.authorize({ client_id: '__proto__' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'invalid_client' });
    const form = { ...client.exchangeForm(await client.code()), client_id: 'who' };
    expect(await client.refused(form)).toMatchObject({ status: 401, error: 'invalid_client' });
  });

  it.each([
    ['no PKCE', { code_challenge: undefined }, 'invalid_request'],
    ['plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['a short challenge', { code_challenge: 'abc' }, 'invalid_request'],
    ['the implicit flow', { response_type: 'token' }, 'unsupported_response_type'],
    ['a scope that is not told apart', { scope: 'all-apis clusters' }, 'invalid_scope'],
  ])('hears back that %s is refused', async (_what, changed, error) => {
    const response = await client.authorize(changed);
    expect(response.status).toBe(302);
    const { searchParams } = whereTo(response);
    expect(Object.fromEntries(searchParams)).toMatchObject({ error, state: 'the state' });
    expect(searchParams.has('code')).toBe(false);
  });
});

describe('a code', () => {
  it('does not fit another verifier, and is gone after that', async () => {
    const code = await client.code();
    const form = client.exchangeForm(code);
    const wrong = { ...form, code_verifier: 'x'.repeat(43) };
    expect(await client.refused(wrong)).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect(await client.refused(form)).toMatchObject({ status: 400, error: 'invalid_grant' });
  });

  it('does not fit another redirect or app', async () => {
    const one = client.exchangeForm(await client.code());
    expect(await client.refused({ ...one, redirect_uri: `${redirectUri}/` })).toMatchObject({ error: 'invalid_grant' });
    const other = client.exchangeForm(await client.code());
    expect(await client.refused({ ...other, client_id: 'databricks-sql-jdbc' })).toMatchObject({
      error: 'invalid_grant',
    });
  });

  it('used twice ends what the first use gave (RFC 6749 §4.1.2)', async () => {
    const form = client.exchangeForm(await client.code());
    const tokens = await client.tokens(form);
    expect(await client.statusWith(tokens.access_token)).toBe(200);
    expect(await client.refused(form)).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect(await client.statusWith(tokens.access_token)).toBe(401);
    expect(await client.refused(client.refreshForm(tokens.refresh_token))).toMatchObject({ status: 401 });
  });
});

describe('the token endpoint', () => {
  it.each([
    ['nothing', {}, 400, 'invalid_request'],
    ['another grant', { grant_type: 'password', username: 'a', password: 'b' }, 400, 'unsupported_grant_type'],
    ['no code', { grant_type: 'authorization_code', client_id: 'databricks-cli' }, 400, 'invalid_request'],
    ['no refresh token', { grant_type: 'refresh_token', client_id: 'databricks-cli' }, 400, 'invalid_request'],
    ['no credentials', { grant_type: 'client_credentials' }, 401, 'invalid_client'],
  ])('refuses %s', async (_what, form, status, error) => {
    expect(await client.refused(form)).toMatchObject({ status, error });
  });

  it('refuses bodies that are no form, too long, or say a thing twice', async () => {
    const send = async (body: string, type: string) => {
      const headers = { 'content-type': type };
      const response = await fetch(`${workspace.host}/oidc/v1/token`, { method: 'POST', body, headers });
      return { status: response.status, json: z.looseObject({}).parse(await response.json()) };
    };
    const form = 'application/x-www-form-urlencoded';
    const refused = { status: 400, json: { error: 'invalid_request' } };
    expect(await send('{"grant_type":"client_credentials"}', 'application/json')).toMatchObject(refused);
    expect(await send('grant_type=client_credentials', 'multipart/form-data')).toMatchObject(refused);
    expect(await send('grant_type=a&grant_type=b', form)).toMatchObject(refused);
    expect(await send(`grant_type=${'x'.repeat(70_000)}`, form)).toMatchObject({ status: 413 });
    expect(await send('%%%=%ff&grant_type', `${form}; charset=utf-8`)).toMatchObject(refused);
  });

  it('takes a service principal by Basic credentials or by form, but not by both', async () => {
    const { clientId, clientSecret } = workspace.servicePrincipal;
    const basic = { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` };
    const grant = { grant_type: 'client_credentials', scope: 'all-apis' };
    const credentials = { client_id: clientId, client_secret: clientSecret };
    for (const tokens of [await client.tokens(grant, basic), await client.tokens({ ...grant, ...credentials })]) {
      expect(tokens).toMatchObject({ scope: 'all-apis', expires_in: 3600 });
      expect(tokens).not.toHaveProperty('refresh_token');
      expect(await client.statusWith(tokens.access_token)).toBe(200);
    }
    expect(await client.refused({ ...grant, ...credentials }, basic)).toMatchObject({ error: 'invalid_request' });
    const wrong = { ...grant, ...credentials, client_secret: 'dose' };
    expect(await client.refused(wrong)).toMatchObject({ status: 401, error: 'invalid_client' });
    for (const authorization of ['Basic', 'Basic !!!', 'Basic JTp4', 'Bearer x']) {
      expect(await client.refused(grant, { authorization })).toMatchObject({ status: 401, error: 'invalid_client' });
    }
  });

  it('keeps a token within its scope', async () => {
    const { access_token, refresh_token } = await client.signIn({ scope: 'sql offline_access' });
    expect(await client.statusWith(access_token, '/api/2.0/sql/warehouses')).toBe(200);
    expect(await client.statusWith(access_token)).toBe(403);
    const wider = { ...client.refreshForm(refresh_token), scope: 'all-apis' };
    expect(await client.refused(wider)).toMatchObject({ status: 400, error: 'invalid_scope' });
    expect(await client.signIn({ scope: 'all-apis' })).not.toHaveProperty('refresh_token');
  });

  it('knows of every token whose it is, and of none when it is revoked', async () => {
    const tokens = await client.signIn();
    const headers = { authorization: `Bearer ${tokens.access_token}` };
    const introspected = await fetch(`${workspace.host}/api/2.0/tokens/introspect`, { headers });
    expect(await introspected.json()).toEqual({
      principal_context: { authentication_scope: { workspace_id: 1000000000000000 } },
    });
    const again = await client.tokens(client.refreshForm(tokens.refresh_token));
    expect((await client.post('revoke', { token: again.access_token })).status).toBe(200);
    expect(await client.statusWith(again.access_token)).toBe(401);
    expect(await client.statusWith(tokens.access_token)).toBe(200);
    expect((await client.post('revoke', { token: again.refresh_token ?? '' })).status).toBe(200);
    expect(await client.statusWith(tokens.access_token)).toBe(401);
    expect(await client.refused(client.refreshForm(again.refresh_token))).toMatchObject({ status: 401 });
    expect((await client.post('revoke', { token: 'nobody knows it' })).status).toBe(200);
    expect((await client.post('revoke', {})).status).toBe(400);
  });
});

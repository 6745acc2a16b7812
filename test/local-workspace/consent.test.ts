import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type LocalWorkspace, startLocalWorkspace } from '../../src/local-workspace/index.ts';
import { OAuthClient, redirectUri, whereTo } from './oauth-client.ts';

let workspace: LocalWorkspace;
let client: OAuthClient;
beforeAll(async () => {
  workspace = await startLocalWorkspace();
  client = new OAuthClient(workspace);
});
afterAll(() => workspace.close());

async function askedPage(changed: Readonly<Record<string, string>> = {}) {
  const response = await client.authorize(changed);
  const html = await response.text();
  const anti_forgery = /name="anti_forgery" value="([\w-]+)"/.exec(html)?.[1] ?? '';
  return { response, html, anti_forgery };
}

describe('the consent page', () => {
  it('says what it is, who may be chosen, and who asks', async () => {
    const { response, html } = await askedPage();
    expect(response.status).toBe(200);
    expect(html).toContain('local workspace');
    expect(html).toContain('synthetic');
    for (const name of ['analyst@', 'intern@', 'admin@']) expect(html).toContain(name);
    expect(html).toContain('Databricks CLI');
    expect(html).toContain('localhost:8020');
    expect(response.headers.get('content-security-policy')).toContain(`form-action 'self' ${redirectUri};`);
    expect(response.headers.get('x-frame-options')).toBe('DENY');
  });

  it('signs in whom the person chose', async () => {
    const { anti_forgery } = await askedPage();
    const form = { anti_forgery, user: '1000000000000003', decision: 'allow' };
    const answer = await client.post('authorize', form);
    expect(answer.status).toBe(303);
    expect(whereTo(answer).searchParams.get('state')).toBe('the state');
    const code = whereTo(answer).searchParams.get('code') ?? '';
    const { access_token } = await client.tokens(client.exchangeForm(code));
    const headers = { authorization: `Bearer ${access_token}` };
    const me = z
      .looseObject({ userName: z.string() })
      .parse(await (await fetch(`${workspace.host}/api/2.0/preview/scim/v2/Me`, { headers })).json());
    expect(me).toMatchObject({ userName: 'admin@local.lakegoose.test' });
    expect((await client.post('authorize', form)).status).toBe(400);
  });

  it('tells the app when the person says no', async () => {
    const { anti_forgery } = await askedPage();
    const answer = await client.post('authorize', { anti_forgery, decision: 'deny' });
    expect(Object.fromEntries(whereTo(answer).searchParams)).toMatchObject({
      error: 'access_denied',
      state: 'the state',
    });
  });

  it.each([
    ['without its anti-forgery value', { decision: 'allow', user: '1000000000000001' }],
    ['with another', { anti_forgery: 'guessed', decision: 'allow', user: '1000000000000001' }],
    ['without a decision', { anti_forgery: 'guessed' }],
  ])('is answered by nobody %s', async (_what, form) => {
    const answer = await client.post('authorize', form);
    expect({ status: answer.status, to: answer.headers.get('location') }).toEqual({ status: 400, to: null });
  });

  it('is answered by no service principal and by nobody unknown', async () => {
    for (const user of ['1000000000000004', 'nobody']) {
      const { anti_forgery } = await askedPage();
      expect((await client.post('authorize', { anti_forgery, decision: 'allow', user })).status).toBe(400);
    }
  });

  it('shows nothing of the request as markup', async () => {
    const { html } = await askedPage({ redirect_uri: 'http://localhost:1/"><script>alert(1)</script>' });
    expect(html).not.toContain('<script');
  });
});

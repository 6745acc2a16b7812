import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { request } from '../../src/databricks-client/request.ts';
import { keptToken } from '../../src/sign-in/kept-token.ts';
import { servicePrincipalToken } from '../../src/sign-in/service-principal-token.ts';
import { tokenSource } from '../../src/sign-in/token-source.ts';
import { userOfToken } from '../../src/sign-in/user-of-token.ts';
import { clientOf, type Handler, scriptedHost, send } from '../databricks-client/scripted-host.ts';
import { cleanEnvironment, runCli } from '../support/run-cli.ts';
import { testWorkspace } from '../support/test-workspace.ts';

let workspace: Awaited<ReturnType<typeof testWorkspace>>;
beforeAll(async () => {
  workspace = await testWorkspace();
});
afterAll(() => workspace.close());

/** The settings of a machine that signs in as a service principal. */
function machine(own: Record<string, string> = {}) {
  const { clientId, clientSecret } = workspace.servicePrincipal;
  return cleanEnvironment({
    LAKEGOOSE_WORKSPACE: 'local',
    DATABRICKS_HOST: workspace.host,
    DATABRICKS_CLIENT_ID: clientId,
    DATABRICKS_CLIENT_SECRET: clientSecret,
    ...own,
  });
}

test('lakegoose token prints a token of the service principal, which the workspace takes', async () => {
  const { exitCode, stdout, stderr } = await runCli(['token'], { environment: machine() });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const me = await fetch(`${workspace.host}/api/2.0/preview/scim/v2/Me`, {
    headers: { authorization: `Bearer ${stdout}` },
  });
  expect(await me.text()).toContain(workspace.servicePrincipal.clientId);
});

test('DATABRICKS_TOKEN goes before the service principal, as in the SDKs', async () => {
  const { token } = workspace;
  const result = await runCli(['token'], { environment: machine({ DATABRICKS_TOKEN: token }) });
  expect(result).toEqual({ exitCode: 0, stdout: token, stderr: '' });
});

test.each(['en', 'ja'])('a wrong secret: one sentence that names the fix and not the secret (%s)', async (language) => {
  const secret = 'dose-wrong-secret';
  const environment = machine({ DATABRICKS_CLIENT_SECRET: secret, LAKEGOOSE_LANGUAGE: language });
  const { exitCode, stdout, stderr } = await runCli(['token'], { environment });
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
  expect(stderr).toContain('DATABRICKS_CLIENT_SECRET');
  expect(stderr).toContain('invalid_client');
  expect(stderr).not.toContain(secret);
  expect(stderr.split('\n')).toHaveLength(1);
});

test.each([
  { missing: 'DATABRICKS_CLIENT_SECRET', given: 'DATABRICKS_CLIENT_ID' },
  { missing: 'DATABRICKS_CLIENT_ID', given: 'DATABRICKS_CLIENT_SECRET' },
])('$given without $missing is told', async ({ missing }) => {
  const { stderr, exitCode } = await runCli(['token'], { environment: machine({ [missing]: '' }) });
  expect(exitCode).toBe(1);
  expect(stderr).toContain(`${missing} is not`);
});

const account = { clientId: 'an id', clientSecret: 'a:secret+', timeoutSeconds: 10 };

/** A workspace that gives tokens of so many seconds, named by their number. */
function giving(seconds: number): Handler {
  let tokens = 0;
  return ({ url, headers: { host } }, outgoing) => {
    if (url === '/oidc/.well-known/oauth-authorization-server') {
      return send(outgoing, 200, JSON.stringify({ token_endpoint: `http://${host}/tokens/here` }));
    }
    if (url === '/tokens/here') {
      return send(outgoing, 200, JSON.stringify({ access_token: `t${++tokens}`, expires_in: seconds }));
    }
    return send(outgoing, 200, '{}');
  };
}

test('the address comes from discovery, id and secret go in the header, the scope is all-apis', async () => {
  let body = '';
  const give = giving(3600);
  await using host = await scriptedHost((incoming, outgoing, count) => {
    incoming.on('data', (part) => {
      body += String(part);
    });
    incoming.on('end', () => give(incoming, outgoing, count));
    incoming.resume();
  });
  const given = await servicePrincipalToken(clientOf(host.host), { ...account, host: host.host });
  expect(given).toEqual({ token: 't1', seconds: 3600 });
  const authorization = `Basic ${Buffer.from('an%20id:a%3Asecret%2B').toString('base64')}`;
  expect(host.seen.map(({ url, headers }) => [url, headers.authorization])).toEqual([
    ['/oidc/.well-known/oauth-authorization-server', undefined],
    ['/tokens/here', authorization],
  ]);
  expect(body).toBe('grant_type=client_credentials&scope=all-apis');
});

test('one token serves until shortly before its end, and one request brings it', async () => {
  for (const { seconds, times } of [
    { seconds: 3600, times: 1 },
    { seconds: 0.1, times: 2 },
  ]) {
    await using host = await scriptedHost(giving(seconds));
    const { clientId, clientSecret } = account;
    const token = tokenSource({ host: host.host, servicePrincipal: { clientId, clientSecret } }, clientOf(host.host));
    expect(await Promise.all([token(), token(), token()])).toEqual(['t1', 't1', 't1']);
    await new Promise((passed) => setTimeout(passed, 150));
    expect(await token()).toBe(`t${times}`);
    expect(host.seen.filter(({ url }) => url === '/tokens/here').length).toBe(times);
  }
});

test('a token that the workspace takes back is fetched anew, once', async () => {
  const give = giving(3600);
  await using host = await scriptedHost((incoming, outgoing, count) =>
    incoming.headers.authorization === 'Bearer t1' ? send(outgoing, 401, '{}') : give(incoming, outgoing, count),
  );
  const { clientId, clientSecret } = account;
  const token = tokenSource({ host: host.host, servicePrincipal: { clientId, clientSecret } }, clientOf(host.host));
  const call = { method: 'GET', path: '/x', answer: z.object({}) } as const;
  expect(await request(clientOf(host.host, { token }), call)).toEqual({});
  expect(await token()).toBe('t2');
});

test.each([
  { what: 'no discovery', handler: (_in, out) => send(out, 404, ''), code: 'sign_in.no_oauth' },
  { what: 'a page', handler: (_in, out) => send(out, 200, '<html>'), code: 'sign_in.no_oauth' },
  {
    what: 'an address without encryption',
    handler: (_in, out) => send(out, 200, '{"token_endpoint":"http://elsewhere.example/t"}'),
    code: 'databricks.not_secure',
  },
] satisfies { what: string; handler: Handler; code: string }[])(
  '$what: the secret is not sent',
  async ({ handler, code }) => {
    await using host = await scriptedHost(handler);
    const call = servicePrincipalToken(clientOf(host.host), { ...account, host: host.host });
    await expect(call).rejects.toMatchObject({ code });
    expect(host.seen.every(({ headers }) => headers.authorization === undefined)).toBe(true);
  },
);

test('who waits for a token may give up alone', async () => {
  const given = Promise.withResolvers<{ token: string; seconds: number }>();
  const token = keptToken(() => given.promise);
  const patient = token();
  await expect(token(AbortSignal.timeout(50))).rejects.toMatchObject({ code: 'sign_in.cancelled' });
  given.resolve({ token: 'late', seconds: 60 });
  expect(await patient).toBe('late');
});

test('the user stands in a token of OAuth, and in no other', () => {
  const payload = Buffer.from(JSON.stringify({ sub: 'mia@company.example' })).toString('base64url');
  expect(userOfToken(`e30.${payload}.x`)).toBe('mia@company.example');
  for (const token of ['dapi123', '', 'a.b.c', 'e30.e30.x']) expect(userOfToken(token)).toBeUndefined();
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type LocalWorkspace, startLocalWorkspace } from '../../src/local-workspace/index.ts';
import { WorkspaceClient } from './workspace-client.ts';

const SCIM = '/api/2.0/preview/scim/v2';
let workspace: LocalWorkspace;
let client: WorkspaceClient;
beforeAll(async () => {
  workspace = await startLocalWorkspace();
  client = new WorkspaceClient(workspace);
});
afterAll(() => workspace.close());

describe('SCIM', () => {
  it('says who asks, with groups', async () => {
    const { json, headers } = await client.call('GET', `${SCIM}/Me`);
    expect(json).toMatchObject({
      userName: 'analyst@local.lakegoose.test',
      active: true,
      groups: [{ display: 'users', type: 'direct' }, { display: 'analysts' }],
      emails: [{ value: 'analyst@local.lakegoose.test', primary: true }],
    });
    expect(headers.get('x-databricks-org-id')).toBe('1000000000000000');
  });

  it('lists people, machines and groups, and pages', async () => {
    expect(await client.get(`${SCIM}/Users`)).toMatchObject({ totalResults: 3, startIndex: 1, itemsPerPage: 3 });
    expect(await client.get(`${SCIM}/ServicePrincipals`)).toMatchObject({
      Resources: [{ applicationId: workspace.servicePrincipal.clientId }],
    });
    expect(await client.get(`${SCIM}/Users?startIndex=2&count=1`)).toMatchObject({
      totalResults: 3,
      startIndex: 2,
      itemsPerPage: 1,
      Resources: [{ displayName: 'Local Intern' }],
    });
    expect(await client.get(`${SCIM}/Users?startIndex=4`)).not.toHaveProperty('Resources');
    expect(await client.get(`${SCIM}/Groups/2000000000000002`)).toMatchObject({
      displayName: 'admins',
      members: [{ display: 'Local Administrator', $ref: 'Users/1000000000000003' }],
    });
  });

  it.each([
    ['userName eq "intern@local.lakegoose.test"', 1],
    ['username EQ "INTERN@LOCAL.LAKEGOOSE.TEST"', 1],
    ['displayName sw "Local"', 3],
    ['userName co "nobody"', 0],
  ])('filters by %s', async (filter, total) => {
    const found = await client.get(`${SCIM}/Users?filter=${encodeURIComponent(filter)}`);
    expect(found).toMatchObject({ totalResults: total });
  });

  it.each([
    ['Users?filter=userName%20pr', 400, { scimType: 'invalidFilter' }],
    ['Users?filter=x', 400, { scimType: 'invalidFilter' }],
    ['Users?count=-1', 400, { scimType: 'invalidValue' }],
    ['Users/9', 404, { detail: 'User with id 9 not found.' }],
    ['Groups/9', 404, { status: '404' }],
  ])('refuses %s in its own shape', async (path, status, body) => {
    const answer = await client.call('GET', `${SCIM}/${path}`);
    expect(answer.status).toBe(status);
    expect(answer.json).toMatchObject({ schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], ...body });
  });

  it('is for reading only', async () => {
    expect(await client.refused('POST', `${SCIM}/Users`, {})).toMatchObject({ status: 404 });
  });
});

describe('personal tokens', () => {
  it('belong to who made them', async () => {
    const { clientId: client_id, clientSecret: client_secret } = workspace.servicePrincipal;
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret });
    const { access_token } = z
      .looseObject({ access_token: z.string() })
      .parse(await (await fetch(`${workspace.host}/oidc/v1/token`, { method: 'POST', body })).json());
    const made = z
      .looseObject({ token_value: z.string(), token_info: z.looseObject({ token_id: z.string() }) })
      .parse((await client.call('POST', '/api/2.0/token/create', { comment: 'of a machine' }, access_token)).json);
    expect((await client.call('GET', `${SCIM}/Me`, undefined, made.token_value)).json).toMatchObject({
      userName: client_id,
    });
    expect(JSON.stringify(await client.get('/api/2.0/token/list'))).not.toContain('of a machine');
    const id = { token_id: made.token_info.token_id };
    expect(await client.refused('POST', '/api/2.0/token/delete', id)).toMatchObject({ status: 404 });
    expect((await client.call('POST', '/api/2.0/token/delete', id, access_token)).status).toBe(200);
  });
});

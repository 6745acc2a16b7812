import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { pythonWith } from '../support/python-environment.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { recordWitness } from '../support/witnesses.ts';
import { type DatabricksCli, databricksCli } from './databricks-cli.ts';

const told = z.looseObject({});
const script = join(import.meta.dirname, 'python-sdk-auth.py');

describe('the official Python SDK', () => {
  let workspace: Awaited<ReturnType<typeof testWorkspace>>;
  let cli: DatabricksCli;
  let python: string;
  let home: Awaited<ReturnType<typeof temporaryDirectory>>;
  let logFile: string;
  beforeAll(async () => {
    python = await pythonWith([join(import.meta.dirname, 'python-sdk-requirements.txt')]);
    home = await temporaryDirectory();
    logFile = join(home.path, 'workspace.log');
    workspace = await testWorkspace({ consent: 'given', logFile });
    cli = await databricksCli();
  });
  afterAll(async () => {
    await workspace[Symbol.asyncDispose]();
    await cli[Symbol.asyncDispose]();
    await home[Symbol.asyncDispose]();
  });

  async function signIn(type: string, credentials: Readonly<Record<string, string>>) {
    const env = { ...cli.environment, DATABRICKS_HOST: workspace.host, ...credentials };
    const words = [script, type, workspace.warehouseId];
    const { stdout } = await execa(python, words, { env, extendEnv: false, timeout: 60_000 });
    return told.parse(JSON.parse(stdout));
  }

  const analyst = {
    user: 'analyst@local.lakegoose.test',
    groups: ['analysts', 'users'],
    rows: [['42']],
    warehouses: ['Local Warehouse', 'Restricted Warehouse'],
    refused: 'PermissionDenied',
  };

  it('signs in with a personal token', async () => {
    expect(await signIn('pat', { DATABRICKS_TOKEN: workspace.token })).toMatchObject(analyst);
  });

  it('signs in as a service principal', async () => {
    const { clientId, clientSecret } = workspace.servicePrincipal;
    const credentials = { DATABRICKS_CLIENT_ID: clientId, DATABRICKS_CLIENT_SECRET: clientSecret };
    const answer = await signIn('oauth-m2m', credentials);
    expect(answer).toMatchObject({ ...analyst, user: clientId, groups: ['users'] });
    const wrong = await signIn('oauth-m2m', { ...credentials, DATABRICKS_CLIENT_SECRET: 'dose-wrong' });
    expect(wrong).toMatchObject({ message: expect.stringContaining('Client authentication failed') });
  });

  it('signs in by the Databricks CLI', async () => {
    await cli.run('auth', 'login', '--host', workspace.host, '--profile', 'local');
    expect(await signIn('databricks-cli', {})).toMatchObject(analyst);
  });

  it('has driven sign-in and users', async () => {
    const routes = await recordWitness('databricks-sdk-py (sign-in)', workspace, logFile);
    expect(routes).toContain('POST /oidc/v1/token');
    expect(routes).toContain('GET /api/2.0/preview/scim/v2/Users');
  });

  it('hears in its own error that a token is not valid', async () => {
    expect(await signIn('pat', { DATABRICKS_TOKEN: 'dapi0' })).toMatchObject({ error: 'Unauthenticated' });
  });
});

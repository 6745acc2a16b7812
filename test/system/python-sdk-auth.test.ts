import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { cacheDirectory } from '../../scripts/build-databricks-cli.ts';
import { pythonEnvironment } from '../../scripts/python-environment.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { type DatabricksCli, databricksCli } from './databricks-cli.ts';

const told = z.looseObject({});
const script = join(import.meta.dirname, 'python-sdk-auth.py');

describe('the official Python SDK', () => {
  let workspace: Awaited<ReturnType<typeof testWorkspace>>;
  let cli: DatabricksCli;
  let python: string;
  beforeAll(async () => {
    // A registry may not have the newest one's requirements yet: pip takes the newest that installs.
    const environment = await pythonEnvironment(join(cacheDirectory(), 'python'), ['databricks-sdk>=0.150,<1']);
    python = join(environment, 'bin', 'python');
    workspace = await testWorkspace({ consent: 'given' });
    cli = await databricksCli();
  });
  afterAll(async () => {
    await workspace[Symbol.asyncDispose]();
    await cli[Symbol.asyncDispose]();
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

  it('hears in its own error that a token is not valid', async () => {
    expect(await signIn('pat', { DATABRICKS_TOKEN: 'dapi0' })).toMatchObject({ error: 'Unauthenticated' });
  });
});

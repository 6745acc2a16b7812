import { join } from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { pythonWith } from '../support/python-environment.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { recordWitness } from '../support/witnesses.ts';

it('Authlib signs in through the consent page, refreshes and revokes', async () => {
  const python = await pythonWith([join(import.meta.dirname, 'oauth-client-requirements.txt')]);
  await using home = await temporaryDirectory();
  const logFile = join(home.path, 'workspace.log');
  await using workspace = await testWorkspace({ logFile });
  const words = [join(import.meta.dirname, 'oauth-client.py'), workspace.host];
  const { stdout } = await execa(python, words, { timeout: 60_000, env: { NO_PROXY: '127.0.0.1,localhost' } });
  expect(JSON.parse(stdout)).toEqual({
    title: 'Sign in to the local workspace',
    user: 'intern@local.lakegoose.test',
    user_after_refresh: 'intern@local.lakegoose.test',
    revoked: 200,
    after_revoke: 401,
    refresh_after_revoke: 'invalid_request',
    denied: ['access_denied'],
  });
  const routes = await recordWitness('Authlib and mechanize', workspace, logFile);
  expect(routes).toEqual(expect.arrayContaining(['POST /oidc/v1/authorize', 'POST /oidc/v1/revoke']));
});

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { recordWitness } from '../support/witnesses.ts';
import { databricksCli } from './databricks-cli.ts';

/**
 * In the place of login.databricks.com: sends the browser on to a workspace, and back with the issuer that the CLI learns the
 * workspace from (databricks-sdk-go credentials/u2m/discovery_token_source.go).
 */
async function discoveryHost(workspace: string) {
  const server = createServer(async (request, response) => {
    const destination = new URL(request.url ?? '/', workspace).searchParams.get('destination_url') ?? '/';
    const answer = await fetch(new URL(destination, workspace), { redirect: 'manual' });
    const back = new URL(answer.headers.get('location') ?? workspace);
    back.searchParams.set('iss', `${workspace}/oidc`);
    response.writeHead(302, { location: back.href }).end();
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  return {
    host: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

it('the Databricks CLI signs in without being told the host, and asks what its token is good for', async () => {
  await using home = await temporaryDirectory();
  const logFile = join(home.path, 'workspace.log');
  await using workspace = await testWorkspace({ consent: 'given', logFile });
  await using discovery = await discoveryHost(workspace.host);
  await using cli = await databricksCli({ DATABRICKS_DISCOVERY_HOST: discovery.host });
  expect(await cli.run('auth', 'login', '--profile', 'found')).toMatchObject({ exitCode: 0 });
  const profile = await readFile(join(cli.environment.HOME ?? '', '.databrickscfg'), 'utf8');
  expect(profile).toContain(`host         = ${workspace.host}`);
  expect(profile).toContain('workspace_id = 1000000000000000');
  const routes = await recordWitness('databricks CLI (discovery)', workspace, logFile);
  expect(routes).toContain('GET /api/2.0/tokens/introspect');
});

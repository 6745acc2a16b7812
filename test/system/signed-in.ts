import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { runCli } from '../support/run-cli.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { databricksCli } from './databricks-cli.ts';

const tokenCache = z.object({
  tokens: z.record(z.string(), z.object({ access_token: z.string(), refresh_token: z.string() })),
});

/** Somebody who has signed in by `lakegoose login`, and whose tokens live so long. */
export async function signedIn(tokenSeconds: number) {
  await using stack = new AsyncDisposableStack();
  const workspace = stack.use(await testWorkspace({ consent: 'given', tokenSeconds }));
  const cli = stack.use(await databricksCli());
  const { host } = workspace;
  const environment = { ...cli.environment, LAKEGOOSE_WORKSPACE: 'local', GOOSE_DISABLE_KEYRING: '1' };
  const { exitCode, stdout, stderr } = await runCli(['login', host], { environment, directory: cli.home });
  if (exitCode !== 0) throw new Error(stdout + stderr);
  const kept = stack.move();
  return {
    host,
    directory: cli.home,
    environment,
    /** The real Databricks CLI. */
    databricks: cli.run,
    /** What the Databricks CLI keeps for the profile. */
    tokens: async () => {
      const text = await readFile(join(cli.home, '.databricks/token-cache.json'), 'utf8');
      return tokenCache.parse(JSON.parse(text)).tokens.DEFAULT ?? { access_token: '', refresh_token: '' };
    },
    isTaken: async (token: string) => {
      const headers = { authorization: `Bearer ${token}` };
      return (await fetch(`${host}/api/2.0/preview/scim/v2/Me`, { headers })).status === 200;
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

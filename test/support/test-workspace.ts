import { startLocalWorkspace } from '../../src/local-workspace/index.ts';
import { cleanEnvironment } from './run-cli.ts';

type Options = Parameters<typeof startLocalWorkspace>[0];

/** A local workspace for one test, with the environment in which our CLI finds it. */
export async function testWorkspace(options: Options = {}) {
  const workspace = await startLocalWorkspace(options);
  return {
    ...workspace,
    environment: cleanEnvironment({
      LAKEGOOSE_WORKSPACE: 'local',
      DATABRICKS_HOST: workspace.host,
      DATABRICKS_TOKEN: workspace.token,
      NO_PROXY: '127.0.0.1',
    }),
    [Symbol.asyncDispose]: () => workspace.close(),
  };
}

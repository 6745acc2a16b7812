import { startLocalWorkspace } from '../../src/local-workspace/index.ts';
import { WorkspaceClient } from '../local-workspace/workspace-client.ts';

/**
 * The workspace that the contract is held against: a real one where DATABRICKS_HOST, DATABRICKS_TOKEN and
 * DATABRICKS_WAREHOUSE_ID are all set, otherwise a local one. The tests only read, and read only what both have.
 */
export async function workspaceUnderTest() {
  const { DATABRICKS_HOST: host, DATABRICKS_TOKEN: token, DATABRICKS_WAREHOUSE_ID: warehouseId } = process.env;
  if (host && token && warehouseId) {
    const address = new URL(host.includes('://') ? host : `https://${host}`).origin;
    return { client: new WorkspaceClient({ host: address, token, warehouseId }), close: async () => undefined };
  }
  const local = await startLocalWorkspace();
  return { client: new WorkspaceClient(local), close: () => local.close() };
}

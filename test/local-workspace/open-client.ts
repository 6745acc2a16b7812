import { afterAll } from 'vitest';
import { startLocalWorkspace } from '../../src/local-workspace/index.ts';
import { WorkspaceClient } from './workspace-client.ts';

/** A client of a local workspace that the tests of a file share. */
export async function openClient(): Promise<WorkspaceClient> {
  const workspace = await startLocalWorkspace();
  afterAll(() => workspace.close());
  return new WorkspaceClient(workspace);
}

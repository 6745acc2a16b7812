import { type LocalWorkspace, startLocalWorkspace } from '../../src/local-workspace/index.ts';
import { WorkspaceClient } from './workspace-client.ts';

export const ANALYST = 'analyst@local.lakegoose.test';
export const INTERN = 'intern@local.lakegoose.test';
export const ADMIN = 'admin@local.lakegoose.test';
export const UNITY = '/api/2.1/unity-catalog';

export type People = Awaited<ReturnType<typeof startWithPeople>>;

/** A workspace with a client for everybody who can sign in. */
export async function startWithPeople(options: Parameters<typeof startLocalWorkspace>[0] = {}) {
  const workspace = await startLocalWorkspace(options);
  const as = (name: string): WorkspaceClient => clientOf(workspace, name);
  return {
    workspace,
    ...{ analyst: as(ANALYST), intern: as(INTERN), admin: as(ADMIN) },
    [Symbol.asyncDispose]: () => workspace.close(),
  };
}

function clientOf({ host, warehouseId, users }: LocalWorkspace, name: string): WorkspaceClient {
  const token = users.find(({ userName }) => userName === name)?.token ?? '';
  return new WorkspaceClient({ host, warehouseId, token });
}

/** What a SQL warehouse says of a missing privilege. */
export const lacks = (privilege: string, on: string): string =>
  `[INSUFFICIENT_PERMISSIONS] Insufficient privileges: User does not have ${privilege} on ${on}. SQLSTATE: 42501`;

/** What REST says of one. */
export const denied = (privilege: string, on: string) => ({
  status: 403,
  error_code: 'PERMISSION_DENIED',
  message: `User does not have ${privilege} on ${on}.`,
});

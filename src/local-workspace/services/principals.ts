import type { Caller } from '../engine/grants/access.ts';
import { ACCOUNT_USERS, type Directory } from '../engine/grants/grants.ts';
import { LOCAL_USER } from './local-user.ts';
import type { User } from './route.ts';

/** A person or a service principal of the local workspace, and the groups it is in. */
export type Principal = User & { readonly kind: 'user' | 'service principal'; readonly groups: readonly string[] };
export type Group = {
  readonly id: string;
  readonly displayName: string;
  /** Of the account: Unity Catalog knows those only, not the workspace's own. */
  readonly ofAccount: boolean;
};

/** `users` and `admins` are there in every Databricks workspace. */
export const GROUPS: readonly Group[] = [
  { id: '2000000000000001', displayName: 'users', ofAccount: false },
  { id: '2000000000000002', displayName: 'admins', ofAccount: false },
  { id: '2000000000000003', displayName: 'analysts', ofAccount: true },
];

/** A service principal's user name is its application id (databricks-sdk-go `iam.ServicePrincipal`). */
export const SERVICE_PRINCIPAL: Principal = {
  kind: 'service principal',
  id: '1000000000000004',
  userName: '10ca1000-0000-4000-8000-000000000004',
  displayName: 'local-pipeline',
  groups: ['users'],
};

export const PRINCIPALS: readonly Principal[] = [
  { ...LOCAL_USER, kind: 'user', groups: ['users', 'analysts'] },
  {
    kind: 'user',
    id: '1000000000000002',
    userName: 'intern@local.lakegoose.test',
    displayName: 'Local Intern',
    groups: ['users', 'analysts'],
  },
  {
    kind: 'user',
    id: '1000000000000003',
    userName: 'admin@local.lakegoose.test',
    displayName: 'Local Administrator',
    groups: ['users', 'admins'],
  },
  SERVICE_PRINCIPAL,
];

/** Those who can sign in in a browser. */
export const PEOPLE: readonly Principal[] = PRINCIPALS.filter((one) => one.kind === 'user');

export function findPrincipal(id: string): Principal | undefined {
  return PRINCIPALS.find((one) => one.id === id);
}

export function isAdministrator(user: User): boolean {
  return findPrincipal(user.id)?.groups.includes('admins') === true;
}

const ACCOUNT_GROUPS = GROUPS.filter((group) => group.ofAccount).map((group) => group.displayName);

function accountGroups({ groups }: Principal): string[] {
  return [ACCOUNT_USERS, ...groups.filter((group) => ACCOUNT_GROUPS.includes(group))];
}

/** Everybody who may be granted something in Unity Catalog. */
export const DIRECTORY: Directory = new Map<string, readonly string[]>([
  [ACCOUNT_USERS, []],
  ...ACCOUNT_GROUPS.map((group): [string, string[]] => [group, [ACCOUNT_USERS]]),
  ...PRINCIPALS.map((one): [string, string[]] => [one.userName, accountGroups(one)]),
]);

export function callerOf(user: User): Caller {
  return { name: user.userName, groups: DIRECTORY.get(user.userName) ?? [] };
}

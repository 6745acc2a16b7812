import { LOCAL_USER } from './local-user.ts';
import type { User } from './route.ts';

/** A person or a service principal of the local workspace, and the groups it is in. */
export type Principal = User & { readonly kind: 'user' | 'service principal'; readonly groups: readonly string[] };
export type Group = { readonly id: string; readonly displayName: string };

/** `users` and `admins` are there in every Databricks workspace. */
export const GROUPS: readonly Group[] = [
  { id: '2000000000000001', displayName: 'users' },
  { id: '2000000000000002', displayName: 'admins' },
  { id: '2000000000000003', displayName: 'analysts' },
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

import type { Access } from './access.ts';
import type { Grant, Granted, Grants } from './grants.ts';
import { readPrivilege } from './privileges.ts';
import { Refused } from './refused.ts';
import type { Securable } from './securable.ts';

export type GrantChange = {
  readonly principal: string;
  /** As SQL or REST writes them. */
  readonly add: readonly string[];
  readonly remove: readonly string[];
};

/** What is granted on a securable after these changes; throws `Refused`. Taking away what is not granted is no error. */
export function changeGrants(
  grants: Grants,
  access: Access,
  securable: Securable,
  changes: readonly GrantChange[],
): Granted {
  access.wantManage(securable);
  const granted = grants.of(securable);
  const found = new Map(granted.grants.map((grant) => [keyOf(grant), grant]));
  for (const { principal: written, add, remove } of changes) {
    const principal = grants.principal(written);
    if (add.some((name) => remove.includes(name)))
      throw new Refused('INVALID_PARAMETER_VALUE', 'Duplicate privileges to add and delete.');
    for (const name of remove) found.delete(keyOf({ principal, privilege: readPrivilege(name, securable) }));
    for (const name of add) {
      const grant = { principal, privilege: readPrivilege(name, securable), grantor: access.caller.name };
      if (!found.has(keyOf(grant))) found.set(keyOf(grant), grant);
    }
  }
  return { ...granted, grants: [...found.values()] };
}

export function changeOwner(grants: Grants, access: Access, securable: Securable, owner: string): Granted {
  access.wantManage(securable);
  return { ...grants.of(securable), owner: grants.principal(owner) };
}

const keyOf = ({ principal, privilege }: Omit<Grant, 'grantor'>): string => `${privilege} ${principal}`;

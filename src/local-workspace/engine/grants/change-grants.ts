import type { Catalog } from '../catalog/catalog.ts';
import type { Access } from './access.ts';
import type { Grant, Granted, Grants } from './grants.ts';
import { readPrivilege } from './privileges.ts';
import { Refused } from './refused.ts';
import { METASTORE, type Securable, told } from './securable.ts';

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

/** A view and a function run with their owner's rights, so nobody makes somebody else their owner but an administrator. */
export function changeOwner(catalog: Catalog, access: Access, securable: Securable, owner: string): Granted {
  const { grants } = catalog;
  access.wantManage(securable);
  const principal = grants.principal(owner);
  if (hasRights(catalog, securable) && !access.owns(METASTORE) && !access.isOwn(principal))
    throw new Refused(
      'PERMISSION_DENIED',
      `User is not an owner of the metastore and can give ${told(securable)}, which runs with the rights of its owner, only to himself or to a group that he is in.`,
    );
  return { ...grants.of(securable), owner: principal };
}

function hasRights(catalog: Catalog, { type, name }: Securable): boolean {
  const [first = '', schema = '', last = ''] = name.split('.');
  return type === 'FUNCTION' || (type === 'TABLE' && catalog.table(first, schema, last)?.kind === 'VIEW');
}

const keyOf = ({ principal, privilege }: Omit<Grant, 'grantor'>): string => `${privilege} ${principal}`;

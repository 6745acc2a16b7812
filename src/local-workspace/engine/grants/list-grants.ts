import type { Access } from './access.ts';
import type { Grant, Grants } from './grants.ts';
import { lineOf, type Securable } from './securable.ts';

export type ListedGrant = Grant & { readonly on: Securable };

const byPrincipal = (a: Grant, b: Grant): number =>
  a.principal < b.principal ? -1 : a.principal > b.principal ? 1 : a.privilege < b.privilege ? -1 : 1;

/** What is granted on a securable itself and, with `inherited`, on what it lies in, as far as the caller may know. */
export function grantsOn(grants: Grants, access: Access, securable: Securable, inherited: boolean): ListedGrant[] {
  const all = access.mayManage(securable);
  // What is granted on the metastore is about the metastore only.
  const line = inherited ? lineOf(securable).filter((on) => on.type !== 'METASTORE' || on === securable) : [securable];
  return line.flatMap((on) =>
    grants
      .of(on)
      .grants.filter((grant) => all || access.isOwn(grant.principal))
      .map((grant) => ({ ...grant, on }))
      .sort(byPrincipal),
  );
}

/**
 * The same for somebody who asks: those who manage it see every grant, others their own and those of their groups.
 * Source: docs.databricks.com, SHOW GRANTS. Throws `Refused` for grants of others, and where the caller has none and may
 * not see the securable at all.
 */
export function listGrants(
  grants: Grants,
  access: Access,
  securable: Securable,
  inherited: boolean,
  asked?: string,
): ListedGrant[] {
  const principal = asked === undefined ? undefined : grants.principal(asked);
  if (principal !== undefined && !access.isOwn(principal)) access.wantManage(securable);
  const found = grantsOn(grants, access, securable, inherited);
  // What is inherited is there whether or not the securable is.
  const isGranted = found.some(({ on }) => on.type === securable.type);
  if (!isGranted && !access.manages(securable) && securable.type !== 'METASTORE') access.wantSecurableSeen(securable);
  return principal === undefined ? found : found.filter((grant) => grant.principal === principal);
}

import type { DatabricksClient } from '../../databricks-client/client.ts';
import { listEffectivePermissions } from '../../databricks-client/permissions.ts';

export type Securable = {
  readonly type: 'catalog' | 'schema';
  readonly name: string;
  readonly owner?: string | undefined;
};

/** A right to write or drop: by owning something, or by a grant to a person or to a group of theirs. */
export type Power = {
  readonly on: Pick<Securable, 'type' | 'name'>;
  /** Such as `MODIFY`; none for its owner. */
  readonly privilege?: string;
  readonly principal: string;
};

/** Source: docs.databricks.com, Unity Catalog privileges and securable objects. */
const writes = /^(ALL_PRIVILEGES|MANAGE|MODIFY|WRITE_\w+|CREATE_\w+)$/;

/** What whoever has one of these names could write or drop there, inherited rights included. */
export async function powersOn(
  client: DatabricksClient,
  securable: Securable,
  names: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<readonly Power[]> {
  const { owner } = securable;
  const assignments = await listEffectivePermissions(client, securable, signal);
  const granted = assignments
    .filter(({ principal }) => names.has(principal))
    .flatMap(({ principal, privileges = [] }) =>
      privileges
        .filter(({ privilege }) => writes.test(privilege))
        .map(({ privilege, inherited_from_type, inherited_from_name }): Power => {
          const isOfCatalog = inherited_from_type === 'CATALOG' && inherited_from_name !== undefined;
          return { on: isOfCatalog ? { type: 'catalog', name: inherited_from_name } : securable, privilege, principal };
        }),
    );
  return owner !== undefined && names.has(owner) ? [{ on: securable, principal: owner }, ...granted] : granted;
}

/** Each once: what a schema inherits from its catalog is the catalog's. */
export function distinct(powers: readonly Power[]): readonly Power[] {
  const key = ({ on, privilege, principal }: Power) => JSON.stringify([on.type, on.name, privilege, principal]);
  return [...new Map(powers.map((power) => [key(power), power])).values()];
}

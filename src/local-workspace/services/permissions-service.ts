import type { PermissionsChange } from '../../databricks-api/permissions.ts';
import type { Catalog } from '../engine/catalog/catalog.ts';
import type { Access } from '../engine/grants/access.ts';
import { changeGrants, changeOwner } from '../engine/grants/change-grants.ts';
import { grantsOn, type ListedGrant, listGrants } from '../engine/grants/list-grants.ts';
import {
  catalogSecurable,
  METASTORE,
  routineSecurable,
  type Securable,
  schemaSecurable,
  tableSecurable,
} from '../engine/grants/securable.ts';
import type { Engine } from '../engine/run/engine.ts';
import { ApiError, invalidValue } from './api-error.ts';
import { findCatalog, findSchema, findTable, missing, threeParts, twoParts } from './find-entries.ts';

/** SecurableType of databricks-sdk-py `service/catalog.py`, without those that are computed here. */
const NOT_COMPUTED =
  'AGENT_SERVICE CLEAN_ROOM CONNECTION CREDENTIAL EXTERNAL_LOCATION EXTERNAL_METADATA MCP_SERVICE MODEL MODEL_PROVIDER_SERVICE MODEL_SERVICE PIPELINE PROVIDER RECIPIENT SHARE SKILL STAGING_TABLE STORAGE_CREDENTIAL'.split(
    ' ',
  );

/** The parts of the full names that have several. */
const PARTS: Readonly<Record<string, (full: string) => readonly string[]>> = {
  SCHEMA: twoParts,
  TABLE: threeParts,
  FUNCTION: threeParts,
  VOLUME: threeParts,
};

export type Asked = { readonly type: string; readonly name: string };

/** The securable of a path. Throws 404 where it is not there, or 403 where the caller may not look. */
function securableAt(catalog: Catalog, { type: written, name: full }: Asked, access: Access): Securable {
  const type = written.toUpperCase();
  const seeker = { access, browse: true };
  const [catalogName = '', schema = '', name = ''] = PARTS[type]?.(full) ?? [full];
  switch (type) {
    case 'METASTORE':
      if (full !== METASTORE.name) throw missing('Metastore', full);
      return METASTORE;
    case 'CATALOG':
      if (!catalog.catalog(full)) findCatalog(catalog, full, seeker);
      return catalogSecurable(full);
    case 'SCHEMA':
      if (!catalog.schema(catalogName, schema)) findSchema(catalog, catalogName, schema, seeker);
      return schemaSecurable(catalogName, schema);
    case 'TABLE':
      if (!catalog.table(catalogName, schema, name)) findTable(catalog, full, seeker);
      return tableSecurable({ catalog: catalogName, schema, name });
    case 'FUNCTION':
    case 'VOLUME':
      if (type === 'FUNCTION' && catalog.routine(catalogName, schema, name))
        return routineSecurable({ catalog: catalogName, schema, name });
      findSchema(catalog, catalogName, schema, seeker);
      throw missing(type === 'VOLUME' ? 'Volume' : 'Function', full);
  }
  if (!NOT_COMPUTED.includes(type)) throw invalidValue(`Invalid value for securable_type: '${written}'.`);
  const what = `Permissions on a ${written} exist in Databricks`;
  throw new ApiError(501, 'NOT_IMPLEMENTED', `${what}, but this is the local workspace, which does not compute them.`);
}

/** Unity Catalog's permissions, `permissions` and `effective-permissions`. */
export class PermissionsService {
  private readonly engine: Pick<Engine, 'catalog' | 'keep'>;

  constructor(engine: Pick<Engine, 'catalog' | 'keep'>) {
    this.engine = engine;
  }

  /** Grants on the securable itself, or with what it inherits; those of others only for who manages it. */
  list(asked: Asked, access: Access, inherited: boolean, principal: string | undefined): ListedGrant[] {
    const { catalog } = this.engine;
    return listGrants(catalog.grants, access, securableAt(catalog, asked, access), inherited, principal);
  }

  async change(asked: Asked, access: Access, changes: readonly PermissionsChange[]): Promise<ListedGrant[]> {
    const { grants } = this.engine.catalog;
    const read = changes.map(({ principal, add = [], remove = [] }) => ({ principal, add, remove }));
    const change = () => changeGrants(grants, access, securableAt(this.engine.catalog, asked, access), read);
    await this.engine.keep(() => [{ kind: 'put-granted', granted: change() }]);
    return grantsOn(grants, access, securableAt(this.engine.catalog, asked, access), false);
  }

  async changeOwner(asked: Asked, access: Access, owner: string): Promise<void> {
    const { catalog } = this.engine;
    const change = () => changeOwner(catalog, access, securableAt(catalog, asked, access), owner);
    await this.engine.keep(() => [{ kind: 'put-granted', granted: change() }]);
  }
}

/** Each principal with what is listed for it. */
export function byPrincipal<Item>(grants: readonly ListedGrant[], item: (grant: ListedGrant) => Item) {
  const found = new Map<string, Item[]>();
  for (const grant of grants) found.set(grant.principal, [...(found.get(grant.principal) ?? []), item(grant)]);
  return [...found].map(([principal, privileges]) => ({ principal, privileges }));
}

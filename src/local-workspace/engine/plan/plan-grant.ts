import type { Catalog } from '../catalog/catalog.ts';
import {
  catalogNotFound,
  type Session,
  schemaNotFound,
  schemaPlace,
  tableNotFound,
  tablePlace,
  wantPlace,
} from '../catalog/resolve-name.ts';
import type { On, Statement } from '../dialect/parse/statement.ts';
import { SqlError } from '../dialect/sql-error.ts';
import { type Column, STRING } from '../dialect/types.ts';
import type { Access } from '../grants/access.ts';
import { changeGrants, changeOwner } from '../grants/change-grants.ts';
import type { Granted } from '../grants/grants.ts';
import { listGrants } from '../grants/list-grants.ts';
import { spoken } from '../grants/privileges.ts';
import {
  catalogSecurable,
  METASTORE,
  routineSecurable,
  type Securable,
  schemaSecurable,
  tableSecurable,
} from '../grants/securable.ts';
import type { Plan } from './plan.ts';

type Of<Kind extends Statement['kind']> = Extract<Statement, { kind: Kind }>;

/** The securable that a statement names, which must be there. */
function securableOf({ type, name }: On, catalog: Catalog, session: Session, access: Access): Securable {
  if (type === 'METASTORE') return METASTORE;
  if (type === 'CATALOG') {
    const written = name?.parts.join('.') ?? session.catalog;
    if (!catalog.catalog(written)) throw catalogNotFound(written, name?.at);
    return catalogSecurable(written);
  }
  const given = name ?? { parts: [], at: 0 };
  if (type === 'SCHEMA') {
    const place = schemaPlace(given, session);
    if (!catalog.schema(place.catalog, place.schema)) {
      wantPlace(catalog, place, access);
      throw schemaNotFound(place.catalog, place.schema, given.at);
    }
    return schemaSecurable(place.catalog, place.schema);
  }
  const place = tablePlace(given, session);
  const isThere = type === 'TABLE' && catalog.table(place.catalog, place.schema, place.name) !== undefined;
  if (isThere) return tableSecurable(place);
  if (type === 'FUNCTION' && catalog.routine(place.catalog, place.schema, place.name)) return routineSecurable(place);
  wantPlace(catalog, place, access);
  if (type === 'TABLE') throw tableNotFound(given);
  const full = `\`${place.catalog}\`.\`${place.schema}\`.\`${place.name}\``;
  if (type === 'VOLUME') throw new SqlError('UC_VOLUME_NOT_FOUND', '42704', `Volume ${full} does not exist.`, given.at);
  throw new SqlError('ROUTINE_NOT_FOUND', '42883', `The routine ${full} cannot be found.`, given.at);
}

const change = (granted: Granted): Plan => ({
  kind: 'change',
  steps: [],
  counts: [],
  changes: [{ kind: 'put-granted', granted }],
  reads: [],
});

export function planGrant(node: Of<'grant'>, catalog: Catalog, session: Session, access: Access): Plan {
  const on = securableOf(node.on, catalog, session, access);
  const { principal, privileges } = node;
  const asked = node.revoke ? { add: [], remove: privileges } : { add: privileges, remove: [] };
  return change(changeGrants(catalog.grants, access, on, [{ principal, ...asked }]));
}

export function planOwner(node: Of<'owner'>, catalog: Catalog, session: Session, access: Access): Plan {
  return change(changeOwner(catalog, access, securableOf(node.on, catalog, session, access), node.owner));
}

/** Columns as dbt-databricks reads them; what is inherited says on what it was granted. */
export function planShowGrants(node: Of<'show-grants'>, catalog: Catalog, session: Session, access: Access): Plan {
  const on = securableOf(node.on, catalog, session, access);
  const columns: Column[] = ['Principal', 'ActionType', 'ObjectType', 'ObjectKey'].map((name) => ({
    name,
    type: STRING,
  }));
  const found = listGrants(catalog.grants, access, on, true, node.principal);
  const rows = found.map((grant) => [grant.principal, spoken(grant.privilege), grant.on.type, grant.on.name]);
  return { kind: 'listing', columns, rows };
}

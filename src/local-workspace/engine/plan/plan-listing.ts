import type { Catalog } from '../catalog/catalog.ts';
import { fullName } from '../catalog/entries.ts';
import { catalogNotFound, findTable, type Session, schemaNotFound, schemaPlace } from '../catalog/resolve-name.ts';
import { BUILT_IN } from '../dialect/analyze/built-in.ts';
import type { Name } from '../dialect/parse/ast.ts';
import type { Statement } from '../dialect/parse/statement.ts';
import { cannotCompute } from '../dialect/sql-error.ts';
import { BOOLEAN } from '../dialect/types.ts';
import type { Access } from '../grants/access.ts';
import { column, listing, matcher } from './listing.ts';
import type { Plan } from './plan.ts';
import { propertiesOf } from './table-details.ts';

type Of<Kind extends Statement['kind']> = Extract<Statement, { kind: Kind }>;

/** The schema that is listed, or the one of the session: one that the caller may see. */
export function seenSchema(
  name: Name | undefined,
  catalog: Catalog,
  session: Session,
  access: Access,
): { catalog: string; schema: string } {
  const place = name ? schemaPlace(name, session) : session;
  if (catalog.catalog(place.catalog)) access.wantSeen(place.catalog, true);
  if (!catalog.schema(place.catalog, place.schema)) throw schemaNotFound(place.catalog, place.schema, name?.at);
  access.wantSeen(place.catalog, true, place.schema);
  return place;
}

export function planShowCatalogs(node: Of<'show-catalogs'>, catalog: Catalog, access: Access): Plan {
  const matches = matcher(node.like);
  return listing(
    [column('catalog')],
    catalog
      .catalogs()
      .filter((entry) => matches(entry.name) && access.seesCatalog(entry.name, true))
      .map((entry) => [entry.name]),
  );
}

export function planShowSchemas(node: Of<'show-schemas'>, catalog: Catalog, session: Session, access: Access): Plan {
  const matches = matcher(node.like);
  if (node.catalog && node.catalog.parts.length !== 1)
    throw cannotCompute('SHOW SCHEMAS IN a name of several parts', node.catalog.at);
  const name = node.catalog?.parts[0] ?? session.catalog;
  if (!catalog.catalog(name)) throw catalogNotFound(name, node.catalog?.at);
  access.wantSeen(name.toLowerCase(), true);
  return listing(
    [column('databaseName')],
    catalog
      .schemas(name)
      .filter((entry) => matches(entry.name) && access.seesSchema(entry.catalog, entry.name, true))
      .map((entry) => [entry.name]),
  );
}

export function planShowTables(node: Of<'show-tables'>, catalog: Catalog, session: Session, access: Access): Plan {
  const matches = matcher(node.like);
  const place = seenSchema(node.schema, catalog, session, access);
  const tables = catalog
    .tables(place.catalog, place.schema)
    .filter((entry) => matches(entry.name) && access.seesTable(entry, true));
  return listing(
    [column('database'), column('tableName'), column('isTemporary', BOOLEAN)],
    tables.map((entry) => [entry.schema, entry.name, 'false']),
  );
}

/** Functions that people made, as far as the caller may see them, and those that are computed here. */
export function planShowFunctions(
  node: Of<'show-functions'>,
  catalog: Catalog,
  session: Session,
  access: Access,
): Plan {
  const matches = matcher(node.like);
  const place = seenSchema(node.schema, catalog, session, access);
  const routines = catalog
    .routines(place.catalog, place.schema)
    .filter((entry) => matches(entry.name) && access.seesRoutine(entry, true));
  const own = node.of === 'SYSTEM' ? [] : routines.map(fullName);
  const builtIn = node.of === 'USER' ? [] : BUILT_IN.filter(matches);
  return listing(
    [column('function')],
    [...own, ...builtIn].sort().map((name) => [name]),
  );
}

export function planShowColumns(node: Of<'show-columns'>, catalog: Catalog, session: Session, access: Access): Plan {
  const entry = findTable(catalog, node.table, session, access);
  access.wantSeen(entry.catalog, false, entry.schema, entry.name);
  return listing(
    [column('col_name')],
    entry.columns.map(({ name }) => [name]),
  );
}

export function planShowProperties(
  node: Of<'show-properties'>,
  catalog: Catalog,
  session: Session,
  access: Access,
): Plan {
  const entry = findTable(catalog, node.table, session, access);
  access.wantSeen(entry.catalog, false, entry.schema, entry.name);
  const all = Object.entries(propertiesOf(entry));
  if (node.key === undefined) return listing([column('key'), column('value')], all);
  const found = all.filter(([key]) => key === node.key);
  const none = `Table ${fullName(entry)} does not have property: ${node.key}`;
  return listing([column('key'), column('value')], found.length > 0 ? found : [[node.key, none]]);
}

export function planShowViews(node: Of<'show-views'>, catalog: Catalog, session: Session, access: Access): Plan {
  const shown = planShowTables({ ...node, kind: 'show-tables' }, catalog, session, access);
  if (shown.kind !== 'listing') return shown;
  const place = node.schema ? schemaPlace(node.schema, session) : session;
  const rows = shown.rows.filter(([, name]) => catalog.table(place.catalog, place.schema, name ?? '')?.kind === 'VIEW');
  return listing(
    [column('namespace'), column('viewName'), column('isTemporary', BOOLEAN), column('isMaterialized', BOOLEAN)],
    rows.map(([schema = '', name = '']) => [schema, name, 'false', 'false']),
  );
}

/** No volume can be made here, so there is none to list. */
export function planShowVolumes(node: Of<'show-volumes'>, catalog: Catalog, session: Session, access: Access): Plan {
  matcher(node.like);
  seenSchema(node.schema, catalog, session, access);
  return listing([column('database'), column('volumeName')], []);
}

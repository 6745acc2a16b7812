import type { Catalog } from '../catalog/catalog.ts';
import { matchesName } from '../catalog/match-name.ts';
import { catalogNotFound, findTable, type Session, schemaNotFound, schemaPlace } from '../catalog/resolve-name.ts';
import type { Statement } from '../dialect/parse/statement.ts';
import { cannotCompute } from '../dialect/sql-error.ts';
import { BOOLEAN, type Column, STRING, typeText } from '../dialect/types.ts';
import type { Access } from '../grants/access.ts';
import type { Plan } from './plan.ts';

type Of<Kind extends Statement['kind']> = Extract<Statement, { kind: Kind }>;

const column = (name: string, type = STRING): Column => ({ name, type });

/** SHOW … LIKE: `*` is any text, `|` separates alternatives, letters match in any case. */
function matcher(like: string | undefined): (name: string) => boolean {
  if (like === undefined) return () => true;
  if (!/^[\w*|% -]*$/.test(like) || like.includes('%')) throw cannotCompute(`SHOW … LIKE '${like}'`);
  const patterns = like.split('|').map((part) => part.trim());
  return (name) => patterns.some((pattern) => matchesName(pattern, name, { any: '*' }));
}

function listing(columns: readonly Column[], rows: readonly (readonly (string | null)[])[]): Plan {
  return { kind: 'listing', columns, rows };
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
  const place = node.schema ? schemaPlace(node.schema, session) : session;
  if (catalog.catalog(place.catalog)) access.wantSeen(place.catalog, true);
  if (!catalog.schema(place.catalog, place.schema)) throw schemaNotFound(place.catalog, place.schema, node.schema?.at);
  access.wantSeen(place.catalog, true, place.schema);
  const tables = catalog
    .tables(place.catalog, place.schema)
    .filter((entry) => matches(entry.name) && access.seesTable(entry, true));
  return listing(
    [column('database'), column('tableName'), column('isTemporary', BOOLEAN)],
    tables.map((entry) => [entry.schema, entry.name, 'false']),
  );
}

export function planDescribe(node: Of<'describe'>, catalog: Catalog, session: Session, access: Access): Plan {
  const entry = findTable(catalog, node.table, session, access);
  access.wantSeen(entry.catalog, false, entry.schema, entry.name);
  const rows = entry.columns.map((own) => [own.name, typeText(own.type).toLowerCase(), own.comment ?? null]);
  return {
    kind: 'listing',
    columns: [column('col_name'), column('data_type'), column('comment')],
    rows,
  };
}

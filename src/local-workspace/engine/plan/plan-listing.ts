import type { Catalog } from '../catalog/catalog.ts';
import { fullName, type TableColumn, type TableEntry } from '../catalog/entries.ts';
import { matchesName } from '../catalog/match-name.ts';
import { catalogNotFound, findTable, type Session, schemaNotFound, schemaPlace } from '../catalog/resolve-name.ts';
import type { Name } from '../dialect/parse/ast.ts';
import type { Statement } from '../dialect/parse/statement.ts';
import { cannotCompute, SqlError } from '../dialect/sql-error.ts';
import { BOOLEAN, type Column, STRING, typeName } from '../dialect/types.ts';
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

/** Functions that people made, as far as the caller may see them. */
export function planShowFunctions(
  node: Of<'show-functions'>,
  catalog: Catalog,
  session: Session,
  access: Access,
): Plan {
  const matches = matcher(node.like);
  const place = node.schema ? schemaPlace(node.schema, session) : session;
  if (catalog.catalog(place.catalog)) access.wantSeen(place.catalog, true);
  if (!catalog.schema(place.catalog, place.schema)) throw schemaNotFound(place.catalog, place.schema, node.schema?.at);
  access.wantSeen(place.catalog, true, place.schema);
  const routines = catalog
    .routines(place.catalog, place.schema)
    .filter((entry) => matches(entry.name) && access.seesRoutine(entry, true));
  return listing(
    [column('function')],
    routines.map((entry) => [fullName(entry)]),
  );
}

const DESCRIBED = [column('col_name'), column('data_type'), column('comment')];

export function describeColumns(columns: readonly TableColumn[]): Plan {
  const typeOf = ({ type, length, isChar }: TableColumn): string =>
    length === undefined ? typeName(type) : `${isChar ? 'char' : 'varchar'}(${length})`;
  return listing(
    DESCRIBED,
    columns.map((own) => [own.name, typeOf(own), own.comment ?? null]),
  );
}

function describeColumn({ parts, at }: Name, entry: TableEntry): Plan {
  if (parts.length > 1) throw cannotCompute('DESCRIBE of a field', at);
  const own = entry.columns.find(({ name }) => name.toLowerCase() === parts[0]?.toLowerCase());
  if (!own)
    throw new SqlError(
      'UNRESOLVED_COLUMN.WITH_SUGGESTION',
      '42703',
      `A column with name \`${parts[0]}\` cannot be resolved. Did you mean one of the following? [${entry.columns.map(({ name }) => `\`${name}\``).join(', ')}].`,
      at,
    );
  return listing(
    [column('info_name'), column('info_value')],
    [
      ['col_name', parts[0] ?? own.name],
      ['data_type', typeName(own.type)],
      ['comment', own.comment ?? 'NULL'],
    ],
  );
}

export function planDescribe(node: Of<'describe'>, catalog: Catalog, session: Session, access: Access): Plan {
  const entry = findTable(catalog, node.table, session, access);
  access.wantSeen(entry.catalog, false, entry.schema, entry.name);
  if (node.column) return describeColumn(node.column, entry);
  const described = describeColumns(entry.columns);
  if (described.kind !== 'listing' || !entry.partitionedBy) return described;
  const parts = entry.partitionedBy.flatMap((name) =>
    described.rows.filter(([own]) => own?.toLowerCase() === name.toLowerCase()),
  );
  const head = [
    ['# Partition Information', '', ''],
    ['# col_name', 'data_type', 'comment'],
  ];
  return { ...described, rows: [...described.rows, ...head, ...parts] };
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
  const all = Object.entries(entry.properties ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  if (node.key === undefined) throw cannotCompute('SHOW TBLPROPERTIES without a key', node.table.at);
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

export function planDescribeSchema(
  node: Of<'describe-schema'>,
  catalog: Catalog,
  session: Session,
  access: Access,
): Plan {
  const place = schemaPlace(node.schema, session);
  if (catalog.catalog(place.catalog)) access.wantSeen(place.catalog, true);
  const entry = catalog.schema(place.catalog, place.schema);
  if (!entry) throw schemaNotFound(place.catalog, place.schema, node.schema.at);
  access.wantSeen(place.catalog, true, place.schema);
  return listing(
    [column('database_description_item'), column('database_description_value')],
    [
      ['Catalog Name', entry.catalog],
      ['Namespace Name', entry.name],
      ['Comment', entry.comment ?? ''],
    ],
  );
}

/** Each statement of the API is a session of its own, and forgets it. A notebook's lasts. */
export function planUse(node: Of<'use'>, catalog: Catalog, session: Session, access: Access): Plan {
  const [first = ''] = node.name.parts;
  if (node.what === 'CATALOG') {
    if (!catalog.catalog(first)) throw catalogNotFound(first, node.name.at);
    access.wantSeen(first.toLowerCase(), true);
    return { kind: 'listing', columns: [], rows: [], use: { catalog: first.toLowerCase(), schema: 'default' } };
  }
  const place = schemaPlace(node.name, session);
  if (!catalog.catalog(place.catalog)) throw catalogNotFound(place.catalog, node.name.at);
  access.wantSeen(place.catalog, true);
  if (!catalog.schema(place.catalog, place.schema)) throw schemaNotFound(place.catalog, place.schema, node.name.at);
  access.wantSeen(place.catalog, true, place.schema);
  return { kind: 'listing', columns: [], rows: [], use: { catalog: place.catalog, schema: place.schema } };
}

import type { Catalog } from '../catalog/catalog.ts';
import { dropTable, type TableEntry } from '../catalog/entries.ts';
import { catalogNotFound, refusePath, type Session, schemaNotFound, tablePlace } from '../catalog/resolve-name.ts';
import type { Name } from '../dialect/parse/ast.ts';
import { SqlError } from '../dialect/sql-error.ts';
import { tableSecurable } from '../grants/securable.ts';
import type { Writer } from './writer.ts';

/** What a table or a schema may be called. */
export const NAME = /^[^\s/."'`]{1,255}$/;

/** A table or view that is about to be made in a place where the caller may. */
export function newTable(
  name: Name,
  kind: 'TABLE' | 'VIEW',
  catalog: Catalog,
  session: Session,
  writer: Writer,
): TableEntry {
  const place = tablePlace(name, session);
  if (!catalog.catalog(place.catalog)) throw catalogNotFound(place.catalog, name.at);
  writer.access.wantUse(place.catalog);
  if (!catalog.schema(place.catalog, place.schema)) {
    refusePath(name);
    throw schemaNotFound(place.catalog, place.schema, name.at);
  }
  writer.wantCreateTable(place.catalog, place.schema);
  if (!NAME.test(place.name))
    throw new SqlError(
      'INVALID_TABLE_NAME',
      '42602',
      `\`${place.name}\` is not a valid name for tables/schemas.`,
      name.at,
    );
  return {
    catalog: place.catalog,
    schema: place.schema,
    name: place.name,
    kind,
    columns: [],
    createdAt: writer.now,
    createdBy: writer.access.caller.name,
    updatedAt: writer.now,
    updatedBy: writer.access.caller.name,
  };
}

export function refuseTwice(columns: readonly { name: string }[]): void {
  const names = new Set<string>();
  for (const { name } of columns) {
    const lower = name.toLowerCase();
    if (names.has(lower))
      throw new SqlError(
        'COLUMN_ALREADY_EXISTS',
        '42711',
        `The column \`${lower}\` already exists. Choose another name or rename the existing column.`,
      );
    names.add(lower);
  }
}

export function refuseDuplicates(columns: readonly { name: string }[], kind: 'TABLE' | 'VIEW'): void {
  refuseTwice(columns);
  for (const { name } of columns) {
    if (kind === 'VIEW' && /[()]/.test(name))
      throw new SqlError(
        'CREATE_PERMANENT_VIEW_WITHOUT_ALIAS',
        '0A000',
        `Not allowed to create the permanent view without explicitly assigning an alias for the expression "${name}".`,
      );
    if (/[ ,;{}()\n\t=]/.test(name))
      throw new SqlError(
        'DELTA_INVALID_CHARACTERS_IN_COLUMN_NAMES',
        '42K05',
        `Found invalid character(s) among ' ,;{}()\\n\\t=' in the column name \`${name}\`. Give it an alias.`,
      );
  }
}

function alreadyExists(entry: TableEntry, name: Name): SqlError {
  const sentence = `Cannot create table or view \`${entry.catalog}\`.\`${entry.schema}\`.\`${entry.name}\` because it already exists. Choose a different name, drop or replace the existing object, or add the IF NOT EXISTS clause to tolerate pre-existing objects.`;
  return new SqlError('TABLE_OR_VIEW_ALREADY_EXISTS', '42P07', sentence, name.at);
}

/** What making room for a new table takes; undefined where the statement has nothing to do. */
export function room(
  entry: TableEntry,
  node: { ifNotExists: boolean; orReplace: boolean },
  name: Name,
  catalog: Catalog,
  writer: Writer,
): { steps: string[]; made: Pick<TableEntry, 'createdAt' | 'createdBy'> } | undefined {
  const there = catalog.table(entry.catalog, entry.schema, entry.name);
  const { createdAt, createdBy } = there ?? entry;
  // A replaced table is the same table, with its owner, its grants and its lineage; a view loses its grants.
  const made = { createdAt, ...(createdBy !== undefined && { createdBy }) };
  if (!there) return { steps: [], made };
  if (node.ifNotExists) return undefined;
  if (node.orReplace && there.kind === 'TABLE' && entry.kind === 'VIEW')
    throw new SqlError(
      'EXPECT_VIEW_NOT_TABLE.NO_ALTERNATIVE',
      '42809',
      `The table \`${there.catalog}\`.\`${there.schema}\`.\`${there.name}\` is no view, which CREATE OR REPLACE VIEW expects.`,
      name.at,
    );
  if (!node.orReplace || there.kind !== entry.kind) throw alreadyExists(there, name);
  if (entry.kind === 'VIEW') writer.wantOwn(tableSecurable(there));
  else writer.wantManage(tableSecurable(there));
  return { steps: there.kind === 'TABLE' ? dropTable(there) : [], made };
}

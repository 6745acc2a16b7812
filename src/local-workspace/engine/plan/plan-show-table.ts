import type { Catalog } from '../catalog/catalog.ts';
import { engineColumn, engineTable, fullName } from '../catalog/entries.ts';
import { findTable, type Session } from '../catalog/resolve-name.ts';
import type { Statement } from '../dialect/parse/statement.ts';
import { SqlError } from '../dialect/sql-error.ts';
import { BOOLEAN } from '../dialect/types.ts';
import type { Access } from '../grants/access.ts';
import { column, listing, matcher } from './listing.ts';
import type { Plan } from './plan.ts';
import { seenSchema } from './plan-listing.ts';
import { schemaTree, tableDetails } from './table-details.ts';
import { columnOf, wantKind } from './written-table.ts';

type Of<Kind extends Statement['kind']> = Extract<Statement, { kind: Kind }>;

/** SHOW TABLE EXTENDED: of each table what DESCRIBE EXTENDED tells of it, so only of those that one may describe. */
export function planShowTableExtended(
  node: Of<'show-table-extended'>,
  catalog: Catalog,
  session: Session,
  access: Access,
): Plan {
  const matches = matcher(node.like);
  const place = seenSchema(node.schema, catalog, session, access);
  const tables = catalog
    .tables(place.catalog, place.schema)
    .filter((entry) => matches(entry.name) && access.seesTable(entry, false));
  return listing(
    [column('database'), column('tableName'), column('isTemporary', BOOLEAN), column('information')],
    tables.map((entry) => {
      const lines = tableDetails(entry, catalog.grants, access).map(([name, value]) => `${name}: ${value}`);
      return [entry.schema, entry.name, 'false', [...lines, `Schema: ${schemaTree(entry)}`].join('\n')];
    }),
  );
}

/** SHOW PARTITIONS tells values of the table, so it needs what a query of them needs. */
export function planShowPartitions(
  node: Of<'show-partitions'>,
  catalog: Catalog,
  session: Session,
  access: Access,
): Plan {
  const entry = findTable(catalog, node.table, session, access);
  access.wantSelect(entry);
  wantKind(entry, 'TABLE', node.table.at);
  const { partitionedBy = [] } = entry;
  if (partitionedBy.length === 0)
    throw new SqlError(
      'DELTA_SHOW_PARTITION_IN_NON_PARTITIONED_TABLE',
      '42809',
      `SHOW PARTITIONS is not allowed on a table that is not partitioned: ${fullName(entry)}.`,
      node.table.at,
    );
  const columns = partitionedBy.map((name) => columnOf(entry, name, node.table.at));
  const cells = columns.map(({ name }, index) => `${engineColumn(name)} AS c${index}`);
  const sql = `SELECT DISTINCT ${cells.join(', ')} FROM ${engineTable(entry)} ORDER BY ALL`;
  return { kind: 'rows', sql, columns: columns.map(({ name, type }) => ({ name, type })), reads: [] };
}

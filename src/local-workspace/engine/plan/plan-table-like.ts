import type { Catalog } from '../catalog/catalog.ts';
import { engineColumn, engineTable, fullName, type TableEntry } from '../catalog/entries.ts';
import { findTable, type Session } from '../catalog/resolve-name.ts';
import type { Statement } from '../dialect/parse/statement.ts';
import { cannotCompute } from '../dialect/sql-error.ts';
import { engineType, isOpaque } from '../dialect/types.ts';
import { newTable, room } from './new-table.ts';
import { nothingToDo, type Plan } from './plan.ts';
import { newProperties } from './table-properties.ts';
import type { Writer } from './writer.ts';
import { wantKind } from './written-table.ts';

/** CREATE TABLE … LIKE: a table without rows that is as the other one is: columns, rules, partitions, comments, properties. */
export function planTableLike(
  node: Extract<Statement, { kind: 'create-table-like' }>,
  catalog: Catalog,
  session: Session,
  writer: Writer,
): Plan {
  const entry = newTable(node.table, 'TABLE', catalog, session, writer);
  const source = findTable(catalog, node.source, session, writer.access);
  writer.access.wantSelect(source);
  wantKind(source, 'TABLE', node.source.at);
  const isOwn = source.rows !== undefined || source.columns.some(({ type }) => isOpaque(type));
  if (isOwn || source.columns.some(({ identity }) => identity))
    throw cannotCompute(
      `CREATE TABLE … LIKE ${isOwn ? fullName(source) : 'a table with an identity column'}`,
      node.source.at,
    );
  if (!room(entry, { ...node, orReplace: false }, node.table, catalog, writer)) return nothingToDo;
  const { properties, checks = [], ...comment } = newProperties(node.properties, node.table.at);
  const { namedAt: _, ...definition } = source;
  const table: TableEntry = {
    ...definition,
    ...entry,
    columns: source.columns,
    ...comment,
    ...(properties && { properties: { ...source.properties, ...properties } }),
    ...(checks.length > 0 && { checks: [...(source.checks ?? []), ...checks] }),
  };
  const columns = table.columns.map(
    ({ name, type, required }) => `${engineColumn(name)} ${engineType(type)}${required ? ' NOT NULL' : ''}`,
  );
  return {
    kind: 'change',
    steps: [`CREATE TABLE ${engineTable(table)} (${columns.join(', ')})`],
    counts: [],
    changes: [{ kind: 'put-table', table }],
    target: table,
    reads: [],
  };
}

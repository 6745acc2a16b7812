import type { Catalog, CatalogChange } from '../catalog/catalog.ts';
import { engineColumn, engineTable, fullName, type TableColumn, type TableEntry } from '../catalog/entries.ts';
import { findTable, type Session, tablePlace } from '../catalog/resolve-name.ts';
import type { Alteration, Statement } from '../dialect/parse/statement.ts';
import { cannotCompute, SqlError } from '../dialect/sql-error.ts';
import { tableSecurable } from '../grants/securable.ts';
import { isConstraint } from './delta-properties.ts';
import { newEnvironment } from './new-environment.ts';
import { newCheck, newDefault } from './new-rules.ts';
import type { Plan } from './plan.ts';
import {
  addColumns,
  type Change,
  dropColumns,
  dropNotNull,
  moveColumn,
  renameColumn,
  setNotNull,
} from './plan-columns.ts';
import { setProperties, unsetProperties } from './table-properties.ts';
import { wantClustering, wantDefaults } from './table-rules.ts';
import type { Writer } from './writer.ts';
import { columnOf, wantKind } from './written-table.ts';

type Alter = Extract<Statement, { kind: 'alter' }>;

function addCheck(
  entry: TableEntry,
  name: string,
  text: string,
  catalog: Catalog,
  session: Session,
  writer: Writer,
): Change {
  if ((entry.checks ?? []).some((check) => check.name.toLowerCase() === name.toLowerCase()))
    throw new SqlError(
      'DELTA_CONSTRAINT_ALREADY_EXISTS',
      '42710',
      `Constraint '${name}' already exists. Please delete the old constraint first.`,
    );
  const steps = [newCheck(text, entry, newEnvironment(catalog, session, writer.access))];
  return { steps, entry: { ...entry, checks: [...(entry.checks ?? []), { name, text }] } };
}

function change(
  node: Alter,
  alteration: Exclude<Alteration, { kind: 'rename' }>,
  entry: TableEntry,
  catalog: Catalog,
  session: Session,
  writer: Writer,
): Change {
  switch (alteration.kind) {
    case 'add-columns':
      return addColumns(entry, alteration.columns, node.table.at);
    case 'rename-column':
      return renameColumn(entry, alteration.column, alteration.to, node.table.at);
    case 'drop-columns':
      return dropColumns(entry, alteration.columns, alteration.ifExists, node.table.at);
    case 'add-check':
      return addCheck(entry, alteration.name, alteration.text, catalog, session, writer);
    case 'drop-check': {
      const checks = (entry.checks ?? []).filter(({ name }) => name.toLowerCase() !== alteration.name.toLowerCase());
      if (checks.length === (entry.checks ?? []).length && !alteration.ifExists)
        throw new SqlError(
          'DELTA_CONSTRAINT_DOES_NOT_EXIST',
          '42704',
          `Cannot drop nonexistent constraint ${alteration.name} from table ${fullName(entry)}.`,
          node.table.at,
        );
      return { steps: [], entry: { ...entry, checks } };
    }
    case 'set-properties':
      return { steps: [], entry: setProperties(entry, alteration.set, node.table.at) };
    case 'unset-properties':
      return { steps: [], entry: unsetProperties(entry, alteration.keys) };
    case 'drop-not-null':
      return dropNotNull(entry, alteration.column, node.table.at);
    case 'set-not-null':
      return setNotNull(entry, alteration.column, node.table.at);
    case 'move-column':
      return moveColumn(entry, alteration.column, alteration.after, node.table.at);
    case 'cluster': {
      const { clusteredBy: _, ...bare } = entry;
      const clusteredBy = wantClustering(alteration.by, entry, entry.partitionedBy, node.table.at);
      return { steps: [], entry: { ...bare, ...(clusteredBy.length > 0 && { clusteredBy }) } };
    }
    case 'set-default': {
      const own = columnOf(entry, alteration.column, node.table.at);
      if (own.identity)
        throw new SqlError(
          'DELTA_IDENTITY_COLUMNS_ALTER_COLUMN_NOT_SUPPORTED',
          '429BQ',
          'ALTER TABLE ALTER COLUMN is not supported for IDENTITY columns.',
          node.table.at,
        );
      const columns = entry.columns.map((column): TableColumn => {
        if (column.name !== own.name) return column;
        const { default: _, ...bare } = column;
        return alteration.text === undefined ? bare : { ...bare, default: alteration.text };
      });
      const environment = newEnvironment(catalog, session, writer.access);
      const steps = columns.flatMap((each) => (each.name === own.name ? newDefault(each, entry, environment) : []));
      wantDefaults(columns, entry.properties);
      return { steps, entry: { ...entry, columns } };
    }
  }
}

function rename(
  node: Alter,
  to: Extract<Alteration, { kind: 'rename' }>['to'],
  entry: TableEntry,
  catalog: Catalog,
  session: Session,
  writer: Writer,
): Plan {
  const place = tablePlace(to, { ...session, catalog: entry.catalog, schema: entry.schema });
  if (place.catalog !== entry.catalog || place.schema !== entry.schema)
    throw cannotCompute('RENAME TO another schema', node.table.at);
  if (catalog.table(place.catalog, place.schema, place.name))
    throw new SqlError(
      'TABLE_OR_VIEW_ALREADY_EXISTS',
      '42P07',
      `Cannot rename to \`${place.schema}\`.\`${place.name}\` because it already exists.`,
      to.at,
    );
  const { now: namedAt, access } = writer;
  const table = { ...entry, name: place.name, namedAt, updatedAt: namedAt, updatedBy: access.caller.name };
  // Owner and grants are the table's, whatever it is called.
  const granted = catalog.grants.renamed(tableSecurable(entry), tableSecurable(table));
  const changes: CatalogChange[] = [
    { kind: 'drop-table', table: entry },
    { kind: 'put-table', table },
  ];
  if (granted) changes.push({ kind: 'put-granted', granted });
  const isStored = entry.kind === 'TABLE';
  return {
    kind: 'change',
    steps: isStored ? [`ALTER TABLE ${engineTable(entry)} RENAME TO ${engineColumn(place.name)}`] : [],
    counts: [],
    changes,
    reads: [],
  };
}

/** Lineage of columns that are called otherwise now, or gone, is not that of others that get their names. */
function withoutColumns(catalog: Catalog, before: TableEntry, after: TableEntry): CatalogChange[] {
  const table = fullName(before);
  const names = new Set(after.columns.map(({ name }) => name));
  if (before.columns.every(({ name }) => names.has(name))) return [];
  return catalog
    .lineage()
    .filter(({ source, target }) => source === table || target === table)
    .map((edge) => {
      const columns = edge.columns.filter(
        (pair) =>
          (edge.source !== table || names.has(pair.source)) && (edge.target !== table || names.has(pair.target)),
      );
      return { kind: 'add-lineage', edge: { ...edge, columns } };
    });
}

/** What MODIFY is not enough for (docs.databricks.com, ALTER TABLE: required permissions). */
const MANAGED: readonly Alteration['kind'][] = ['rename', 'rename-column', 'add-check', 'drop-check', 'cluster'];

/** ALTER TABLE: the engine's table and what the catalog says of it change in one transaction. */
export function planAlter(node: Alter, catalog: Catalog, session: Session, writer: Writer): Plan {
  const entry = findTable(catalog, node.table, session, writer.access);
  const dropsCheck = node.change.kind === 'unset-properties' && node.change.keys.some(isConstraint);
  if (node.what === 'VIEW' || dropsCheck || MANAGED.includes(node.change.kind))
    writer.wantManage(tableSecurable(entry));
  else writer.wantModify(entry);
  wantKind(entry, node.what, node.table.at);
  if (node.change.kind === 'rename') return rename(node, node.change.to, entry, catalog, session, writer);
  // A condition over rows tells of them, and who may manage a table need not be let to read it.
  const computes = ['add-check', 'set-not-null'].includes(node.change.kind);
  if (computes) writer.access.wantSelect(entry);
  const { steps, entry: changed } = change(node, node.change, entry, catalog, session, writer);
  const table = { ...changed, updatedAt: writer.now, updatedBy: writer.access.caller.name };
  const changes: CatalogChange[] = [{ kind: 'put-table', table }, ...withoutColumns(catalog, entry, table)];
  return {
    kind: 'change',
    steps,
    counts: [],
    computes,
    changes,
    target: table,
    reads: [],
  };
}

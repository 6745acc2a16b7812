import type { Catalog } from '../catalog/catalog.ts';
import { engineColumn, engineTable, fullName, type TableColumn, type TableEntry } from '../catalog/entries.ts';
import { type Session, tablePlace } from '../catalog/resolve-name.ts';
import { raise } from '../dialect/analyze/raise.ts';
import type { Alteration, Statement } from '../dialect/parse/statement.ts';
import { cannotCompute, SqlError } from '../dialect/sql-error.ts';
import { BOOLEAN, engineType } from '../dialect/types.ts';
import { tableSecurable } from '../grants/securable.ts';
import { newEnvironment } from './new-environment.ts';
import type { Plan } from './plan.ts';
import { ruleSql } from './table-rules.ts';
import type { Writer } from './writer.ts';
import { columnOf, target } from './written-table.ts';

type Alter = Extract<Statement, { kind: 'alter' }>;
type Change = { readonly steps: readonly string[]; readonly entry: TableEntry };

function addColumns(entry: TableEntry, columns: readonly TableColumn[], at: number): Change {
  for (const { name, required, default: value, generated } of columns) {
    if (entry.columns.some((own) => own.name.toLowerCase() === name.toLowerCase()))
      throw new SqlError(
        'FIELD_ALREADY_EXISTS',
        '42710',
        `Cannot add column, because \`${name}\` already exists in "${fullName(entry)}".`,
        at,
      );
    if (required === true || value !== undefined || generated !== undefined)
      throw cannotCompute('ADD COLUMN with NOT NULL, DEFAULT or GENERATED', at);
  }
  const steps = columns.map(
    ({ name, type }) => `ALTER TABLE ${engineTable(entry)} ADD COLUMN ${engineColumn(name)} ${engineType(type)}`,
  );
  return { steps, entry: { ...entry, columns: [...entry.columns, ...columns] } };
}

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
  const met = ruleSql(text, entry, 'r', newEnvironment(catalog, session, writer.access)).sql;
  const failure = raise(
    'DELTA_NEW_CHECK_CONSTRAINT_VIOLATION',
    '23512',
    `Rows in ${fullName(entry)} violate the new CHECK constraint (${text}).`,
    undefined,
    '',
    BOOLEAN,
  );
  const steps = [
    `SELECT CASE WHEN count(*) > 0 THEN ${failure} END FROM ${engineTable(entry)} AS r WHERE (${met}) IS NOT TRUE`,
  ];
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
      return { steps: [], entry: { ...entry, properties: { ...entry.properties, ...alteration.set } } };
    case 'unset-properties': {
      const properties = Object.fromEntries(
        Object.entries(entry.properties ?? {}).filter(([key]) => !alteration.keys.includes(key)),
      );
      return { steps: [], entry: { ...entry, properties } };
    }
    case 'set-default': {
      const own = columnOf(entry, alteration.column, node.table.at);
      const columns = entry.columns.map((column): TableColumn => {
        if (column.name !== own.name) return column;
        const { default: _, ...bare } = column;
        return alteration.text === undefined ? bare : { ...bare, default: alteration.text };
      });
      return { steps: [], entry: { ...entry, columns } };
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
  writer.wantManage(tableSecurable(entry));
  return {
    kind: 'change',
    steps: [`ALTER TABLE ${engineTable(entry)} RENAME TO ${engineColumn(place.name)}`],
    counts: [],
    changes: [
      { kind: 'drop-table', table: entry },
      {
        kind: 'put-table',
        table: { ...entry, name: place.name, updatedAt: writer.now, updatedBy: writer.access.caller.name },
      },
    ],
    reads: [],
  };
}

/** ALTER TABLE: the engine's table and what the catalog says of it change in one transaction. */
export function planAlter(node: Alter, catalog: Catalog, session: Session, writer: Writer): Plan {
  const entry = target(node.table, catalog, session, writer);
  if (node.change.kind === 'rename') return rename(node, node.change.to, entry, catalog, session, writer);
  const { steps, entry: changed } = change(node, node.change, entry, catalog, session, writer);
  const table = { ...changed, updatedAt: writer.now, updatedBy: writer.access.caller.name };
  const computes = node.change.kind === 'add-check';
  return {
    kind: 'change',
    steps,
    counts: [],
    computes,
    changes: [{ kind: 'put-table', table }],
    target: table,
    reads: [],
  };
}

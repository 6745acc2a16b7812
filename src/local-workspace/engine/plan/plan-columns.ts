import {
  engineColumn,
  engineSequence,
  engineTable,
  fullName,
  type TableColumn,
  type TableEntry,
} from '../catalog/entries.ts';
import { refuseVoid } from '../dialect/analyze/query.ts';
import { raise } from '../dialect/analyze/raise.ts';
import type { NewColumn } from '../dialect/parse/statement.ts';
import { cannotCompute, SqlError } from '../dialect/sql-error.ts';
import { BOOLEAN, engineType } from '../dialect/types.ts';
import { refuseTwice } from './new-table.ts';
import { columnOf } from './written-table.ts';

/** Engine statements, and what the catalog says of the table after them. */
export type Change = { readonly steps: readonly string[]; readonly entry: TableEntry };

export function addColumns(entry: TableEntry, columns: readonly NewColumn[], at: number): Change {
  for (const { name, required, default: value, generated, identity } of columns) {
    if (entry.columns.some((own) => own.name.toLowerCase() === name.toLowerCase()))
      throw new SqlError(
        'FIELD_ALREADY_EXISTS',
        '42710',
        `Cannot add column, because \`${name}\` already exists in "${fullName(entry)}".`,
        at,
      );
    if (value !== undefined)
      throw new SqlError(
        'WRONG_COLUMN_DEFAULTS_FOR_DELTA_ALTER_TABLE_ADD_COLUMN_NOT_SUPPORTED',
        '0AKDC',
        'Failed to execute the command because DEFAULT values are not supported when adding new columns to previously existing Delta tables; please add the column without a default value first, then run a second ALTER TABLE ALTER COLUMN SET DEFAULT command to apply for future inserted rows instead.',
        at,
      );
    if (required === true || generated !== undefined || identity)
      throw cannotCompute('ADD COLUMN with NOT NULL, DEFAULT or GENERATED', at);
  }
  refuseTwice(columns);
  refuseVoid(columns);
  const steps = columns.map(
    ({ name, type }) => `ALTER TABLE ${engineTable(entry)} ADD COLUMN ${engineColumn(name)} ${engineType(type)}`,
  );
  const all = [...entry.columns];
  for (const { after, identity: _, ...column } of columns) {
    const place = after === undefined ? all.length : after === '' ? 0 : all.indexOf(columnOf(entry, after, at)) + 1;
    all.splice(place, 0, column);
  }
  return { steps, entry: { ...entry, columns: all } };
}

/** Delta writes columns by other names than they are called only where the table says so; what is made from one would break. */
function wantFree(entry: TableEntry, names: readonly string[], word: 'RENAME' | 'DROP', at: number): void {
  if (entry.properties?.['delta.columnMapping.mode'] !== 'name')
    throw new SqlError(
      `DELTA_UNSUPPORTED_${word}_COLUMN`,
      '0AKDC',
      `${word === 'DROP' ? 'Dropping' : 'Renaming'} columns is not supported for your Delta table. Set its property 'delta.columnMapping.mode' to 'name' first.`,
      at,
    );
  const isRuled = (entry.checks ?? []).length > 0 || entry.columns.some(({ generated }) => generated !== undefined);
  const isPart = (entry.partitionedBy ?? []).some((part) =>
    names.some((name) => name.toLowerCase() === part.toLowerCase()),
  );
  if (isRuled || isPart)
    throw cannotCompute(`${word} COLUMN of a table with constraints, generated columns or that partition`, at);
}

export function renameColumn(entry: TableEntry, column: string, to: string, at: number): Change {
  const own = columnOf(entry, column, at);
  wantFree(entry, [own.name], 'RENAME', at);
  if (entry.columns.some(({ name }) => name.toLowerCase() === to.toLowerCase()))
    throw new SqlError(
      'FIELD_ALREADY_EXISTS',
      '42710',
      `Cannot rename column, because \`${to}\` already exists in "${fullName(entry)}".`,
      at,
    );
  const columns = entry.columns.map((each) => (each === own ? { ...own, name: to } : each));
  const clusteredBy = entry.clusteredBy?.map((name) => (name === own.name ? to : name));
  const step = `ALTER TABLE ${engineTable(entry)} RENAME COLUMN ${engineColumn(own.name)} TO ${engineColumn(to)}`;
  return { steps: [step], entry: { ...entry, columns, ...(clusteredBy && { clusteredBy }) } };
}

export function dropColumns(entry: TableEntry, names: readonly string[], ifExists: boolean, at: number): Change {
  const isThere = (name: string): boolean =>
    entry.columns.some((each) => each.name.toLowerCase() === name.toLowerCase());
  const gone = names.filter((name) => !ifExists || isThere(name)).map((name) => columnOf(entry, name, at));
  wantFree(
    entry,
    gone.map(({ name }) => name),
    'DROP',
    at,
  );
  const clustering = gone.filter(({ name }) => entry.clusteredBy?.includes(name)).map(({ name }) => name);
  if (clustering.length > 0)
    throw new SqlError(
      'DELTA_UNSUPPORTED_DROP_CLUSTERING_COLUMN',
      '0AKDC',
      `Dropping clustering columns (${clustering.join(', ')}) is not supported.`,
      at,
    );
  const columns = entry.columns.filter((column) => !gone.includes(column));
  if (columns.length === 0)
    throw new SqlError(
      'DELTA_DROP_COLUMN_ON_SINGLE_FIELD_SCHEMA',
      '0AKDC',
      'Cannot drop column from a schema with a single column.',
      at,
    );
  const steps = gone.flatMap(({ name, identity }) => [
    `ALTER TABLE ${engineTable(entry)} DROP COLUMN ${engineColumn(name)}`,
    ...(identity ? [`DROP SEQUENCE ${engineSequence(entry, identity)}`] : []),
  ]);
  return { steps, entry: { ...entry, columns } };
}

/** The table with one column that is another. */
function changed(entry: TableEntry, own: TableColumn, column: TableColumn): TableEntry {
  return { ...entry, columns: entry.columns.map((each) => (each === own ? column : each)) };
}

const alterColumn = (entry: TableEntry, { name }: TableColumn, what: string): string =>
  `ALTER TABLE ${engineTable(entry)} ALTER COLUMN ${engineColumn(name)} ${what}`;

export function dropNotNull(entry: TableEntry, column: string, at: number): Change {
  const own = columnOf(entry, column, at);
  const { required, ...bare } = own;
  if (!required) return { steps: [], entry };
  return { steps: [alterColumn(entry, own, 'DROP NOT NULL')], entry: changed(entry, own, bare) };
}

/** Rows with NULL in the column keep it from being so. */
export function setNotNull(entry: TableEntry, column: string, at: number): Change {
  const own = columnOf(entry, column, at);
  if (own.required) return { steps: [], entry };
  const failure = raise(
    'DELTA_NOT_NULL_CONSTRAINT_VIOLATED',
    '23502',
    `NOT NULL constraint violated for column: ${own.name}.`,
    undefined,
    '',
    BOOLEAN,
  );
  const name = engineColumn(own.name);
  const check = `SELECT CASE WHEN count(*) > 0 THEN ${failure} END FROM ${engineTable(entry)} WHERE ${name} IS NULL`;
  const steps = [check, alterColumn(entry, own, 'SET NOT NULL')];
  return { steps, entry: changed(entry, own, { ...own, required: true }) };
}

/** The engine's columns stay where they are, for every statement names them. */
export function moveColumn(entry: TableEntry, column: string, after: string, at: number): Change {
  const own = columnOf(entry, column, at);
  const others = entry.columns.filter((each) => each !== own);
  const place = after === '' ? 0 : others.indexOf(columnOf({ ...entry, columns: others }, after, at)) + 1;
  return { steps: [], entry: { ...entry, columns: others.toSpliced(place, 0, own) } };
}

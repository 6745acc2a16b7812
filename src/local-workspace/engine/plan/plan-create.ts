import { randomUUID } from 'node:crypto';
import type { Catalog } from '../catalog/catalog.ts';
import {
  engineColumn,
  engineSchema,
  engineSequence,
  engineTable,
  type TableColumn,
  type TableEntry,
} from '../catalog/entries.ts';
import type { Session } from '../catalog/resolve-name.ts';
import { refuseVoid } from '../dialect/analyze/query.ts';
import type { AnalyzedQuery, Environment } from '../dialect/analyze/typed.ts';
import type { NewColumn, Statement } from '../dialect/parse/statement.ts';
import { cannotCompute, SqlError } from '../dialect/sql-error.ts';
import { type Column, engineType, isInteger, typeText, withoutChars } from '../dialect/types.ts';
import { created } from './created.ts';
import { newEnvironment, RULES } from './new-environment.ts';
import { newCheck, newDefault, newGenerated } from './new-rules.ts';
import { newTable, refuseDuplicates, room } from './new-table.ts';
import { nothingToDo, type Plan } from './plan.ts';
import { newProperties } from './table-properties.ts';
import { wantClustering, wantDefaults, wantPartitions } from './table-rules.ts';
import { withoutEmpty } from './without-empty.ts';
import type { Writer } from './writer.ts';

type Of<Kind extends Statement['kind']> = Extract<Statement, { kind: Kind }>;

function columnSql(column: Column & { required?: boolean }): string {
  return `${engineColumn(column.name)} ${engineType(column.type)}${column.required ? ' NOT NULL' : ''}`;
}

function storedAs(query: AnalyzedQuery, table: TableEntry): string {
  const cells = table.columns.map(
    (column, index) => `${withoutEmpty(`q.c${index}`, column, table)} AS ${engineColumn(column.name)}`,
  );
  return `SELECT ${cells.join(', ')} FROM (${query.sql}) AS q`;
}

/** SQL that is kept with a table must be right before it is; gives engine statements that show it. */
function checkRules(table: TableEntry, environment: Environment): string[] {
  // A new table has no rows that could break them.
  for (const { text } of table.checks ?? []) newCheck(text, table, environment);
  return table.columns.flatMap((column) => {
    newGenerated(column, table, environment);
    return newDefault(column, table, environment);
  });
}

/** A column as it is kept; `steps` take what makes the sequence of an identity column. */
function numbered({ identity, ...column }: NewColumn, entry: TableEntry, steps: string[]): TableColumn {
  if (!identity) return column;
  if (column.type.name !== 'BIGINT')
    throw new SqlError(
      // Spark's parser takes any whole number, Delta does not.
      `${isInteger(column.type) ? 'DELTA_' : ''}IDENTITY_COLUMNS_UNSUPPORTED_DATA_TYPE`,
      '428H2',
      `DataType ${typeText(column.type)} is not supported for IDENTITY columns.`,
    );
  const { always, start, step } = identity;
  const own = { always, sequence: `identity ${randomUUID()}`, start: String(start), step: String(step) };
  const bounds = `MINVALUE ${-LARGEST} MAXVALUE ${LARGEST}`;
  steps.push(`CREATE SEQUENCE ${engineSequence(entry, own)} INCREMENT BY ${step} ${bounds} START WITH ${start}`);
  return { ...column, identity: own };
}
const LARGEST = 9_223_372_036_854_775_806n;

/** A column of the type CHAR stays one. */
const plainColumn = (column: Column): TableColumn => ({
  ...column,
  type: withoutChars(column.type),
  ...(column.type.chars !== undefined && { length: column.type.chars, isChar: true }),
});

export function planCreateTable(node: Of<'create-table'>, catalog: Catalog, session: Session, writer: Writer): Plan {
  const entry = newTable(node.table, 'TABLE', catalog, session, writer);
  const place = room(entry, node, node.table, catalog, writer);
  if (!place) return nothingToDo;
  const environment = newEnvironment(catalog, session, writer.access);
  const query = node.query && RULES.query(node.query, environment, undefined, RULES);
  const sequences: string[] = [];
  const columns = query?.columns.map(plainColumn) ?? node.columns.map((column) => numbered(column, entry, sequences));
  refuseDuplicates(columns, 'TABLE');
  refuseVoid(columns);
  wantPartitions(node.partitionedBy ?? [], columns, node.table.at);
  const clusteredBy = wantClustering(node.clusteredBy ?? [], { ...entry, columns }, node.partitionedBy, node.table.at);
  const { checks: constraints, ...properties } = newProperties(node.properties, node.table.at);
  if (query && constraints) throw cannotCompute('CREATE TABLE … AS with a constraint in its properties', node.table.at);
  const table: TableEntry = {
    ...entry,
    ...place.made,
    columns,
    ...properties,
    ...(node.comment !== undefined && { comment: node.comment }),
    ...(constraints && { checks: constraints }),
    ...(node.partitionedBy && { partitionedBy: node.partitionedBy }),
    ...(clusteredBy.length > 0 && { clusteredBy }),
  };
  const checks = query ? [] : checkRules(table, environment);
  wantDefaults(columns, table.properties);
  const body = query ? `AS ${storedAs(query, table)}` : `(${node.columns.map(columnSql).join(', ')})`;
  // A replaced table may be read by its own new query, so the new one is made beside it first.
  const own = `${engineSchema(table.catalog, table.schema)}.${engineColumn(`${table.name} new`)}`;
  const replaced = place.steps.length > 0;
  const steps = replaced
    ? [
        ...checks,
        ...sequences,
        `CREATE TABLE ${own} ${body}`,
        ...place.steps,
        `ALTER TABLE ${own} RENAME TO ${engineColumn(table.name)}`,
      ]
    : [...checks, ...sequences, `CREATE TABLE ${engineTable(table)} ${body}`];
  return created(table, steps, environment, query);
}

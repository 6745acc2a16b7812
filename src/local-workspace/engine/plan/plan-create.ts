import { randomUUID } from 'node:crypto';
import type { Catalog } from '../catalog/catalog.ts';
import {
  dropTable,
  engineColumn,
  engineSchema,
  engineSequence,
  engineTable,
  fullName,
  type TableColumn,
  type TableEntry,
} from '../catalog/entries.ts';
import {
  catalogNotFound,
  refusePath,
  type Session,
  schemaNotFound,
  schemaPlace,
  tablePlace,
} from '../catalog/resolve-name.ts';
import { withoutVariables } from '../dialect/analyze/kept.ts';
import { refuseShown, refuseVoid } from '../dialect/analyze/query.ts';
import type { AnalyzedQuery, Environment } from '../dialect/analyze/typed.ts';
import type { Name } from '../dialect/parse/ast.ts';
import type { NewColumn, Statement } from '../dialect/parse/statement.ts';
import { cannotCompute, SqlError } from '../dialect/sql-error.ts';
import { type Column, engineType, isInteger, typeText, withoutChars } from '../dialect/types.ts';
import { tableSecurable } from '../grants/securable.ts';
import { newEnvironment, RULES } from './new-environment.ts';
import { newDefault, newGenerated } from './new-rules.ts';
import { columnReads, nothingToDo, type Plan, readsOf } from './plan.ts';
import { wantDefaults, wantPartitions } from './table-rules.ts';
import type { Writer } from './writer.ts';

type Of<Kind extends Statement['kind']> = Extract<Statement, { kind: Kind }>;

const NAME = /^[^\s/."'`]{1,255}$/;

function newTable(name: Name, kind: 'TABLE' | 'VIEW', catalog: Catalog, session: Session, writer: Writer): TableEntry {
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

function refuseDuplicates(columns: readonly { name: string }[], kind: 'TABLE' | 'VIEW'): void {
  const names = new Set<string>();
  for (const { name } of columns) {
    const lower = name.toLowerCase();
    if (names.has(lower))
      throw new SqlError(
        'COLUMN_ALREADY_EXISTS',
        '42711',
        `The column \`${lower}\` already exists. Choose another name or rename the existing column.`,
      );
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
    names.add(lower);
  }
}

function alreadyExists(entry: TableEntry, name: Name): SqlError {
  const sentence = `Cannot create table or view \`${entry.catalog}\`.\`${entry.schema}\`.\`${entry.name}\` because it already exists. Choose a different name, drop or replace the existing object, or add the IF NOT EXISTS clause to tolerate pre-existing objects.`;
  return new SqlError('TABLE_OR_VIEW_ALREADY_EXISTS', '42P07', sentence, name.at);
}

/** What making room for a new table takes; undefined where the statement has nothing to do. */
function room(
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

function columnSql(column: Column & { required?: boolean }): string {
  return `${engineColumn(column.name)} ${engineType(column.type)}${column.required ? ' NOT NULL' : ''}`;
}

function storedAs(query: AnalyzedQuery): string {
  const cells = query.columns.map((column, index) => `q.c${index} AS ${engineColumn(column.name)}`);
  return `SELECT ${cells.join(', ')} FROM (${query.sql}) AS q`;
}

/** The change that puts a table or view into the catalog, computed from `query` where there is one. */
function created(
  table: TableEntry,
  steps: readonly string[],
  environment: Environment,
  query: AnalyzedQuery | undefined,
): Plan {
  const names = table.columns.map(({ name }) => name);
  return {
    kind: 'change',
    steps,
    counts: [],
    computes: steps.length > 0 && query !== undefined,
    changes: [{ kind: 'put-table', table }],
    target: table,
    reads: readsOf(environment),
    columnReads: columnReads(names, query?.origins ?? []),
  };
}

/** SQL that is kept with a table must be right before it is; gives engine statements that show it. */
function checkRules(table: TableEntry, environment: Environment): string[] {
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
  const own = { always: identity.always, sequence: `identity ${randomUUID()}` };
  const bounds = `MINVALUE ${-LARGEST} MAXVALUE ${LARGEST}`;
  const { start, step } = identity;
  steps.push(`CREATE SEQUENCE ${engineSequence(entry, own)} INCREMENT BY ${step} ${bounds} START WITH ${start}`);
  return { ...column, identity: own };
}
const LARGEST = 9_223_372_036_854_775_806n;

/** What a query gives is stored as a STRING, whatever it was read from. */
const plainColumn = (column: Column): Column => ({ ...column, type: withoutChars(column.type) });

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
  const table: TableEntry = {
    ...entry,
    ...place.made,
    columns,
    ...(node.comment !== undefined && { comment: node.comment }),
    ...(node.properties && { properties: node.properties }),
    ...(node.partitionedBy && { partitionedBy: node.partitionedBy }),
  };
  const checks = query ? [] : checkRules(table, environment);
  wantDefaults(columns, node.properties);
  const body = query ? `AS ${storedAs(query)}` : `(${node.columns.map(columnSql).join(', ')})`;
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

export function planCreateView(node: Of<'create-view'>, catalog: Catalog, session: Session, writer: Writer): Plan {
  if (node.definition.includes(':') && /:[A-Za-z_]/.test(node.definition))
    throw cannotCompute('a view with parameters or `:` in its text', node.view.at);
  const entry = newTable(node.view, 'VIEW', catalog, session, writer);
  const place = room(entry, node, node.view, catalog, writer);
  if (!place) return nothingToDo;
  const environment = newEnvironment(catalog, withoutVariables(session), writer.access);
  const query = RULES.query(node.query, environment, undefined, RULES);
  if (readsOf(environment).includes(fullName(entry)))
    throw new SqlError('RECURSIVE_VIEW', '42K0H', `Recursive view \`${entry.name}\` detected.`, node.view.at);
  if (node.columns.length > 0 && node.columns.length !== query.columns.length) {
    throw new SqlError(
      'CREATE_VIEW_COLUMN_ARITY_MISMATCH.NOT_ENOUGH_DATA_COLUMNS',
      '21S01',
      'Cannot create view, the view columns and the data columns differ in number.',
      node.view.at,
    );
  }
  const columns = query.columns.map((column, index) => ({ ...column, ...node.columns[index] }));
  refuseDuplicates(columns, 'VIEW');
  refuseShown(columns);
  const table: TableEntry = {
    ...entry,
    ...place.made,
    columns,
    definition: {
      text: node.definition,
      catalog: session.catalog,
      schema: session.schema,
      columns: query.columns.map(({ name }) => name),
    },
    ...(node.comment !== undefined && { comment: node.comment }),
  };
  const plan = created(table, [], environment, query);
  // docs.databricks.com, CREATE VIEW: replacing a view does not preserve what was granted on it.
  const granted = catalog.grants.of(tableSecurable(table));
  if (plan.kind !== 'change' || granted.grants.length === 0) return plan;
  return { ...plan, changes: [...plan.changes, { kind: 'put-granted', granted: { ...granted, grants: [] } }] };
}

export function planCreateSchema(node: Of<'create-schema'>, catalog: Catalog, session: Session, writer: Writer): Plan {
  const place = schemaPlace(node.schema, session);
  if (!catalog.catalog(place.catalog)) throw catalogNotFound(place.catalog, node.schema.at);
  writer.wantCreateSchema(place.catalog);
  if (!NAME.test(place.schema) || place.schema === 'information_schema')
    throw new SqlError(
      'INVALID_SCHEMA_OR_RELATION_NAME',
      '42602',
      `\`${place.schema}\` is not a valid name for schemas.`,
      node.schema.at,
    );
  if (catalog.schema(place.catalog, place.schema)) {
    if (node.ifNotExists) return nothingToDo;
    throw new SqlError(
      'SCHEMA_ALREADY_EXISTS',
      '42P06',
      `Cannot create schema \`${place.schema}\` because it already exists. Choose a different name, drop the existing schema, or add the IF NOT EXISTS clause to tolerate pre-existing schema.`,
      node.schema.at,
    );
  }
  const schema = {
    catalog: place.catalog,
    name: place.schema,
    createdAt: writer.now,
    createdBy: writer.access.caller.name,
    ...(node.comment !== undefined && { comment: node.comment }),
  };
  return {
    kind: 'change',
    steps: [`CREATE SCHEMA ${engineSchema(place.catalog, place.schema)}`],
    counts: [],
    changes: [{ kind: 'put-schema', schema }],
    reads: [],
  };
}

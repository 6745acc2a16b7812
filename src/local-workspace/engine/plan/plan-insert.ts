import type { Catalog } from '../catalog/catalog.ts';
import { engineColumn, engineTable, fullName, type TableColumn, type TableEntry } from '../catalog/entries.ts';
import type { Session } from '../catalog/resolve-name.ts';
import { castSql } from '../dialect/analyze/cast.ts';
import { wantBoolean } from '../dialect/analyze/coerce.ts';
import { newContext } from '../dialect/analyze/new-context.ts';
import { targetScope } from '../dialect/analyze/relation.ts';
import type { AnalyzedQuery, Environment } from '../dialect/analyze/typed.ts';
import type { Statement } from '../dialect/parse/statement.ts';
import { cannotCompute, SqlError } from '../dialect/sql-error.ts';
import { engineType } from '../dialect/types.ts';
import { newEnvironment, RULES } from './new-environment.ts';
import { columnReads, type Plan } from './plan.ts';
import { isRuled, ruled, ruleSql } from './table-rules.ts';
import type { Writer } from './writer.ts';
import { columnOf, stored, target } from './written-table.ts';

type Insert = Extract<Statement, { kind: 'insert' }>;

/** The columns that the rows fill, in the order of the rows. */
function filled(node: Insert, entry: TableEntry, query: AnalyzedQuery): readonly TableColumn[] {
  const names = node.byName ? query.columns.map(({ name }) => name) : node.columns;
  if (names.length === 0) return entry.columns.filter((column) => column.generated === undefined);
  const columns = names.map((name): TableColumn => {
    const own = columnOf(entry, name, node.table.at);
    return entry.columns.find((column) => column.name === own.name) ?? own;
  });
  if (new Set(columns).size !== columns.length)
    throw new SqlError('COLUMN_ALREADY_EXISTS', '42711', 'A column stands twice in the list.', node.table.at);
  if (columns.some((column) => column.generated !== undefined))
    throw cannotCompute('INSERT into a generated column', node.table.at);
  return columns;
}

function arity(node: Insert, entry: TableEntry, wanted: number, given: number): SqlError {
  const kind = given < wanted ? 'NOT_ENOUGH_DATA_COLUMNS' : 'TOO_MANY_DATA_COLUMNS';
  const sentence = `Cannot write to \`${fullName(entry)}\`, the table has ${wanted} columns and the data has ${given}.`;
  return new SqlError(`INSERT_COLUMN_ARITY_MISMATCH.${kind}`, '21S01', sentence, node.table.at);
}

/** What a column gets that the rows do not fill: its default, or NULL. */
function missing(column: TableColumn, entry: TableEntry, environment: Environment): string {
  if (column.default === undefined) return `CAST(NULL AS ${engineType(column.type)})`;
  return castSql(ruleSql(column.default, { ...entry, columns: [] }, 'q', environment), column.type);
}

/** The statement that takes rows away before the new ones come. */
function replacing(node: Insert, entry: TableEntry, environment: Environment): string[] {
  if (node.replaces === undefined) return [];
  if (node.replaces === 'ALL') return [`DELETE FROM ${engineTable(entry)}`];
  const context = newContext(environment, targetScope(node.table, undefined, environment, 'own'), RULES);
  const where = wantBoolean(RULES.expression(node.replaces, context), 'REPLACE WHERE', node.replaces.at).sql;
  return [`DELETE FROM ${engineTable(entry)} AS own WHERE ${where}`];
}

export function planInsert(node: Insert, catalog: Catalog, session: Session, writer: Writer): Plan {
  const entry = target(node.table, catalog, session, writer);
  const environment = newEnvironment(catalog, session, writer.access);
  const query = RULES.query(node.query, environment, undefined, RULES);
  const columns = filled(node, entry, query);
  if (query.columns.length !== columns.length) throw arity(node, entry, columns.length, query.columns.length);
  const cells = new Map(
    columns.map((column, index) => {
      const own = query.columns[index] ?? column;
      return [column.name, stored({ sql: `q.c${index}`, type: own.type, name: own.name }, column, node.table.at)];
    }),
  );
  const all = entry.columns.map(
    (column) => `${cells.get(column.name) ?? missing(column, entry, environment)} AS ${engineColumn(column.name)}`,
  );
  const rows = `SELECT ${all.join(', ')} FROM (${query.sql}) AS q`;
  const source = isRuled(entry) ? ruled(rows, entry, environment) : rows;
  const names = entry.columns.map((column) => engineColumn(column.name)).join(', ');
  // What is read may be what gives way, so it is read first.
  const deletes = replacing(node, entry, environment);
  const kept = 'temp.main.lakegoose_insert';
  const steps =
    deletes.length === 0
      ? [`INSERT INTO ${engineTable(entry)} (${names}) ${source}`]
      : [
          `CREATE OR REPLACE TEMP TABLE ${kept} AS ${source}`,
          ...deletes,
          `INSERT INTO ${engineTable(entry)} (${names}) SELECT * FROM ${kept}`,
        ];
  return {
    kind: 'change',
    steps,
    counts: ['num_affected_rows', 'num_inserted_rows'],
    computes: true,
    changes: [],
    target: entry,
    reads: [...environment.reads],
    columnReads: columnReads(
      columns.map(({ name }) => name),
      query.origins,
    ),
  };
}

export function planTruncate(
  node: Extract<Statement, { kind: 'truncate' }>,
  catalog: Catalog,
  session: Session,
  writer: Writer,
): Plan {
  const entry = target(node.table, catalog, session, writer);
  return {
    kind: 'change',
    steps: [`DELETE FROM ${engineTable(entry)}`],
    counts: [],
    computes: true,
    changes: [],
    target: entry,
    reads: [],
  };
}

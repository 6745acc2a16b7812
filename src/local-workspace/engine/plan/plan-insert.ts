import type { Catalog } from '../catalog/catalog.ts';
import { engineColumn, engineTable, fullName, type TableColumn, type TableEntry } from '../catalog/entries.ts';
import type { Session } from '../catalog/resolve-name.ts';
import { wantBoolean } from '../dialect/analyze/coerce.ts';
import { newContext } from '../dialect/analyze/new-context.ts';
import { raise } from '../dialect/analyze/raise.ts';
import { targetScope } from '../dialect/analyze/relation.ts';
import type { AnalyzedQuery, Environment } from '../dialect/analyze/typed.ts';
import type { Query } from '../dialect/parse/ast.ts';
import type { Statement } from '../dialect/parse/statement.ts';
import { SqlError } from '../dialect/sql-error.ts';
import { BOOLEAN } from '../dialect/types.ts';
import { newEnvironment, RULES } from './new-environment.ts';
import { columnReads, type Plan, readsOf } from './plan.ts';
import { isRuled, missing, ruled } from './table-rules.ts';
import type { Writer } from './writer.ts';
import { columnOf, inOrder, refuseNumbers, stored, target, withDefault } from './written-table.ts';

type Insert = Extract<Statement, { kind: 'insert' }>;

/** The columns that the rows fill, in the order of the rows. */
function filled(node: Insert, entry: TableEntry, query?: AnalyzedQuery): readonly TableColumn[] {
  const names = node.byName ? (query?.columns ?? []).map(({ name }) => name) : node.columns;
  if (names.length === 0) return refuseNumbers(entry.columns, node.table.at);
  const columns = names.map((name) => {
    const isThere = entry.columns.some((own) => own.name.toLowerCase() === name.toLowerCase());
    if (isThere || !node.byName) return columnOf(entry, name, node.table.at);
    throw new SqlError('DELTA_MISSING_COLUMN', '42703', `Cannot find \`${name}\` in table columns.`, node.table.at);
  });
  if (new Set(columns).size !== columns.length)
    throw new SqlError('COLUMN_ALREADY_EXISTS', '42711', 'A column stands twice in the list.', node.table.at);
  const absent = entry.columns.find(
    (own) =>
      own.required &&
      !own.identity &&
      own.default === undefined &&
      own.generated === undefined &&
      !columns.includes(own),
  );
  if (absent)
    throw new SqlError(
      'DELTA_INSERT_COLUMN_MISMATCH',
      '42802',
      `Column \`${absent.name}\` is not specified in INSERT.`,
      node.table.at,
    );
  return refuseNumbers(columns, node.table.at);
}

function arity(node: Insert, entry: TableEntry, wanted: number, given: number): SqlError {
  if (node.columns.length === 0 && given > wanted)
    return new SqlError(
      'DELTA_METADATA_MISMATCH',
      '42KDG',
      `A schema mismatch detected when writing to the Delta table: it has ${wanted} column(s), the data has ${given}.`,
      node.table.at,
    );
  if (node.columns.length === 0) {
    return new SqlError(
      'DELTA_INSERT_COLUMN_ARITY_MISMATCH',
      '42802',
      `Cannot write to '${fullName(entry)}', not enough data columns; target table has ${wanted} column(s) but the inserted data has ${given} column(s).`,
      node.table.at,
    );
  }
  const kind = given < wanted ? 'NOT_ENOUGH_DATA_COLUMNS' : 'TOO_MANY_DATA_COLUMNS';
  const sentence = `Cannot write to \`${fullName(entry)}\`, the table has ${wanted} columns and the data has ${given}.`;
  return new SqlError(`INSERT_COLUMN_ARITY_MISMATCH.${kind}`, '21S01', sentence, node.table.at);
}

/** What takes rows away before the new ones come from `kept`, which must be such rows themselves. */
function replacing(node: Insert, entry: TableEntry, kept: string, environment: Environment): string[] {
  if (node.replaces === undefined) return [];
  if (node.replaces === 'ALL') return [`DELETE FROM ${engineTable(entry)}`];
  const context = newContext(environment, targetScope(node.table, undefined, environment, 'own'), RULES);
  const where = wantBoolean(RULES.expression(node.replaces, context), 'REPLACE WHERE', node.replaces.at).sql;
  const failure = raise(
    'DELTA_REPLACE_WHERE_MISMATCH',
    '44000',
    'Written data does not conform to partial table overwrite condition or constraint.',
    undefined,
    '',
    BOOLEAN,
  );
  return [
    `SELECT count(*) FROM ${kept} AS own WHERE CASE WHEN ${where} THEN true ELSE ${failure} END`,
    `DELETE FROM ${engineTable(entry)} AS own WHERE ${where}`,
  ];
}

/** Rows of VALUES with what DEFAULT stands for in them. */
function withDefaults(node: Insert, entry: TableEntry, environment: Environment): Query {
  const { body } = node.query;
  if (body.kind !== 'values' || node.byName) return node.query;
  const columns = filled(node, entry);
  const filledIn = body.rows.map((row) =>
    row.map((value, index) => {
      const column = columns[index];
      return column ? withDefault(value, column, entry, environment) : value;
    }),
  );
  return { ...node.query, body: { ...body, rows: filledIn } };
}

export function planInsert(node: Insert, catalog: Catalog, session: Session, writer: Writer): Plan {
  const entry = target(node.table, catalog, session, writer);
  const environment = newEnvironment(catalog, session, writer.access);
  const query = RULES.query(withDefaults(node, entry, environment), environment, undefined, RULES);
  const columns = filled(node, entry, query);
  if (query.columns.length !== columns.length) throw arity(node, entry, columns.length, query.columns.length);
  const cells = new Map(
    columns.map((column, index) => {
      const own = query.columns[index] ?? column;
      const value = { sql: `q.c${index}`, type: own.type, name: own.name };
      const named = node.byName ? inOrder(value, column.type, column.name, node.table.at) : value;
      return [column.name, stored(named, column, entry, node.table.at, 'insert')];
    }),
  );
  const all = entry.columns.map(
    (column) => `${cells.get(column.name) ?? missing(column, entry, environment)} AS ${engineColumn(column.name)}`,
  );
  const rows = `SELECT ${all.join(', ')} FROM (${query.sql}) AS q`;
  const source = isRuled(entry) ? ruled(rows, entry, columns, environment) : rows;
  const names = entry.columns.map((column) => engineColumn(column.name)).join(', ');
  // What is read may be what gives way, so it is read first.
  const kept = 'temp.main.lakegoose_insert';
  const deletes = replacing(node, entry, kept, environment);
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
    reads: readsOf(environment),
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

import type { Catalog } from '../catalog/catalog.ts';
import { engineColumn, engineTable, fullName, type TableEntry } from '../catalog/entries.ts';
import type { Session } from '../catalog/resolve-name.ts';
import { wantBoolean } from '../dialect/analyze/coerce.ts';
import { newContext } from '../dialect/analyze/new-context.ts';
import { raise } from '../dialect/analyze/raise.ts';
import { analyzeRelation, targetScope } from '../dialect/analyze/relation.ts';
import {
  type Environment,
  nothingSeen,
  type Origin,
  type Rules,
  type Scope,
  type Typed,
} from '../dialect/analyze/typed.ts';
import type { Expression, Relation } from '../dialect/parse/ast.ts';
import type { Assignment, MergeClause, MergeRows, Statement } from '../dialect/parse/statement.ts';
import { cannotCompute, SqlError } from '../dialect/sql-error.ts';
import { BOOLEAN, typeText } from '../dialect/types.ts';
import { newEnvironment, RULES } from './new-environment.ts';
import { columnReads, type Plan, readsOf } from './plan.ts';
import { missing, settle } from './table-rules.ts';
import type { Writer } from './writer.ts';
import { assigned, refuseTwice as refuseSetTwice, stored, target } from './written-table.ts';

type Merge = Extract<Statement, { kind: 'merge' }>;
type Set = { readonly column: string; readonly sql: string; readonly origins: readonly Origin[] };

/** Holds, for each pair of rows that a clause is about, the target's row, the source's cells, and which clause it is. */
const PAIRS = 'temp.main.lakegoose_merge';

const MERGE_RULES: Rules = {
  ...RULES,
  query: () => {
    throw cannotCompute('a subquery in a condition or a value of MERGE');
  },
};

/** The source as `src`, with its cells c0, c1, … and `here`, which tells a row from none. */
function analyzeSource(node: Relation, environment: Environment): { sql: string; scope: Scope } {
  const { sql, scope } = analyzeRelation(node, environment, undefined, RULES);
  const columns = scope.visible.map((column, index) => ({ ...column, sql: `src.c${index}` }));
  const cells = scope.visible.map((column, index) => `${column.sql} AS c${index}`);
  const qualifier = scope.sources[0]?.qualifier ?? [];
  return {
    sql: `(SELECT ${[...cells, 'true AS here'].join(', ')} FROM ${sql}) AS src`,
    scope: { sources: [{ qualifier, columns }], visible: columns },
  };
}

/** What each kind of clause sees. */
function scopes(own: Scope, source: Scope): Record<MergeRows, Scope> {
  const both = { sources: [...own.sources, ...source.sources], visible: [...own.visible, ...source.visible] };
  return { MATCHED: both, 'NOT MATCHED': source, 'NOT MATCHED BY SOURCE': own };
}

/** What Delta calls a name that it does not find in a MERGE. */
function inMerge<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof SqlError && error.errorClass.startsWith('UNRESOLVED_COLUMN'))
      throw new SqlError('DELTA_MERGE_UNRESOLVED_EXPRESSION', '42601', error.text, error.at);
    throw error;
  }
}

function valueIn(scope: Scope, environment: Environment, node: Expression): Typed & { origins: readonly Origin[] } {
  const seen = nothingSeen();
  const typed = inMerge(() => MERGE_RULES.expression(node, { ...newContext(environment, scope, MERGE_RULES), seen }));
  if (seen.aggregate || seen.window)
    throw new SqlError(
      'DELTA_AGGREGATION_NOT_SUPPORTED',
      '42903',
      'Aggregate functions are not supported in MERGE.',
      node.at,
    );
  return { ...typed, origins: seen.origins };
}

function assignments(clause: MergeClause, entry: TableEntry, source: Scope): readonly Assignment[] {
  if (clause.action.kind === 'delete') return [];
  const { set, kind } = clause.action;
  const { at } = clause;
  if (set !== '*') return set;
  const qualifier = source.sources[0]?.qualifier ?? [];
  return entry.columns.map(({ name }) => {
    if (!source.visible.some((column) => column.name.toLowerCase() === name.toLowerCase()))
      throw new SqlError(
        'DELTA_MERGE_UNRESOLVED_EXPRESSION',
        '42601',
        `Cannot resolve ${name} in ${kind.toUpperCase()} clause given columns ${source.visible.map((column) => column.name).join(', ')}.`,
        at,
      );
    return { path: [name], value: { kind: 'column', parts: [...qualifier, name], at }, at };
  });
}

function setOf(
  clause: MergeClause,
  entry: TableEntry,
  alias: string | undefined,
  source: Scope,
  scope: Scope,
  environment: Environment,
): Set[] {
  const set = assignments(clause, entry, source).map((item) => {
    const {
      column,
      value,
      isField = false,
    } = inMerge(() => assigned(item, entry, alias, environment, clause.action.kind === 'insert'));
    const typed = valueIn(scope, environment, value);
    return {
      column: column.name,
      isField,
      sql: stored(typed, column, entry, item.at, 'change'),
      origins: typed.origins,
    };
  });
  refuseSetTwice(set, clause.at);
  return set;
}

/** Two rows of the source for one of the target are an error, but where all that can happen to it is its end. */
function refuseTwice(clauses: readonly MergeClause[]): string[] {
  const matched = clauses.flatMap((clause, index) =>
    clause.rows === 'MATCHED' ? [{ clause, number: index + 1 }] : [],
  );
  const [first] = matched;
  if (!first || (matched.length === 1 && first.clause.action.kind === 'delete' && !first.clause.condition)) return [];
  const failure = raise(
    'DELTA_MULTIPLE_SOURCE_ROW_MATCHING_TARGET_ROW_IN_MERGE',
    '21506',
    'Cannot perform Merge as multiple source rows matched and attempted to modify the same target row in the Delta table in possibly conflicting ways. By SQL semantics of Merge, when multiple source rows match on the same target row, the result may be ambiguous as it is unclear which source row should be used to update or delete the matching target row. You can preprocess the source table to eliminate the possibility of multiple matches.',
    undefined,
    '',
    BOOLEAN,
  );
  const numbers = matched.map(({ number }) => number).join(', ');
  return [
    `SELECT CASE WHEN count(*) > 0 THEN ${failure} END FROM (SELECT target_row FROM ${PAIRS} WHERE clause IN (${numbers}) GROUP BY target_row HAVING count(*) > 1)`,
  ];
}

function step(
  clause: MergeClause,
  number: number,
  set: readonly Set[],
  entry: TableEntry,
  environment: Environment,
): string {
  const table = engineTable(entry);
  switch (clause.action.kind) {
    case 'update': {
      const list = set.map(({ column, sql }) => `${engineColumn(column)} = ${sql}`).join(', ');
      return `UPDATE ${table} AS own SET ${list} FROM ${PAIRS} AS src WHERE own.rowid = src.target_row AND src.clause = ${number}`;
    }
    case 'delete':
      return `DELETE FROM ${table} AS own WHERE own.rowid IN (SELECT target_row FROM ${PAIRS} WHERE clause = ${number})`;
    case 'insert': {
      const names = entry.columns.map(({ name }) => engineColumn(name)).join(', ');
      const cells = entry.columns.map(
        (column) => set.find((own) => own.column === column.name)?.sql ?? missing(column, entry, environment),
      );
      return `INSERT INTO ${table} (${names}) SELECT ${cells.join(', ')} FROM ${PAIRS} AS src WHERE src.clause = ${number}`;
    }
  }
}

function countStep(clauses: readonly MergeClause[]): string {
  const count = (kind: MergeClause['action']['kind'], what: string): string => {
    const numbers = clauses.flatMap(({ action }, index) => (action.kind === kind ? [index + 1] : []));
    return numbers.length === 0 ? '0' : `count(${what}) FILTER (clause IN (${numbers.join(', ')}))`;
  };
  const counts = [count('update', '*'), count('delete', 'DISTINCT target_row'), count('insert', '*')];
  return `SELECT ${[counts.join(' + '), ...counts].join(', ')} FROM ${PAIRS}`;
}

/**
 * MERGE as one pairing of the rows, then one statement for each clause.
 * Source: docs.databricks.com `delta-merge-into`; counts and errors: Delta 4.4 (`test/local-workspace/data`).
 */
export function planMerge(node: Merge, catalog: Catalog, session: Session, writer: Writer): Plan {
  const entry = target(node.table, catalog, session, writer);
  if (entry.columns.some(({ name }) => name.toLowerCase() === 'rowid'))
    throw cannotCompute('MERGE into a table with a column named `rowid`', node.table.at);
  const environment = newEnvironment(catalog, session, writer.access);
  const source = analyzeSource(node.source, environment);
  const seen = scopes(targetScope(node.table, node.alias, environment, 'own'), source.scope);
  const joined = valueIn(seen.MATCHED, environment, node.on);
  if (joined.type.name !== 'BOOLEAN' && joined.type.name !== 'VOID')
    throw new SqlError(
      'JOIN_CONDITION_IS_NOT_BOOLEAN_TYPE',
      '42K0E',
      `The join condition "${joined.name}" has the invalid type "${typeText(joined.type)}", expected "BOOLEAN".`,
      node.on.at,
    );
  const on = wantBoolean(joined, 'MERGE', node.on.at).sql;
  const sets = node.clauses.map((clause) =>
    setOf(clause, entry, node.alias, source.scope, seen[clause.rows], environment),
  );
  const chosen = (rows: MergeRows): string => {
    const branches = node.clauses.flatMap(({ condition, rows: own }, index) => {
      if (own !== rows) return [];
      const typed = condition && valueIn(seen[rows], environment, condition);
      if (typed && typed.type.name !== 'BOOLEAN')
        throw new SqlError(
          'DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE',
          '42K09',
          `Cannot resolve "${typed.name}" due to data type mismatch: the condition of a clause requires the "BOOLEAN" type, however it has the type "${typeText(typed.type)}".`,
          condition.at,
        );
      return [` WHEN ${typed?.sql ?? 'true'} THEN ${index + 1}`];
    });
    return branches.length === 0 ? '0' : `CASE${branches.join('')} ELSE 0 END`;
  };
  const about = (rows: MergeRows): boolean => node.clauses.some((clause) => clause.rows === rows);
  const [left, right] = [about('NOT MATCHED BY SOURCE'), about('NOT MATCHED')];
  const join = left && right ? 'FULL' : left ? 'LEFT' : right ? 'RIGHT' : 'INNER';
  const clause = `CASE WHEN own.rowid IS NULL THEN ${chosen('NOT MATCHED')} WHEN src.here IS NULL THEN ${chosen('NOT MATCHED BY SOURCE')} ELSE ${chosen('MATCHED')} END`;
  const pairs = `SELECT own.rowid AS target_row, src.* EXCLUDE (here), ${clause} AS clause FROM ${engineTable(entry)} AS own ${join} JOIN ${source.sql} ON ${on}`;
  const written = sets.flat();
  return {
    kind: 'change',
    steps: [
      `CREATE OR REPLACE TEMP TABLE ${PAIRS} AS SELECT * FROM (${pairs}) WHERE clause > 0`,
      ...refuseTwice(node.clauses),
      ...node.clauses.map((each, index) => step(each, index + 1, sets[index] ?? [], entry, environment)),
      ...settle(entry, environment),
      countStep(node.clauses),
    ],
    counts: ['num_affected_rows', 'num_updated_rows', 'num_deleted_rows', 'num_inserted_rows'],
    computes: true,
    changes: [],
    target: entry,
    reads: readsOf(environment).filter((name) => name !== fullName(entry)),
    columnReads: columnReads(
      written.map(({ column }) => column),
      written.map(({ origins }) => origins),
    ),
  };
}

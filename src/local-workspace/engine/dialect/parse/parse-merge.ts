import { SqlError } from '../sql-error.ts';
import type { Relation } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { parseAssignments } from './parse-change.ts';
import { parseAlias, parseName, parsePart } from './parse-from.ts';
import type { Assignment, MergeClause, MergeRows, Statement } from './statement.ts';

/** The order in which Spark's grammar wants the clauses. */
const ORDER: readonly MergeRows[] = ['MATCHED', 'NOT MATCHED', 'NOT MATCHED BY SOURCE'];
/** What each is called in the error of a clause that can never be reached. */
const TOLD: Readonly<Record<MergeRows, string>> = {
  MATCHED: 'MATCHED',
  'NOT MATCHED': 'NOT MATCHED BY TARGET',
  'NOT MATCHED BY SOURCE': 'NOT MATCHED BY SOURCE',
};

function parseRows(cursor: Cursor): MergeRows {
  if (cursor.accept('MATCHED')) return 'MATCHED';
  cursor.expect('NOT', 'MATCHED');
  if (cursor.accept('BY', 'SOURCE')) return 'NOT MATCHED BY SOURCE';
  cursor.accept('BY', 'TARGET');
  return 'NOT MATCHED';
}

function parseInserted(cursor: Cursor): readonly Assignment[] {
  const names = cursor.list(() => parseName(cursor));
  cursor.expect('VALUES');
  const { at } = cursor.peek();
  const values = cursor.list(() => cursor.grammar.expression(cursor));
  const set = names.flatMap((name, index) => {
    const value = values[index];
    return value ? [{ path: name.parts, value, at: name.at }] : [];
  });
  if (set.length === values.length && values.length === names.length) return set;
  const sentence = `The INSERT of a MERGE names ${names.length} columns and has ${values.length} values.`;
  throw new SqlError('MERGE_INSERT_VALUE_COUNT_MISMATCH', '21S01', sentence, at);
}

function parseAction(cursor: Cursor, rows: MergeRows): MergeClause['action'] {
  if (rows === 'NOT MATCHED') {
    cursor.expect('INSERT');
    return { kind: 'insert', set: cursor.accept('*') ? '*' : parseInserted(cursor) };
  }
  if (cursor.accept('DELETE')) return { kind: 'delete' };
  cursor.expect('UPDATE', 'SET');
  const isStar = rows === 'MATCHED' && cursor.accept('*');
  return { kind: 'update', set: isStar ? '*' : parseAssignments(cursor) };
}

function parseClause(cursor: Cursor): MergeClause {
  const { at } = cursor.peek(-1);
  const rows = parseRows(cursor);
  const condition = cursor.accept('AND') ? cursor.grammar.expression(cursor) : undefined;
  cursor.expect('THEN');
  return { rows, at, action: parseAction(cursor, rows), ...(condition && { condition }) };
}

/** Only the last clause about the same rows may be without a condition. Source: Spark's `AstBuilder`. */
function refuseUnreachable(clauses: readonly MergeClause[]): void {
  for (const [index, { rows, condition, at }] of clauses.entries()) {
    if (condition || !clauses.slice(index + 1).some((later) => later.rows === rows)) continue;
    const told = TOLD[rows];
    throw new SqlError(
      `NON_LAST_${told.replaceAll(' ', '_')}_CLAUSE_OMIT_CONDITION`,
      '42613',
      `When there are more than one ${told} clauses in a MERGE statement, only the last ${told} clause can omit the condition.`,
      at,
    );
  }
}

function parseSource(cursor: Cursor): Relation {
  if (cursor.sees('VALUES') || cursor.sees('RANGE', '(')) throw cursor.unexpected();
  const source = parsePart(cursor);
  if (source.kind === 'join') throw cursor.refuse('a join in the USING of MERGE');
  return source;
}

/** Reads what follows MERGE. */
export function parseMerge(cursor: Cursor): Statement {
  const { at } = cursor.peek(-1);
  if (cursor.sees('WITH', 'SCHEMA', 'EVOLUTION')) throw cursor.refuse('MERGE WITH SCHEMA EVOLUTION');
  cursor.expect('INTO');
  const table = parseName(cursor);
  const { alias } = parseAlias(cursor);
  cursor.expect('USING');
  const source = parseSource(cursor);
  cursor.expect('ON');
  const on = cursor.grammar.expression(cursor);
  const clauses: MergeClause[] = [];
  while (cursor.accept('WHEN')) {
    const clause = parseClause(cursor);
    const before = clauses.at(-1);
    if (before && ORDER.indexOf(clause.rows) < ORDER.indexOf(before.rows))
      throw cursor.refuse(`WHEN ${clause.rows} after WHEN ${before.rows}`);
    clauses.push(clause);
  }
  if (clauses.length === 0)
    throw new SqlError(
      'MERGE_WITHOUT_WHEN',
      '42601',
      'There must be at least one WHEN clause in a MERGE statement.',
      at,
    );
  refuseUnreachable(clauses);
  return { kind: 'merge', table, source, on, clauses, ...(alias !== undefined && { alias }) };
}

import type { Name } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { parseName } from './parse-from.ts';
import type { Statement } from './statement.ts';

/** Whether a word stands for itself: in front of a name, and not the name or a part of it. */
const isWord = (cursor: Cursor, word: string): boolean =>
  cursor.sees(word) && ['word', 'name', 'text'].includes(cursor.peek(1).kind);

function acceptWord(cursor: Cursor, ...words: readonly string[]): boolean {
  return words.some((word) => isWord(cursor, word) && cursor.accept(word));
}

/** The name of a function; those of operators are texts. */
function functionName(cursor: Cursor): Name {
  const { kind, at } = cursor.peek();
  return kind === 'text' ? { parts: [cursor.string()], at } : parseName(cursor);
}

function describeTable(cursor: Cursor): Statement {
  acceptWord(cursor, 'TABLE');
  const extended = acceptWord(cursor, 'EXTENDED', 'FORMATTED');
  const table = parseName(cursor);
  if (cursor.sees('PARTITION')) throw cursor.refuse('DESCRIBE … PARTITION');
  const isColumn = ['word', 'name'].includes(cursor.peek().kind) && !cursor.sees('AS', 'JSON');
  const column = isColumn ? { column: parseName(cursor) } : {};
  const json = cursor.accept('AS', 'JSON');
  return { kind: 'describe', table, ...column, ...(extended && { extended }), ...(json && { json }) };
}

/** Reads what follows DESCRIBE or DESC. */
export function parseDescribe(cursor: Cursor): Statement {
  if (isWord(cursor, 'HISTORY')) throw cursor.refuse('DESCRIBE HISTORY');
  if (acceptWord(cursor, 'DETAIL')) {
    if (cursor.peek().kind === 'text') throw cursor.refuse('tables that are paths');
    return { kind: 'describe-detail', table: parseName(cursor) };
  }
  if (acceptWord(cursor, 'FUNCTION')) {
    const extended = acceptWord(cursor, 'EXTENDED');
    return { kind: 'describe-function', name: functionName(cursor), extended };
  }
  if (acceptWord(cursor, 'SCHEMA', 'DATABASE')) {
    const extended = acceptWord(cursor, 'EXTENDED');
    return { kind: 'describe-schema', schema: parseName(cursor), extended };
  }
  if (acceptWord(cursor, 'CATALOG')) {
    const extended = acceptWord(cursor, 'EXTENDED');
    return { kind: 'describe-catalog', name: parseName(cursor), extended };
  }
  if (acceptWord(cursor, 'VOLUME')) return { kind: 'describe-volume', name: parseName(cursor) };
  const isQuery = ['SELECT', 'WITH', 'VALUES', 'FROM'].some((word) => cursor.sees(word));
  if (isQuery || (cursor.sees('QUERY') && cursor.peek(1).kind !== 'end')) {
    cursor.accept('QUERY');
    return { kind: 'describe-query', query: cursor.grammar.query(cursor) };
  }
  return describeTable(cursor);
}

import type { Cursor } from './cursor.ts';
import { parseAlias, parseName } from './parse-from.ts';
import type { Assignment, Statement } from './statement.ts';

const QUERY = ['SELECT', 'WITH', 'VALUES', '(', 'FROM', 'TABLE'];

/** Reads what follows INSERT. */
export function parseInsert(cursor: Cursor): Extract<Statement, { kind: 'insert' }> {
  const overwrite = cursor.accept('OVERWRITE');
  if (!overwrite && !cursor.accept('INTO')) throw cursor.refuse(`INSERT ${cursor.peek().upper}`);
  cursor.accept('INTO');
  cursor.accept('TABLE');
  const table = parseName(cursor);
  if (cursor.sees('PARTITION')) throw cursor.refuse('INSERT … PARTITION');
  const replaces = overwrite
    ? 'ALL'
    : cursor.accept('REPLACE', 'WHERE')
      ? cursor.grammar.expression(cursor)
      : undefined;
  const byName = cursor.accept('BY', 'NAME');
  const listed = cursor.sees('(') && !QUERY.includes(cursor.peek(1).upper);
  const columns = listed ? cursor.list(() => cursor.name()) : [];
  if (cursor.peek().kind === 'word' && !QUERY.includes(cursor.peek().upper)) {
    throw cursor.refuse(`INSERT INTO … ${cursor.peek().upper}`);
  }
  const query = cursor.grammar.query(cursor);
  return { kind: 'insert', table, columns, query, ...(byName && { byName }), ...(replaces && { replaces }) };
}

/** Reads `column = value, …`. */
export function parseAssignments(cursor: Cursor): Assignment[] {
  const set: Assignment[] = [];
  do {
    const name = parseName(cursor);
    cursor.expect('=');
    set.push({ path: name.parts, value: cursor.grammar.expression(cursor), at: name.at });
  } while (cursor.accept(','));
  return set;
}

/** Reads what follows UPDATE. */
export function parseUpdate(cursor: Cursor): Statement {
  const table = parseName(cursor);
  const { alias } = parseAlias(cursor);
  cursor.expect('SET');
  const set = parseAssignments(cursor);
  const where = cursor.accept('WHERE') ? cursor.grammar.expression(cursor) : undefined;
  return { kind: 'update', table, set, ...(alias !== undefined && { alias }), ...(where && { where }) };
}

/** Reads what follows DELETE. */
export function parseDelete(cursor: Cursor): Statement {
  cursor.expect('FROM');
  const table = parseName(cursor);
  const { alias } = parseAlias(cursor);
  const where = cursor.accept('WHERE') ? cursor.grammar.expression(cursor) : undefined;
  return { kind: 'delete', table, ...(alias !== undefined && { alias }), ...(where && { where }) };
}

/** Reads what follows DROP. */
export function parseDrop(cursor: Cursor): Statement {
  const what = cursor.peek().upper;
  if (!/^(TABLE|VIEW|SCHEMA|DATABASE|FUNCTION)$/.test(what)) throw cursor.refuse(`DROP ${what}`);
  cursor.take();
  const ifExists = cursor.accept('IF', 'EXISTS');
  const name = parseName(cursor);
  if (what === 'FUNCTION') return { kind: 'drop-function', name, ifExists };
  if (what === 'TABLE' || what === 'VIEW') return { kind: 'drop', what, name, ifExists };
  const cascade = cursor.accept('CASCADE');
  if (!cascade) cursor.accept('RESTRICT');
  return { kind: 'drop-schema', schema: name, ifExists, cascade };
}

/** Reads what follows COMMENT: `ON TABLE t IS 'text'`. */
export function parseComment(cursor: Cursor): Statement {
  cursor.expect('ON');
  if (cursor.accept('COLUMN')) {
    const { at } = cursor.peek();
    const parts = [cursor.name()];
    while (cursor.accept('.')) parts.push(cursor.name());
    cursor.expect('IS');
    return {
      kind: 'comment-column',
      table: { parts: parts.slice(0, -1), at },
      column: parts.at(-1) ?? '',
      comment: cursor.accept('NULL') ? undefined : cursor.string(),
    };
  }
  const isSchema = cursor.accept('SCHEMA') || cursor.accept('DATABASE');
  if (!isSchema && !cursor.accept('TABLE')) throw cursor.refuse(`COMMENT ON ${cursor.peek().upper}`);
  const name = parseName(cursor);
  cursor.expect('IS');
  const comment = cursor.accept('NULL') ? undefined : cursor.string();
  return isSchema ? { kind: 'comment-schema', schema: name, comment } : { kind: 'comment-table', table: name, comment };
}

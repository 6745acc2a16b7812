import type { Cursor } from './cursor.ts';
import { parseAlias, parseName } from './parse-from.ts';
import { parseOwner } from './parse-grant.ts';
import type { Assignment, Statement } from './statement.ts';

/** Reads what follows INSERT. */
export function parseInsert(cursor: Cursor): Statement {
  if (!cursor.accept('INTO')) throw cursor.refuse(`INSERT ${cursor.peek().upper}`);
  cursor.accept('TABLE');
  const table = parseName(cursor);
  const listed = cursor.sees('(') && !['SELECT', 'WITH', 'VALUES', '('].includes(cursor.peek(1).upper);
  const columns = listed ? cursor.list(() => cursor.name()) : [];
  if (cursor.peek().kind === 'word' && !/^(SELECT|WITH|VALUES)$/.test(cursor.peek().upper)) {
    throw cursor.refuse(`INSERT INTO … ${cursor.peek().upper}`);
  }
  return { kind: 'insert', table, columns, query: cursor.grammar.query(cursor) };
}

/** Reads `column = value, …`. */
export function parseAssignments(cursor: Cursor): Assignment[] {
  const set: Assignment[] = [];
  do {
    const name = parseName(cursor);
    cursor.expect('=');
    const column = name.parts.at(-1) ?? '';
    if (cursor.sees('DEFAULT')) throw cursor.refuse('DEFAULT values');
    set.push({ column, value: cursor.grammar.expression(cursor), at: name.at });
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
  if (!/^(TABLE|VIEW|SCHEMA|DATABASE)$/.test(what)) throw cursor.refuse(`DROP ${what}`);
  cursor.take();
  const ifExists = cursor.accept('IF', 'EXISTS');
  const name = parseName(cursor);
  if (what === 'TABLE' || what === 'VIEW') return { kind: 'drop', what, name, ifExists };
  const cascade = cursor.accept('CASCADE');
  if (!cascade) cursor.accept('RESTRICT');
  return { kind: 'drop-schema', schema: name, ifExists, cascade };
}

/** Reads what follows COMMENT: `ON TABLE t IS 'text'`. */
export function parseComment(cursor: Cursor): Statement {
  cursor.expect('ON');
  if (!cursor.accept('TABLE')) throw cursor.refuse(`COMMENT ON ${cursor.peek().upper}`);
  const table = parseName(cursor);
  cursor.expect('IS');
  const comment = cursor.accept('NULL') ? undefined : cursor.string();
  return { kind: 'comment-table', table, comment };
}

/** Reads what follows ALTER: `TABLE t ALTER COLUMN c COMMENT 'text'`, or a new owner of anything. */
export function parseAlter(cursor: Cursor): Statement {
  const owner = parseOwner(cursor);
  if (owner) return owner;
  if (!cursor.accept('TABLE')) throw cursor.refuse(`ALTER ${cursor.peek().upper}`);
  const table = parseName(cursor);
  if (!cursor.accept('ALTER', 'COLUMN')) throw cursor.refuse(`ALTER TABLE … ${cursor.peek().upper}`);
  const column = cursor.name();
  if (!cursor.accept('COMMENT')) throw cursor.refuse(`ALTER COLUMN … ${cursor.peek().upper}`);
  return { kind: 'comment-column', table, column, comment: cursor.string() };
}

import type { Name } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { parseColumn, parseKey, parseProperties } from './parse-create.ts';
import { parseAlias, parseName } from './parse-from.ts';
import { parseOwner } from './parse-grant.ts';
import type { Alteration, Assignment, Statement } from './statement.ts';

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
      comment: cursor.string(),
    };
  }
  const isSchema = cursor.accept('SCHEMA') || cursor.accept('DATABASE');
  if (!isSchema && !cursor.accept('TABLE')) throw cursor.refuse(`COMMENT ON ${cursor.peek().upper}`);
  const name = parseName(cursor);
  cursor.expect('IS');
  const comment = cursor.accept('NULL') ? undefined : cursor.string();
  return isSchema ? { kind: 'comment-schema', schema: name, comment } : { kind: 'comment-table', table: name, comment };
}

/** Reads what follows ALTER: a change of a table, or a new owner of anything. */
export function parseAlter(cursor: Cursor): Statement {
  const owner = parseOwner(cursor);
  if (owner) return owner;
  if (cursor.accept('VIEW')) {
    const view = parseName(cursor);
    if (!cursor.accept('RENAME', 'TO')) throw cursor.refuse(`ALTER VIEW … ${cursor.peek().upper}`);
    return { kind: 'alter', what: 'VIEW', table: view, change: { kind: 'rename', to: parseName(cursor) } };
  }
  if (!cursor.accept('TABLE')) throw cursor.refuse(`ALTER ${cursor.peek().upper}`);
  const table = parseName(cursor);
  if (cursor.accept('ALTER', 'COLUMN') || cursor.accept('ALTER') || cursor.accept('CHANGE', 'COLUMN'))
    return alterColumn(cursor, table);
  return { kind: 'alter', what: 'TABLE', table, change: parseAlteration(cursor) };
}

function alterColumn(cursor: Cursor, table: Name): Statement {
  const column = cursor.name();
  if (cursor.accept('COMMENT')) return { kind: 'comment-column', table, column, comment: cursor.string() };
  const change = (text: string | undefined): Statement => ({
    kind: 'alter',
    what: 'TABLE',
    table,
    change: { kind: 'set-default', column, text },
  });
  if (cursor.accept('DROP', 'NOT', 'NULL'))
    return { kind: 'alter', what: 'TABLE', table, change: { kind: 'drop-not-null', column } };
  if (cursor.accept('DROP', 'DEFAULT')) return change(undefined);
  if (!cursor.accept('SET', 'DEFAULT')) throw cursor.refuse(`ALTER COLUMN … ${cursor.peek().upper}`);
  const { at } = cursor.peek();
  cursor.grammar.expression(cursor);
  return change(cursor.text.slice(at, cursor.end));
}

/** A column, but no field of one. */
function plainColumn(cursor: Cursor): string {
  const name = cursor.name();
  if (cursor.sees('.')) throw cursor.refuse('changes of a field of a column');
  return name;
}

function parseAlteration(cursor: Cursor): Alteration {
  if (cursor.accept('ADD', 'CONSTRAINT')) {
    const name = cursor.name();
    if (!cursor.accept('CHECK')) throw cursor.refuse(`ADD CONSTRAINT … ${cursor.peek().upper}`);
    cursor.expect('(');
    const { at } = cursor.peek();
    cursor.grammar.expression(cursor);
    const text = cursor.text.slice(at, cursor.end);
    cursor.expect(')');
    return { kind: 'add-check', name, text };
  }
  if (cursor.accept('ADD', 'COLUMNS') || cursor.accept('ADD', 'COLUMN')) {
    const columns = cursor.sees('(') ? cursor.list(() => parseColumn(cursor, true)) : [parseColumn(cursor, true)];
    while (cursor.accept(',')) columns.push(parseColumn(cursor, true));
    return { kind: 'add-columns', columns };
  }
  if (cursor.accept('DROP', 'CONSTRAINT'))
    return { kind: 'drop-check', ifExists: cursor.accept('IF', 'EXISTS'), name: cursor.name() };
  if (cursor.accept('RENAME', 'TO')) return { kind: 'rename', to: parseName(cursor) };
  if (cursor.accept('RENAME', 'COLUMN')) {
    const column = plainColumn(cursor);
    cursor.expect('TO');
    return { kind: 'rename-column', column, to: cursor.name() };
  }
  if (cursor.accept('DROP', 'COLUMNS') || cursor.accept('DROP', 'COLUMN')) {
    const ifExists = cursor.accept('IF', 'EXISTS');
    const columns = cursor.sees('(') ? cursor.list(() => plainColumn(cursor)) : [plainColumn(cursor)];
    while (cursor.accept(',')) columns.push(plainColumn(cursor));
    return { kind: 'drop-columns', columns, ifExists };
  }
  if (cursor.accept('SET', 'TBLPROPERTIES')) return { kind: 'set-properties', set: parseProperties(cursor) };
  if (cursor.accept('UNSET', 'TBLPROPERTIES')) {
    cursor.accept('IF', 'EXISTS');
    return { kind: 'unset-properties', keys: cursor.list(() => parseKey(cursor)) };
  }
  throw cursor.refuse(`ALTER TABLE … ${cursor.peek().upper} ${cursor.peek(1).upper}`.trim());
}

import type { Cursor } from './cursor.ts';
import { parseKey } from './parse-create.ts';
import { parseName } from './parse-from.ts';
import { parseShowGrants } from './parse-grant.ts';
import type { Statement } from './statement.ts';

/** Reads what follows SHOW. */
export function parseShow(cursor: Cursor): Statement {
  const what = cursor.peek().upper;
  if (cursor.accept('GRANTS') || cursor.accept('GRANT')) return parseShowGrants(cursor);
  if (cursor.accept('COLUMNS')) {
    if (!cursor.accept('IN')) cursor.expect('FROM');
    const table = parseName(cursor);
    if (cursor.sees('IN') || cursor.sees('FROM')) throw cursor.refuse('SHOW COLUMNS IN a table IN a schema');
    return { kind: 'show-columns', table };
  }
  if (cursor.accept('TBLPROPERTIES')) {
    const table = parseName(cursor);
    const key = cursor.sees('(') ? { key: cursor.list(() => parseKey(cursor)).join('.') } : {};
    return { kind: 'show-properties', table, ...key };
  }
  if (cursor.accept('USER', 'FUNCTIONS')) {
    const schema = cursor.accept('IN') || cursor.accept('FROM') ? { schema: parseName(cursor) } : {};
    const like = cursor.accept('LIKE') || cursor.peek().kind === 'text' ? { like: cursor.string() } : {};
    return { kind: 'show-functions', ...schema, ...like };
  }
  if (!/^(CATALOGS|SCHEMAS|DATABASES|TABLES|VIEWS)$/.test(what)) throw cursor.refuse(`SHOW ${what}`);
  cursor.take();
  const within = what !== 'CATALOGS' && (cursor.accept('IN') || cursor.accept('FROM')) ? parseName(cursor) : undefined;
  const like = cursor.accept('LIKE') || cursor.peek().kind === 'text' ? { like: cursor.string() } : {};
  if (what === 'CATALOGS') return { kind: 'show-catalogs', ...like };
  if (what === 'VIEWS') return { kind: 'show-views', ...like, ...(within && { schema: within }) };
  if (what === 'TABLES') return { kind: 'show-tables', ...like, ...(within && { schema: within }) };
  return { kind: 'show-schemas', ...like, ...(within && { catalog: within }) };
}

/** Reads what follows DESCRIBE or DESC. */
export function parseDescribe(cursor: Cursor): Statement {
  for (const word of ['EXTENDED', 'FORMATTED', 'DETAIL', 'HISTORY', 'FUNCTION', 'CATALOG', 'VOLUME']) {
    if (cursor.sees(word) && cursor.peek(1).kind !== 'end' && cursor.peek(1).value !== '.')
      throw cursor.refuse(`DESCRIBE ${word}`);
  }
  if (['SCHEMA', 'DATABASE'].some((word) => cursor.sees(word)) && ['word', 'name'].includes(cursor.peek(1).kind)) {
    cursor.take();
    return { kind: 'describe-schema', schema: parseName(cursor) };
  }
  const isQuery = ['SELECT', 'WITH', 'VALUES', 'FROM'].some((word) => cursor.sees(word));
  if (isQuery || (cursor.sees('QUERY') && cursor.peek(1).kind !== 'end')) {
    cursor.accept('QUERY');
    return { kind: 'describe-query', query: cursor.grammar.query(cursor) };
  }
  cursor.accept('TABLE');
  if (cursor.sees('EXTENDED') && cursor.peek(1).kind !== 'end') throw cursor.refuse('DESCRIBE TABLE EXTENDED');
  const table = parseName(cursor);
  if (cursor.sees('PARTITION') || cursor.sees('AS')) throw cursor.refuse(`DESCRIBE … ${cursor.peek().upper}`);
  const isColumn = ['word', 'name'].includes(cursor.peek().kind);
  return { kind: 'describe', table, ...(isColumn && { column: parseName(cursor) }) };
}

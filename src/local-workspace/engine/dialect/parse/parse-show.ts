import type { Cursor } from './cursor.ts';
import { parseName } from './parse-from.ts';
import { parseShowGrants } from './parse-grant.ts';
import type { Statement } from './statement.ts';

/** Reads what follows SHOW. */
export function parseShow(cursor: Cursor): Statement {
  const what = cursor.peek().upper;
  if (cursor.accept('GRANTS') || cursor.accept('GRANT')) return parseShowGrants(cursor);
  if (!/^(CATALOGS|SCHEMAS|DATABASES|TABLES)$/.test(what)) throw cursor.refuse(`SHOW ${what}`);
  cursor.take();
  const within = what !== 'CATALOGS' && (cursor.accept('IN') || cursor.accept('FROM')) ? parseName(cursor) : undefined;
  const like = cursor.accept('LIKE') || cursor.peek().kind === 'text' ? { like: cursor.string() } : {};
  if (what === 'CATALOGS') return { kind: 'show-catalogs', ...like };
  if (what === 'TABLES') return { kind: 'show-tables', ...like, ...(within && { schema: within }) };
  return { kind: 'show-schemas', ...like, ...(within && { catalog: within }) };
}

/** Reads what follows DESCRIBE or DESC. */
export function parseDescribe(cursor: Cursor): Statement {
  for (const word of [
    'EXTENDED',
    'FORMATTED',
    'DETAIL',
    'HISTORY',
    'FUNCTION',
    'SCHEMA',
    'DATABASE',
    'CATALOG',
    'QUERY',
    'VOLUME',
  ]) {
    if (cursor.sees(word) && cursor.peek(1).kind !== 'end' && cursor.peek(1).value !== '.')
      throw cursor.refuse(`DESCRIBE ${word}`);
  }
  cursor.accept('TABLE');
  if (cursor.sees('EXTENDED') && cursor.peek(1).kind !== 'end') throw cursor.refuse('DESCRIBE TABLE EXTENDED');
  for (const word of ['SELECT', 'WITH', 'VALUES']) if (cursor.sees(word)) throw cursor.refuse('DESCRIBE of a query');
  const table = parseName(cursor);
  if (cursor.peek().kind === 'word') throw cursor.refuse(`DESCRIBE … ${cursor.peek().upper}`);
  return { kind: 'describe', table };
}

import { SqlError } from '../sql-error.ts';
import type { Name } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { parseKey } from './parse-create.ts';
import { parseName } from './parse-from.ts';
import { parseShowGrants } from './parse-grant.ts';
import type { Statement } from './statement.ts';

const inBackticks = (parts: readonly string[]): string => parts.map((part) => `\`${part}\``).join('.');

const within = (cursor: Cursor): { schema?: Name } =>
  cursor.accept('IN') || cursor.accept('FROM') ? { schema: parseName(cursor) } : {};

const pattern = (cursor: Cursor): { like?: string } =>
  cursor.accept('LIKE') || cursor.peek().kind === 'text' ? { like: cursor.string() } : {};

/** Reads `[USER | SYSTEM | ALL] FUNCTIONS IN schema LIKE 'pattern'`; undefined where it is of something else. */
function parseShowFunctions(cursor: Cursor): Statement | undefined {
  const { mark } = cursor;
  const of = (['USER', 'SYSTEM', 'ALL'] as const).find((word) => cursor.accept(word)) ?? 'ALL';
  if (!cursor.accept('FUNCTIONS')) {
    cursor.back(mark);
    return undefined;
  }
  const schema = within(cursor);
  const like = pattern(cursor);
  if (like.like !== undefined || cursor.peek().kind === 'end' || cursor.sees(';'))
    return { kind: 'show-functions', of, ...schema, ...like };
  const { parts, at } = parseName(cursor);
  const place = parts.length > 1 ? { schema: { parts: parts.slice(0, -1), at } } : schema;
  return { kind: 'show-functions', of, ...place, like: parts.at(-1) ?? '' };
}

/** Reads `t IN schema`, which is `schema.t`. */
function parseShowColumns(cursor: Cursor): Statement {
  if (!cursor.accept('IN')) cursor.expect('FROM');
  const table = parseName(cursor);
  const { schema } = within(cursor);
  if (!schema) return { kind: 'show-columns', table };
  const own = table.parts.slice(0, -1);
  const [shorter = [], longer = []] = [own, schema.parts].sort((a, b) => a.length - b.length);
  if (shorter.length > 0 && shorter.join('.').toLowerCase() !== longer.slice(-shorter.length).join('.').toLowerCase())
    throw new SqlError(
      'SHOW_COLUMNS_WITH_CONFLICT_NAMESPACE',
      '42K05',
      `SHOW COLUMNS with conflicting namespaces: ${inBackticks(schema.parts)} != ${inBackticks(own)}.`,
      schema.at,
    );
  return { kind: 'show-columns', table: { parts: [...longer, ...table.parts.slice(-1)], at: table.at } };
}

/** Reads what follows SHOW. */
export function parseShow(cursor: Cursor): Statement {
  const what = cursor.peek().upper;
  if (cursor.accept('GRANTS') || cursor.accept('GRANT')) return parseShowGrants(cursor);
  if (cursor.accept('COLUMNS')) return parseShowColumns(cursor);
  if (cursor.accept('TBLPROPERTIES')) {
    const table = parseName(cursor);
    const key = cursor.sees('(') ? { key: cursor.list(() => parseKey(cursor)).join('.') } : {};
    return { kind: 'show-properties', table, ...key };
  }
  if (cursor.accept('CREATE', 'TABLE')) return { kind: 'show-create', table: parseName(cursor) };
  if (cursor.accept('PARTITIONS')) {
    const table = parseName(cursor);
    if (cursor.sees('PARTITION')) throw cursor.refuse('SHOW PARTITIONS … PARTITION');
    return { kind: 'show-partitions', table };
  }
  if (cursor.accept('TABLE', 'EXTENDED')) {
    const schema = within(cursor);
    cursor.expect('LIKE');
    const like = cursor.string();
    if (cursor.sees('PARTITION')) throw cursor.refuse('SHOW TABLE EXTENDED … PARTITION');
    return { kind: 'show-table-extended', ...schema, like };
  }
  if (cursor.accept('CURRENT')) {
    if (['SCHEMA', 'DATABASE', 'NAMESPACE'].some((word) => cursor.accept(word))) return { kind: 'show-current' };
    throw cursor.refuse(`SHOW CURRENT ${cursor.peek().upper}`);
  }
  const functions = parseShowFunctions(cursor);
  if (functions) return functions;
  if (!/^(CATALOGS|SCHEMAS|DATABASES|TABLES|VIEWS|VOLUMES)$/.test(what))
    throw cursor.refuse(`SHOW ${what} ${cursor.peek(1).upper}`.trim());
  cursor.take();
  if (what === 'CATALOGS') return { kind: 'show-catalogs', ...pattern(cursor) };
  if (cursor.sees('DROPPED')) throw cursor.refuse(`SHOW ${what} DROPPED`);
  const place = within(cursor);
  const like = pattern(cursor);
  if (what === 'VIEWS') return { kind: 'show-views', ...like, ...place };
  if (what === 'TABLES') return { kind: 'show-tables', ...like, ...place };
  if (what === 'VOLUMES') return { kind: 'show-volumes', ...like, ...place };
  return { kind: 'show-schemas', ...like, ...(place.schema && { catalog: place.schema }) };
}

import type { Column } from '../types.ts';
import type { Cursor } from './cursor.ts';
import { parseName } from './parse-from.ts';
import { parseType } from './parse-type.ts';
import type { Statement } from './statement.ts';

function ifNotExists(cursor: Cursor): boolean {
  return cursor.accept('IF', 'NOT', 'EXISTS');
}

function parseColumn(cursor: Cursor): Column & { required: boolean } {
  const name = cursor.name();
  const type = parseType(cursor);
  const required = cursor.accept('NOT', 'NULL');
  const comment = cursor.accept('COMMENT') ? cursor.string() : undefined;
  if (!cursor.sees(',') && !cursor.sees(')')) throw cursor.refuse('column constraints and defaults');
  return { name, type, required, ...(comment !== undefined && { comment }) };
}

function parseTable(cursor: Cursor, orReplace: boolean): Statement {
  const unless = ifNotExists(cursor);
  const table = parseName(cursor);
  const columns = cursor.sees('(') ? cursor.list(() => parseColumn(cursor)) : [];
  let comment: string | undefined;
  for (;;) {
    if (cursor.accept('USING')) {
      if (!cursor.accept('DELTA')) throw cursor.refuse('table formats other than DELTA');
    } else if (cursor.accept('COMMENT')) comment = cursor.string();
    else break;
  }
  cursor.accept('AS');
  const query =
    cursor.sees('SELECT') || cursor.sees('WITH') || cursor.sees('VALUES') || cursor.sees('(')
      ? cursor.grammar.query(cursor)
      : undefined;
  if (!query && cursor.peek().kind === 'word') throw cursor.refuse(`CREATE TABLE … ${cursor.peek().upper}`);
  if (query && columns.length > 0) throw cursor.refuse('CREATE TABLE … AS SELECT with a list of columns');
  if (!query && columns.length === 0) throw cursor.refuse('CREATE TABLE without columns');
  return {
    kind: 'create-table',
    table,
    ifNotExists: unless,
    orReplace,
    columns,
    ...(comment !== undefined && { comment }),
    ...(query && { query }),
  };
}

function parseView(cursor: Cursor, orReplace: boolean): Statement {
  const unless = ifNotExists(cursor);
  const view = parseName(cursor);
  const columns = cursor.sees('(')
    ? cursor.list(() => {
        const name = cursor.name();
        return { name, ...(cursor.accept('COMMENT') && { comment: cursor.string() }) };
      })
    : [];
  const comment = cursor.accept('COMMENT') ? cursor.string() : undefined;
  if (!cursor.sees('AS')) throw cursor.refuse(`CREATE VIEW … ${cursor.peek().upper}`);
  cursor.expect('AS');
  const { at } = cursor.peek();
  const query = cursor.grammar.query(cursor);
  const definition = cursor.text.slice(at, cursor.peek().at).trim();
  return {
    kind: 'create-view',
    view,
    ifNotExists: unless,
    orReplace,
    columns,
    query,
    definition,
    ...(comment !== undefined && { comment }),
  };
}

/** Reads what follows CREATE. */
export function parseCreate(cursor: Cursor): Statement {
  const orReplace = cursor.accept('OR', 'REPLACE');
  if (cursor.accept('TABLE')) return parseTable(cursor, orReplace);
  if (cursor.accept('VIEW')) return parseView(cursor, orReplace);
  if (!orReplace && (cursor.accept('SCHEMA') || cursor.accept('DATABASE'))) {
    const unless = ifNotExists(cursor);
    const schema = parseName(cursor);
    const comment = cursor.accept('COMMENT') ? cursor.string() : undefined;
    return { kind: 'create-schema', schema, ifNotExists: unless, ...(comment !== undefined && { comment }) };
  }
  throw cursor.refuse(`CREATE ${cursor.peek().upper}`);
}

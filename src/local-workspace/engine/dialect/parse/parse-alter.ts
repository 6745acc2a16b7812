import { syntaxError } from '../sql-error.ts';
import type { Name } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { parseClustering, parseColumn, parseKey, parseProperties, parseViewQuery } from './parse-create.ts';
import { parseName } from './parse-from.ts';
import { parseOwner } from './parse-grant.ts';
import type { Alteration, Statement } from './statement.ts';

function alterView(cursor: Cursor): Statement {
  const view = parseName(cursor);
  if (cursor.sees('AS')) return { kind: 'alter-view-as', view, ...parseViewQuery(cursor) };
  if (!cursor.sees('RENAME', 'TO') && !cursor.sees('SET', 'TBLPROPERTIES') && !cursor.sees('UNSET', 'TBLPROPERTIES'))
    throw cursor.refuse(`ALTER VIEW … ${cursor.peek().upper} ${cursor.peek(1).upper}`.trim());
  return { kind: 'alter', what: 'VIEW', table: view, change: parseAlteration(cursor) };
}

function alterSchema(cursor: Cursor): Statement {
  const schema = parseName(cursor);
  if (!cursor.accept('SET', 'DBPROPERTIES') && !cursor.accept('SET', 'PROPERTIES'))
    throw cursor.refuse(`ALTER SCHEMA … ${cursor.peek().upper} ${cursor.peek(1).upper}`.trim());
  return { kind: 'alter-schema', schema, set: parseProperties(cursor) };
}

/** Reads what follows ALTER: a change of a table, a view or a schema, or a new owner of anything. */
export function parseAlter(cursor: Cursor): Statement {
  const owner = parseOwner(cursor);
  if (owner) return owner;
  if (cursor.accept('VIEW')) return alterView(cursor);
  if (cursor.accept('SCHEMA') || cursor.accept('DATABASE')) return alterSchema(cursor);
  if (!cursor.accept('TABLE')) throw cursor.refuse(`ALTER ${cursor.peek().upper}`);
  const table = parseName(cursor);
  if (cursor.accept('ALTER', 'COLUMN') || cursor.accept('ALTER') || cursor.accept('CHANGE', 'COLUMN'))
    return alterColumn(cursor, table);
  return { kind: 'alter', what: 'TABLE', table, change: parseAlteration(cursor) };
}

function alterColumn(cursor: Cursor, table: Name): Statement {
  const column = plainColumn(cursor);
  const statement: Statement = cursor.accept('COMMENT')
    ? { kind: 'comment-column', table, column, comment: cursor.string() }
    : { kind: 'alter', what: 'TABLE', table, change: changeOfColumn(cursor, column) };
  if (cursor.sees(',')) throw cursor.refuse('changes of several columns in one ALTER COLUMN');
  return statement;
}

function changeOfColumn(cursor: Cursor, column: string): Alteration {
  if (cursor.accept('DROP', 'NOT', 'NULL')) return { kind: 'drop-not-null', column };
  if (cursor.accept('SET', 'NOT', 'NULL')) return { kind: 'set-not-null', column };
  if (cursor.accept('FIRST')) return { kind: 'move-column', column, after: '' };
  if (cursor.accept('AFTER')) return { kind: 'move-column', column, after: cursor.name() };
  if (cursor.accept('DROP', 'DEFAULT')) return { kind: 'set-default', column, text: undefined };
  if (!cursor.accept('SET', 'DEFAULT'))
    throw cursor.refuse(`ALTER COLUMN … ${cursor.peek().upper} ${cursor.peek(1).upper}`.trim());
  const { at } = cursor.peek();
  cursor.grammar.expression(cursor);
  return { kind: 'set-default', column, text: cursor.text.slice(at, cursor.end) };
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
    // Else IF would be the column, and NOT its type.
    if (cursor.sees('IF', 'NOT', 'EXISTS')) throw syntaxError('EXISTS', cursor.peek(2).at);
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
  if (cursor.accept('CLUSTER', 'BY')) return { kind: 'cluster', by: parseClustering(cursor) };
  throw cursor.refuse(`ALTER TABLE … ${cursor.peek().upper} ${cursor.peek(1).upper}`.trim());
}

import type { Expression, Name, Relation } from './ast.ts';
import type { Cursor } from './cursor.ts';

const ENDS = [
  'WHERE',
  'GROUP',
  'ORDER',
  'HAVING',
  'LIMIT',
  'JOIN',
  'LEFT',
  'RIGHT',
  'INNER',
  'CROSS',
  'FULL',
  'UNION',
  'QUALIFY',
  'LATERAL',
  'PIVOT',
  'UNPIVOT',
  'EXCEPT',
  'INTERSECT',
  'MINUS',
  'ON',
  'WINDOW',
  'OFFSET',
  'USING',
  'SELECT',
];

function alias(cursor: Cursor): { alias?: string } {
  const { kind, upper } = cursor.peek();
  if (cursor.accept('AS')) return { alias: cursor.name() };
  return kind === 'name' || (kind === 'word' && !ENDS.includes(upper) && upper !== 'FOR')
    ? { alias: cursor.name() }
    : {};
}

/** Reads what follows PIVOT: `(sum(v) AS s FOR k IN ('a' AS x, 'b'))`. */
export function parsePivot(cursor: Cursor, input: Relation, at: number): Relation {
  cursor.expect('(');
  const aggregates: { expression: Expression; alias?: string }[] = [];
  do aggregates.push({ expression: cursor.grammar.expression(cursor), ...alias(cursor) });
  while (cursor.accept(','));
  cursor.expect('FOR');
  const column = (): Expression => {
    const { at: place } = cursor.peek();
    return { kind: 'column', parts: [cursor.name()], at: place };
  };
  const by = cursor.sees('(') ? cursor.list(column) : [column()];
  cursor.expect('IN');
  if (cursor.sees('(', 'SELECT')) throw cursor.refuse('PIVOT with a query in IN');
  const values = cursor.list(() => {
    const value = cursor.grammar.expression(cursor);
    const parts = value.kind === 'call' && value.name === 'struct' ? value.args : [value];
    return { values: parts, ...alias(cursor) };
  });
  cursor.expect(')');
  return { kind: 'pivot', input, aggregates, by, values, at, ...alias(cursor) };
}

function name(cursor: Cursor): Name {
  const { at } = cursor.peek();
  const parts = [cursor.name()];
  while (cursor.accept('.')) parts.push(cursor.name());
  return { parts, at };
}

/** Reads what follows UNPIVOT: `[INCLUDE NULLS] (v FOR n IN (a AS x, b))`. */
export function parseUnpivot(cursor: Cursor, input: Relation, at: number): Relation {
  const includesNulls = cursor.accept('INCLUDE', 'NULLS');
  if (!includesNulls) cursor.accept('EXCLUDE', 'NULLS');
  cursor.expect('(');
  const values = cursor.sees('(') ? cursor.list(() => cursor.name()) : [cursor.name()];
  cursor.expect('FOR');
  const nameColumn = cursor.name();
  cursor.expect('IN');
  const groups = cursor.list(() => {
    const columns = cursor.sees('(') ? cursor.list(() => name(cursor)) : [name(cursor)];
    return { columns, ...alias(cursor) };
  });
  cursor.expect(')');
  return { kind: 'unpivot', input, includesNulls, values, nameColumn, groups, at, ...alias(cursor) };
}

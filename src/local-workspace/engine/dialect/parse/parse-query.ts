import type { Body, Expression, Query } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { parseSelect } from './parse-select.ts';
import { parseSortItems } from './parse-sort.ts';

const LONGEST_UNION = 100;

function parseRow(cursor: Cursor): Expression[] {
  return cursor.sees('(') ? cursor.list(() => cursor.grammar.expression(cursor)) : [cursor.grammar.expression(cursor)];
}

function parseBody(cursor: Cursor): Body {
  const { at } = cursor.peek();
  if (cursor.accept('(')) {
    const query = cursor.grammar.query(cursor);
    cursor.expect(')');
    return { kind: 'nested', query, at };
  }
  if (cursor.accept('VALUES')) {
    const rows = [parseRow(cursor)];
    while (cursor.accept(',')) rows.push(parseRow(cursor));
    return { kind: 'values', rows, at };
  }
  for (const word of ['FROM', 'TABLE', 'MAP', 'REDUCE'])
    if (cursor.sees(word)) throw cursor.refuse(`queries that start with ${word}`);
  return parseSelect(cursor);
}

function parseSet(cursor: Cursor, ops: readonly string[], operand: (cursor: Cursor) => Body): Body {
  let left = operand(cursor);
  for (let length = 1; ; length += 1) {
    const { upper, kind, at } = cursor.peek();
    if (kind !== 'word' || !ops.includes(upper)) return left;
    if (length > LONGEST_UNION) throw cursor.refuse(`more than ${LONGEST_UNION} set operations in a row`);
    cursor.take();
    const all = cursor.accept('ALL');
    if (!all) cursor.accept('DISTINCT');
    const op = upper === 'UNION' ? 'UNION' : upper === 'INTERSECT' ? 'INTERSECT' : 'EXCEPT';
    left = { kind: 'set', op, all, left, right: operand(cursor), at };
  }
}

/** Reads a query: WITH, set operations (INTERSECT binds tighter), ORDER BY, LIMIT and OFFSET. */
export function parseQuery(cursor: Cursor): Query {
  return cursor.deeper(() => {
    const withs: { name: string; columns: readonly string[]; query: Query }[] = [];
    if (cursor.accept('WITH')) {
      if (cursor.sees('RECURSIVE')) throw cursor.refuse('WITH RECURSIVE');
      do {
        const name = cursor.name();
        const columns = cursor.sees('(') ? cursor.list(() => cursor.name()) : [];
        cursor.accept('AS');
        cursor.expect('(');
        withs.push({ name, columns, query: cursor.grammar.query(cursor) });
        cursor.expect(')');
      } while (cursor.accept(','));
    }
    const body = parseSet(cursor, ['UNION', 'EXCEPT', 'MINUS'], (outer) => parseSet(outer, ['INTERSECT'], parseBody));
    const order = cursor.accept('ORDER', 'BY') ? parseSortItems(cursor) : [];
    for (const word of ['SORT', 'CLUSTER', 'DISTRIBUTE'])
      if (cursor.sees(word, 'BY')) throw cursor.refuse(`${word} BY`);
    const limit = cursor.accept('LIMIT') && !cursor.accept('ALL') ? cursor.grammar.expression(cursor) : undefined;
    const offset = cursor.accept('OFFSET') ? cursor.grammar.expression(cursor) : undefined;
    if (cursor.sees('|>')) throw cursor.refuse('pipe syntax |>');
    if (cursor.sees('WINDOW')) throw cursor.refuse('named windows');
    return { with: withs, body, order, ...(limit && { limit }), ...(offset && { offset }) };
  });
}

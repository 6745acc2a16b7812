import { SqlError } from '../sql-error.ts';
import type { Body, Expression, Query, Relation, SelectItem } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { parseName } from './parse-from.ts';
import { parsePipes } from './parse-pipe.ts';
import { parseSelect } from './parse-select.ts';
import { parseSortItems } from './parse-sort.ts';

const LONGEST_UNION = 100;

/** A row of an inline table; one that is a struct(…) is a row of its fields, as in Spark. */
function parseRow(cursor: Cursor): readonly Expression[] {
  const row = cursor.sees('(')
    ? cursor.list(() => cursor.grammar.expression(cursor))
    : [cursor.grammar.expression(cursor)];
  const [only] = row;
  return row.length === 1 && only?.kind === 'call' && only.name === 'struct' ? only.args : row;
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
  if (cursor.accept('TABLE')) {
    const relation: Relation = { kind: 'table', name: parseName(cursor), columns: [] };
    const all: SelectItem = { kind: 'star', qualifier: [], except: [], at };
    return { kind: 'select', distinct: false, items: [all], from: [relation], groupBy: [], at };
  }
  for (const word of ['MAP', 'REDUCE']) if (cursor.sees(word)) throw cursor.refuse(`queries that start with ${word}`);
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

/** Reads VALUES alone. */
export function parseValues(cursor: Cursor): Query {
  return { with: [], body: parseBody(cursor), order: [] };
}

const parseSets = (cursor: Cursor): Body =>
  parseSet(cursor, ['UNION', 'EXCEPT', 'MINUS'], (outer) => parseSet(outer, ['INTERSECT'], parseBody));

/** Reads what orders the rows. Rows that are sorted part by part are here of one part, so that all are sorted. */
function parseOrder(cursor: Cursor): Query['order'] {
  if (cursor.accept('ORDER', 'BY') || cursor.accept('SORT', 'BY') || cursor.accept('CLUSTER', 'BY'))
    return parseSortItems(cursor);
  if (!cursor.accept('DISTRIBUTE', 'BY')) return [];
  const parts = parseSortItems(cursor);
  return cursor.accept('SORT', 'BY') ? parseSortItems(cursor) : parts;
}

/** Reads ORDER BY and the like, LIMIT and OFFSET. */
function parseTail(cursor: Cursor): Pick<Query, 'order' | 'limit' | 'offset'> {
  const order = parseOrder(cursor);
  if (order.length > 0 && ['ORDER', 'SORT', 'CLUSTER', 'DISTRIBUTE'].some((word) => cursor.sees(word, 'BY')))
    throw new SqlError(
      'UNSUPPORTED_FEATURE.COMBINATION_QUERY_RESULT_CLAUSES',
      '0A000',
      'The feature is not supported: Combination of ORDER BY/SORT BY/DISTRIBUTE BY/CLUSTER BY.',
      cursor.peek().at,
    );
  const limit = cursor.accept('LIMIT') && !cursor.accept('ALL') ? cursor.grammar.expression(cursor) : undefined;
  const offset = cursor.accept('OFFSET') ? cursor.grammar.expression(cursor) : undefined;
  return { order, ...(limit && { limit }), ...(offset && { offset }) };
}

/** Reads MAX RECURSION LEVEL. */
function parseLevels(cursor: Cursor): { mostLevels?: number } {
  if (!cursor.accept('MAX', 'RECURSION', 'LEVEL')) return {};
  const { value } = cursor.take();
  if (!/^\d{1,5}$/.test(value)) throw cursor.refuse(`MAX RECURSION LEVEL ${value}`);
  return { mostLevels: Number(value) };
}

/** Reads WITH and the queries that it names. */
export function parseWith(cursor: Cursor): Pick<Query, 'with' | 'isRecursive'> {
  const withs: Query['with'][number][] = [];
  if (!cursor.accept('WITH')) return { with: withs };
  const isRecursive = cursor.accept('RECURSIVE');
  do {
    const name = cursor.name();
    const columns = cursor.sees('(') ? cursor.list(() => cursor.name()) : [];
    const levels = parseLevels(cursor);
    cursor.accept('AS');
    cursor.expect('(');
    withs.push({ name, columns, query: cursor.grammar.query(cursor), ...levels });
    cursor.expect(')');
  } while (cursor.accept(','));
  return { with: withs, ...(isRecursive && { isRecursive }) };
}

/** Reads a query: WITH, set operations (INTERSECT binds tighter), ORDER BY, LIMIT and OFFSET, and pipes. */
export function parseQuery(cursor: Cursor, before?: ReturnType<typeof parseWith>): Query {
  return cursor.deeper(() => {
    const named = before ?? parseWith(cursor);
    const own: Query = { ...named, body: parseSets(cursor), ...parseTail(cursor) };
    if (!cursor.sees('|>')) return own;
    if (own.order.length > 0 || own.limit || own.offset) throw cursor.unexpected();
    const { with: _, isRecursive: __, ...bare } = own;
    const piped = parsePipes(cursor, { ...bare, with: [] }, { body: parseBody, tail: parseTail });
    return { ...piped, ...named };
  });
}

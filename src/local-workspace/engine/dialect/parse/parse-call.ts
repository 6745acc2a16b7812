import type { Call, Expression, FrameBound, Window } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { parseSortItems } from './parse-sort.ts';

function parseBound(cursor: Cursor): FrameBound {
  if (cursor.accept('CURRENT', 'ROW')) return { side: 'CURRENT', rows: 0 };
  let rows: number | undefined;
  if (!cursor.accept('UNBOUNDED')) {
    const token = cursor.peek();
    if (token.kind !== 'number' || !/^\d{1,9}$/.test(token.value)) throw cursor.refuse('this window frame');
    cursor.take();
    rows = Number(token.value);
  }
  if (cursor.accept('PRECEDING')) return { side: 'PRECEDING', rows };
  cursor.expect('FOLLOWING');
  return { side: 'FOLLOWING', rows };
}

function parseWindow(cursor: Cursor): Window {
  if (!cursor.accept('(')) throw cursor.refuse('named windows');
  const partition: Expression[] = [];
  if (cursor.accept('PARTITION')) {
    cursor.expect('BY');
    do partition.push(cursor.grammar.expression(cursor));
    while (cursor.accept(','));
  }
  const order = cursor.accept('ORDER', 'BY') ? parseSortItems(cursor) : [];
  const unit = cursor.accept('ROWS') ? 'ROWS' : cursor.accept('RANGE') ? 'RANGE' : undefined;
  if (!unit) {
    cursor.expect(')');
    return { partition, order };
  }
  const between = cursor.accept('BETWEEN');
  const from = parseBound(cursor);
  if (between) cursor.expect('AND');
  const to: FrameBound = between ? parseBound(cursor) : { side: 'CURRENT', rows: 0 };
  cursor.expect(')');
  const offsets = [from, to].some((bound) => bound.side !== 'CURRENT' && bound.rows !== undefined);
  if (unit === 'RANGE' && offsets) throw cursor.refuse('window frames by RANGE with an offset');
  return { partition, order, frame: { unit, from, to } };
}

/** Reads the arguments of a call, the cursor standing before `(`, then FILTER and OVER. */
export function parseCall(cursor: Cursor, name: string, at: number): Call {
  cursor.expect('(');
  const distinct = cursor.accept('DISTINCT');
  if (!distinct) cursor.accept('ALL');
  const args: Expression[] = [];
  const star = cursor.accept('*');
  if (star && (distinct || name !== 'count')) throw cursor.refuse(`${name}(*) in this form`);
  if (!star && !cursor.sees(')')) {
    do {
      if (cursor.peek(1).value === '=>') throw cursor.refuse('named arguments');
      if (cursor.peek(1).value === '->') throw cursor.refuse('lambda functions');
      args.push(cursor.grammar.expression(cursor));
    } while (cursor.accept(','));
  }
  if (!cursor.sees(')') && cursor.peek().kind === 'word')
    throw cursor.refuse(`${cursor.peek().upper} inside ${name}()`);
  cursor.expect(')');
  for (const words of [
    ['WITHIN', 'GROUP'],
    ['IGNORE', 'NULLS'],
    ['RESPECT', 'NULLS'],
  ]) {
    if (cursor.sees(...words)) throw cursor.refuse(words.join(' '));
  }
  let filter: Expression | undefined;
  if (cursor.accept('FILTER')) {
    cursor.expect('(', 'WHERE');
    filter = cursor.grammar.expression(cursor);
    cursor.expect(')');
  }
  const window = cursor.accept('OVER') ? parseWindow(cursor) : undefined;
  return { kind: 'call', name, args, star, distinct, at, ...(filter && { filter }), ...(window && { window }) };
}

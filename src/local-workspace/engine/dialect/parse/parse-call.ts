import type { Call, Expression, FrameBound, SortItem, Window } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { parseSortItems } from './parse-sort.ts';

function parseBound(cursor: Cursor): FrameBound {
  if (cursor.accept('CURRENT', 'ROW')) return { side: 'CURRENT', rows: undefined };
  const rows = cursor.accept('UNBOUNDED') ? undefined : cursor.grammar.expression(cursor);
  if (cursor.accept('PRECEDING')) return { side: 'PRECEDING', rows };
  cursor.expect('FOLLOWING');
  return { side: 'FOLLOWING', rows };
}

/** Reads what follows OVER: a name, alone or in parentheses, or a window in parentheses. */
export function parseWindow(cursor: Cursor): Window {
  if (!cursor.sees('(')) return { base: cursor.name(), partition: [], order: [] };
  cursor.expect('(');
  const words = ['PARTITION', 'ORDER', 'DISTRIBUTE', 'CLUSTER', 'SORT', 'ROWS', 'RANGE'];
  const named = ['word', 'name'].includes(cursor.peek().kind) && !words.includes(cursor.peek().upper);
  if (named) {
    const base = cursor.name();
    cursor.expect(')');
    return { base, partition: [], order: [] };
  }
  const partition: Expression[] = [];
  if (cursor.accept('PARTITION') || cursor.accept('DISTRIBUTE')) {
    cursor.expect('BY');
    do partition.push(cursor.grammar.expression(cursor));
    while (cursor.accept(','));
  }
  const order = cursor.accept('ORDER', 'BY') || cursor.accept('SORT', 'BY') ? parseSortItems(cursor) : [];
  const unit = cursor.accept('ROWS') ? 'ROWS' : cursor.accept('RANGE') ? 'RANGE' : undefined;
  if (!unit) {
    cursor.expect(')');
    return { partition, order };
  }
  const between = cursor.accept('BETWEEN');
  const from = parseBound(cursor);
  if (between) cursor.expect('AND');
  const to: FrameBound = between ? parseBound(cursor) : { side: 'CURRENT', rows: undefined };
  cursor.expect(')');
  return { partition, order, frame: { unit, from, to } };
}

/** Reads `x -> …` or `(x, y) -> …`; undefined where there is no lambda. */
function parseLambda(cursor: Cursor): Expression | undefined {
  const { at, kind } = cursor.peek();
  const isOne = (kind === 'word' || kind === 'name') && cursor.peek(1).value === '->';
  let ahead = 1;
  if (!isOne) {
    if (!cursor.sees('(')) return undefined;
    while (['word', 'name'].includes(cursor.peek(ahead).kind) && cursor.peek(ahead + 1).value === ',') ahead += 2;
    if (!['word', 'name'].includes(cursor.peek(ahead).kind)) return undefined;
    if (cursor.peek(ahead + 1).value !== ')' || cursor.peek(ahead + 2).value !== '->') return undefined;
  }
  const names = isOne ? [cursor.name()] : cursor.list(() => cursor.name());
  cursor.expect('->');
  return { kind: 'lambda', names, body: cursor.grammar.expression(cursor), at };
}

function parseStarArgument(cursor: Cursor): Expression | undefined {
  const { at } = cursor.peek();
  let ahead = 0;
  while (['word', 'name'].includes(cursor.peek(ahead).kind) && cursor.peek(ahead + 1).value === '.') ahead += 2;
  if (cursor.peek(ahead).kind !== 'symbol' || cursor.peek(ahead).value !== '*') return undefined;
  const qualifier: string[] = [];
  while (!cursor.accept('*')) {
    qualifier.push(cursor.name());
    cursor.accept('.');
  }
  return { kind: 'star', qualifier, at };
}

/** Of the functions only struct() names its arguments, and AS may be left out. */
function named(cursor: Cursor, operand: Expression): Expression {
  const isNamed = cursor.accept('AS') || ['word', 'name'].includes(cursor.peek().kind);
  return isNamed ? { kind: 'alias', operand, name: cursor.name(), at: operand.at } : operand;
}

function parseArgument(cursor: Cursor, name: string): Expression {
  if (cursor.peek(1).value === '=>') {
    // The one argument of explode and inline is that, however it is called.
    const isOne = cursor.sees('COLLECTION') || cursor.sees('INPUT');
    const { at } = cursor.peek();
    const parameter = cursor.name();
    cursor.expect('=>');
    if (!isOne) return { kind: 'named', operand: cursor.grammar.expression(cursor), name: parameter, at };
  }
  const special = parseLambda(cursor) ?? parseStarArgument(cursor);
  if (special) return special;
  const operand = cursor.grammar.expression(cursor);
  return name === 'struct' ? named(cursor, operand) : operand;
}

/** Reads the arguments of a call, the cursor standing before `(`, then FILTER and OVER. */
export function parseCall(cursor: Cursor, name: string, at: number): Call {
  cursor.expect('(');
  const distinct = cursor.accept('DISTINCT');
  if (!distinct) cursor.accept('ALL');
  const args: Expression[] = [];
  const star = name === 'count' && !distinct && cursor.sees('*', ')');
  if (star) cursor.accept('*');
  if (!star && !cursor.sees(')')) {
    do args.push(parseArgument(cursor, name));
    while (cursor.accept(','));
  }
  const nulls = (): boolean | undefined =>
    cursor.accept('IGNORE', 'NULLS') ? true : cursor.accept('RESPECT', 'NULLS') ? false : undefined;
  let ignoresNulls = nulls();
  cursor.expect(')');
  let within: SortItem[] | undefined;
  if (cursor.accept('WITHIN', 'GROUP')) {
    cursor.expect('(', 'ORDER', 'BY');
    within = parseSortItems(cursor);
    cursor.expect(')');
  }
  let filter: Expression | undefined;
  if (cursor.accept('FILTER')) {
    cursor.expect('(', 'WHERE');
    filter = cursor.grammar.expression(cursor);
    cursor.expect(')');
  }
  ignoresNulls = nulls() ?? ignoresNulls;
  const window = cursor.accept('OVER') ? parseWindow(cursor) : undefined;
  return {
    kind: 'call',
    name,
    args,
    star,
    distinct,
    at,
    ...(ignoresNulls !== undefined && { ignoresNulls }),
    ...(within && { within }),
    ...(filter && { filter }),
    ...(window && { window }),
  };
}

import { SqlError } from '../sql-error.ts';
import type { Expression, Generated, Join, JoinKind, Name, Relation } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { parseCall } from './parse-call.ts';
import { parsePivot, parseUnpivot } from './parse-pivot.ts';
import { constantText } from './parse-primary.ts';
import { rangeBounds } from './range-bounds.ts';

/** Words that end a relation and so are not its alias. */
const NOT_AN_ALIAS = new Set(
  'WHERE GROUP HAVING ORDER LIMIT OFFSET UNION EXCEPT MINUS INTERSECT JOIN INNER LEFT RIGHT FULL CROSS SEMI ANTI NATURAL ON USING QUALIFY WINDOW LATERAL PIVOT UNPIVOT TABLESAMPLE SORT CLUSTER DISTRIBUTE SET VALUES SELECT FROM WHEN VERSION REPLACE'.split(
    ' ',
  ),
);
const LONGEST_JOIN = 60;

/** Reads `t`, `s.t` or `c.s.t`. */
export function parseName(cursor: Cursor): Name {
  const { at } = cursor.peek();
  const parts = [cursor.plainName()];
  while (cursor.accept('.')) parts.push(cursor.plainName());
  if (parts.length > 3) throw cursor.refuse('names of more than three parts');
  return { parts, at };
}

type Alias = { readonly alias?: string; readonly columns: readonly string[] };

export function parseAlias(cursor: Cursor): Alias {
  const token = cursor.peek();
  const named =
    cursor.accept('AS') || token.kind === 'name' || (token.kind === 'word' && !NOT_AN_ALIAS.has(token.upper));
  if (!named) return { columns: [] };
  const alias = cursor.name();
  return { alias, columns: cursor.sees('(') ? cursor.list(() => cursor.name()) : [] };
}

function parseRange(cursor: Cursor): Relation {
  cursor.expect('RANGE');
  return { kind: 'range', bounds: rangeBounds(cursor), ...parseAlias(cursor) };
}

const isQuery = (cursor: Cursor): boolean =>
  ['SELECT', 'WITH', 'VALUES', '(', 'FROM'].some((word) => cursor.sees(word)) ||
  (cursor.sees('TABLE') && cursor.peek(1).kind === 'word');

/** Reads what follows LATERAL: a query in parentheses, or a table function. */
function parseLateral(cursor: Cursor): Generated {
  const { at } = cursor.peek();
  if (cursor.accept('(')) {
    const query = cursor.grammar.query(cursor);
    cursor.expect(')');
    return { kind: 'lateral', isLateral: true, outer: false, query, at, ...parseAlias(cursor) };
  }
  return parseRows(cursor, parseName(cursor), true);
}

/** Reads the arguments of a table function, and its alias. */
function parseRows(cursor: Cursor, { parts, at }: Name, isLateral: boolean): Generated {
  const own = parseCall(cursor, parts.at(-1)?.toLowerCase() ?? '', at);
  const call = parts.length > 1 ? { ...own, path: parts } : own;
  return { kind: 'lateral', isLateral, outer: false, call, at, ...parseAlias(cursor) };
}

/** Reads one relation, with PIVOT, UNPIVOT and LATERAL VIEW behind it, without the joins that may follow it. */
export function parsePart(cursor: Cursor): Relation {
  return parseBehind(cursor, parseFirst(cursor));
}

/** Reads PIVOT, UNPIVOT and LATERAL VIEW. */
export function parseBehind(cursor: Cursor, first: Relation): Relation {
  let relation = first;
  for (;;) {
    const { at } = cursor.peek();
    if (cursor.accept('PIVOT')) relation = parsePivot(cursor, relation, at);
    else if (cursor.accept('UNPIVOT')) relation = parseUnpivot(cursor, relation, at);
    else if (cursor.accept('LATERAL', 'VIEW')) relation = parseView(cursor, relation, at);
    else if (cursor.sees('TABLESAMPLE')) throw cursor.refuse('TABLESAMPLE');
    else return relation;
  }
}

function parseView(cursor: Cursor, left: Relation, at: number): Relation {
  const outer = cursor.accept('OUTER');
  const name = cursor.name().toLowerCase();
  if (name.startsWith('variant_explode'))
    throw new SqlError('ROUTINE_NOT_FOUND', '42883', `The routine \`${name}\` cannot be found for LATERAL VIEW.`, at);
  const call = parseCall(cursor, name, at);
  const token = cursor.peek();
  const isNamed =
    !cursor.sees('AS') && (token.kind === 'name' || (token.kind === 'word' && !NOT_AN_ALIAS.has(token.upper)));
  if (!isNamed && !cursor.sees('AS')) throw cursor.unexpected();
  const alias = isNamed ? { alias: cursor.name() } : {};
  const columns: string[] = [];
  if (
    cursor.accept('AS') ||
    (isNamed && ['word', 'name'].includes(cursor.peek().kind) && !NOT_AN_ALIAS.has(cursor.peek().upper))
  )
    do columns.push(cursor.name());
    while (cursor.accept(','));
  return { kind: 'lateral', isLateral: true, isView: true, left, outer, call, columns, at, ...alias };
}

/** Reads TABLESAMPLE (10 ROWS), which stands before the alias. */
function sampled(cursor: Cursor, named: () => Relation): Relation {
  if (!cursor.accept('TABLESAMPLE')) return named();
  if (!cursor.accept('(')) throw cursor.refuse(`TABLESAMPLE ${cursor.peek().upper}`);
  const token = cursor.take();
  const unit = cursor.accept('ROWS') ? 'ROWS' : cursor.accept('PERCENT') ? 'PERCENT' : undefined;
  const isNumber = token.kind === 'number' && /^\d+(\.\d+)?$/.test(token.value);
  if (unit === undefined || !isNumber) throw cursor.refuse('TABLESAMPLE of what is no number of rows or percent');
  const amount = Number(token.value);
  if (unit === 'ROWS' ? !Number.isInteger(amount) || amount > MOST_SAMPLED : amount > 100)
    throw cursor.refuse(`TABLESAMPLE of ${token.value} ${unit}`);
  cursor.expect(')');
  if (cursor.sees('REPEATABLE')) throw cursor.refuse('TABLESAMPLE … REPEATABLE');
  return { kind: 'sample', input: named(), amount, unit };
}
const MOST_SAMPLED = 1_000_000;

function parseFirst(cursor: Cursor): Relation {
  if (cursor.accept('LATERAL')) return parseLateral(cursor);
  if (cursor.sees('STREAM')) throw cursor.refuse('STREAM in FROM');
  if (cursor.sees('VALUES')) {
    const query = cursor.grammar.values(cursor);
    return { kind: 'query', query, ...parseAlias(cursor) };
  }
  if (cursor.sees('RANGE', '(')) return parseRange(cursor);
  if (cursor.accept('(')) {
    const mark = cursor.mark;
    if (isQuery(cursor)) {
      try {
        const query = cursor.grammar.query(cursor);
        cursor.expect(')');
        return sampled(cursor, () => ({ kind: 'query', query, ...parseAlias(cursor) }));
      } catch (error) {
        // What starts with a parenthesis may be a query or a join.
        cursor.back(mark);
        if (!cursor.sees('(') && !cursor.sees('VALUES')) throw error;
      }
    }
    const inner = cursor.deeper(() => parseRelation(cursor));
    cursor.expect(')');
    if (parseAlias(cursor).alias !== undefined) throw cursor.refuse('an alias for a join in parentheses');
    return inner;
  }
  const { at, upper } = cursor.peek();
  if (upper === 'IDENTIFIER' && cursor.sees('IDENTIFIER', '(')) {
    cursor.take();
    cursor.expect('(');
    const parts = constantText(cursor.grammar.expression(cursor), cursor).split('.');
    cursor.expect(')');
    return { kind: 'table', name: { parts, at }, ...parseAlias(cursor) };
  }
  const name = parseName(cursor);
  if (cursor.sees('(')) return parseRows(cursor, name, false);
  for (const word of ['VERSION', 'TIMESTAMP', 'FOR', '@']) if (cursor.sees(word)) throw cursor.refuse('time travel');
  return sampled(cursor, () => ({ kind: 'table', name, ...parseAlias(cursor) }));
}

function parseJoinKind(cursor: Cursor): JoinKind | undefined {
  if (cursor.accept('JOIN') || cursor.accept('INNER', 'JOIN')) return 'INNER';
  if (cursor.accept('CROSS', 'JOIN')) return 'CROSS';
  for (const side of ['LEFT', 'RIGHT', 'FULL'] as const) {
    if (cursor.accept(side, 'JOIN') || cursor.accept(side, 'OUTER', 'JOIN')) return side;
  }
  for (const side of ['SEMI', 'ANTI'] as const) {
    if (cursor.accept(side, 'JOIN') || cursor.accept('LEFT', side, 'JOIN')) return side;
  }
  return undefined;
}

/** Reads a relation and the joins that follow it; joins bind tighter than commas. */
export function parseRelation(cursor: Cursor): Relation {
  return parseJoins(cursor, parsePart(cursor));
}

/** What cannot see the rows before it and be joined to them so. */
function wantLateral({ how, natural, using, at }: Omit<Join, 'kind' | 'left' | 'right'>): void {
  if (!/^(INNER|CROSS|LEFT)$/.test(how))
    throw new SqlError('INVALID_LATERAL_JOIN_TYPE', '42613', `The ${how} JOIN with LATERAL is not allowed.`, at);
  if (natural)
    throw new SqlError('INCOMPATIBLE_JOIN_TYPES', '42613', 'The join types LATERAL and NATURAL are incompatible.', at);
  if (using.length > 0)
    throw new SqlError('UNSUPPORTED_FEATURE.LATERAL_JOIN_USING', '0A000', 'JOIN USING with LATERAL correlation.', at);
}

/** `right` beside `left`; what is lateral sees what stands before it. */
function beside(left: Relation, right: Relation, join: Omit<Join, 'kind' | 'left' | 'right'>): Relation {
  if (right.kind !== 'lateral' || right.left || !right.isLateral) return { kind: 'join', left, right, ...join };
  wantLateral(join);
  const outer = right.outer || join.how === 'LEFT';
  return { ...right, left, outer, ...(join.on && { on: join.on }) };
}

/** Reads the joins that follow a relation. */
export function parseJoins(cursor: Cursor, first: Relation): Relation {
  let left = first;
  for (let joins = 0; ; joins += 1) {
    const { at } = cursor.peek();
    const natural = cursor.accept('NATURAL');
    const how = parseJoinKind(cursor);
    if (!how) return left;
    if (joins > LONGEST_JOIN) throw cursor.refuse(`more than ${LONGEST_JOIN} joins in a row`);
    const right = parsePart(cursor);
    let on: Expression | undefined;
    let using: string[] = [];
    if (!natural) {
      if (cursor.accept('ON')) on = cursor.grammar.expression(cursor);
      else if (cursor.accept('USING')) using = cursor.list(() => cursor.name());
      else if (!['INNER', 'CROSS'].includes(how) && !(right.kind === 'lateral' && right.isLateral))
        throw cursor.refuse('an outer, semi or anti join without a condition');
    }
    left = parseBehind(
      cursor,
      beside(left, right, {
        how: how === 'CROSS' && (on || using.length > 0) ? 'INNER' : how,
        using,
        at,
        ...(on && { on }),
        ...(natural && { natural }),
      }),
    );
  }
}

export function parseFrom(cursor: Cursor): Relation[] {
  let left = parseRelation(cursor);
  while (cursor.accept(',')) {
    const { at } = cursor.peek();
    left = parseBehind(cursor, beside(left, parseRelation(cursor), { how: 'CROSS', using: [], at }));
  }
  return [left];
}

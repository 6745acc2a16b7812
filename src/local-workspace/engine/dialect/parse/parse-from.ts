import type { Expression, JoinKind, Name, Relation } from './ast.ts';
import type { Cursor } from './cursor.ts';

/** Words that end a relation and so are not its alias. */
const NOT_AN_ALIAS = new Set(
  'WHERE GROUP HAVING ORDER LIMIT OFFSET UNION EXCEPT MINUS INTERSECT JOIN INNER LEFT RIGHT FULL CROSS SEMI ANTI NATURAL ON USING QUALIFY WINDOW LATERAL PIVOT UNPIVOT TABLESAMPLE SORT CLUSTER DISTRIBUTE SET VALUES SELECT FROM WHEN VERSION'.split(
    ' ',
  ),
);
const LONGEST_JOIN = 60;

/** Reads `t`, `s.t` or `c.s.t`. */
export function parseName(cursor: Cursor): Name {
  const { at } = cursor.peek();
  const parts = [cursor.name()];
  while (cursor.accept('.')) parts.push(cursor.name());
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
  const bounds = cursor.list(() => {
    const value = cursor.grammar.expression(cursor);
    if (value.kind !== 'literal' || !/^-?\d{1,15}$/.test(value.value)) throw cursor.refuse('range() of this argument');
    return Number(value.value);
  });
  if (bounds.length > 3 || bounds[2] === 0) throw cursor.refuse('range() of these arguments');
  return { kind: 'range', bounds, ...parseAlias(cursor) };
}

/** Reads one relation, without the joins that may follow it. */
export function parsePart(cursor: Cursor): Relation {
  for (const word of ['LATERAL', 'TABLE', 'STREAM']) if (cursor.sees(word)) throw cursor.refuse(`${word} in FROM`);
  if (cursor.sees('VALUES')) {
    const query = cursor.grammar.query(cursor);
    return { kind: 'query', query, ...parseAlias(cursor) };
  }
  if (cursor.sees('RANGE', '(')) return parseRange(cursor);
  if (cursor.accept('(')) {
    if (
      cursor.sees('SELECT') ||
      cursor.sees('WITH') ||
      cursor.sees('VALUES') ||
      cursor.sees('(') ||
      cursor.sees('FROM')
    ) {
      const query = cursor.grammar.query(cursor);
      cursor.expect(')');
      return { kind: 'query', query, ...parseAlias(cursor) };
    }
    const inner = cursor.deeper(() => parseRelation(cursor));
    cursor.expect(')');
    if (parseAlias(cursor).alias !== undefined) throw cursor.refuse('an alias for a join in parentheses');
    return inner;
  }
  const name = parseName(cursor);
  if (cursor.sees('(')) throw cursor.refuse(`the table function ${name.parts.join('.')}()`);
  for (const word of ['VERSION', 'TIMESTAMP', 'FOR', '@']) if (cursor.sees(word)) throw cursor.refuse('time travel');
  const relation: Relation = { kind: 'table', name, ...parseAlias(cursor) };
  for (const word of ['TABLESAMPLE', 'PIVOT', 'UNPIVOT', 'LATERAL']) if (cursor.sees(word)) throw cursor.refuse(word);
  return relation;
}

function parseJoinKind(cursor: Cursor): JoinKind | undefined {
  if (cursor.accept('JOIN') || cursor.accept('INNER', 'JOIN')) return 'INNER';
  if (cursor.accept('CROSS', 'JOIN')) return 'CROSS';
  if (cursor.sees('NATURAL')) throw cursor.refuse('NATURAL JOIN');
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
  let left = parsePart(cursor);
  for (let joins = 0; ; joins += 1) {
    const { at } = cursor.peek();
    const how = parseJoinKind(cursor);
    if (!how) return left;
    if (joins > LONGEST_JOIN) throw cursor.refuse(`more than ${LONGEST_JOIN} joins in a row`);
    const right = parsePart(cursor);
    let on: Expression | undefined;
    let using: string[] = [];
    if (how !== 'CROSS') {
      if (cursor.accept('ON')) on = cursor.grammar.expression(cursor);
      else if (cursor.accept('USING')) using = cursor.list(() => cursor.name());
      else if (how !== 'INNER') throw cursor.refuse('an outer, semi or anti join without a condition');
    }
    left = { kind: 'join', how, left, right, using, at, ...(on && { on }) };
  }
}

export function parseFrom(cursor: Cursor): Relation[] {
  const relations = [parseRelation(cursor)];
  while (cursor.accept(',')) relations.push(parseRelation(cursor));
  for (const word of ['LATERAL', 'PIVOT', 'UNPIVOT', 'TABLESAMPLE']) if (cursor.sees(word)) throw cursor.refuse(word);
  return relations;
}

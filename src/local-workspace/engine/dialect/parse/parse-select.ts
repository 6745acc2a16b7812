import type { Expression, Select, SelectItem } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { parseFrom } from './parse-from.ts';

/** Words that follow a select item and so are not its alias. */
const NOT_AN_ALIAS = new Set(
  'FROM WHERE GROUP HAVING ORDER LIMIT OFFSET UNION EXCEPT MINUS INTERSECT QUALIFY WINDOW SORT CLUSTER DISTRIBUTE LATERAL ON JOIN'.split(
    ' ',
  ),
);

function parseStar(cursor: Cursor): SelectItem | undefined {
  const { at } = cursor.peek();
  let ahead = 0;
  while (['word', 'name'].includes(cursor.peek(ahead).kind) && cursor.peek(ahead + 1).value === '.') ahead += 2;
  const star = cursor.peek(ahead);
  if (star.kind !== 'symbol' || star.value !== '*') return undefined;
  const qualifier: string[] = [];
  while (!cursor.sees('*')) {
    qualifier.push(cursor.name());
    cursor.expect('.');
  }
  cursor.expect('*');
  const except = cursor.sees('EXCEPT', '(') && !cursor.peek(2).upper.match(/^(SELECT|WITH|VALUES|FROM)$/);
  if (!except) return { kind: 'star', qualifier, except: [], at };
  cursor.expect('EXCEPT');
  return { kind: 'star', qualifier, except: cursor.list(() => cursor.name()), at };
}

function parseItem(cursor: Cursor): SelectItem {
  const star = parseStar(cursor);
  if (star) return star;
  const expression = cursor.grammar.expression(cursor);
  const token = cursor.peek();
  if (cursor.accept('AS')) {
    if (cursor.sees('(')) throw cursor.refuse('an alias of several names');
    return { kind: 'value', expression, alias: cursor.name() };
  }
  if (token.kind === 'name' || (token.kind === 'word' && !NOT_AN_ALIAS.has(token.upper))) {
    return { kind: 'value', expression, alias: cursor.name() };
  }
  return { kind: 'value', expression };
}

function parseGroupBy(cursor: Cursor): 'ALL' | Expression[] {
  if (!cursor.accept('GROUP', 'BY')) return [];
  if (cursor.accept('ALL')) return 'ALL';
  const items: Expression[] = [];
  do {
    for (const word of ['ROLLUP', 'CUBE']) if (cursor.sees(word, '(')) throw cursor.refuse(`GROUP BY ${word}`);
    if (cursor.sees('GROUPING', 'SETS')) throw cursor.refuse('GROUPING SETS');
    items.push(cursor.grammar.expression(cursor));
  } while (cursor.accept(','));
  for (const word of ['ROLLUP', 'CUBE']) if (cursor.sees('WITH', word)) throw cursor.refuse(`GROUP BY … WITH ${word}`);
  if (cursor.sees('GROUPING', 'SETS')) throw cursor.refuse('GROUPING SETS');
  return items;
}

/** Reads `SELECT … FROM … WHERE … GROUP BY … HAVING … QUALIFY …`. */
export function parseSelect(cursor: Cursor): Select {
  const { at } = cursor.peek();
  cursor.expect('SELECT');
  if (cursor.sees('TRANSFORM', '(')) throw cursor.refuse('TRANSFORM()');
  const distinct = cursor.accept('DISTINCT');
  if (!distinct) cursor.accept('ALL');
  const items = [parseItem(cursor)];
  while (cursor.accept(',')) items.push(parseItem(cursor));
  const from = cursor.accept('FROM') ? parseFrom(cursor) : [];
  const where = cursor.accept('WHERE') ? cursor.grammar.expression(cursor) : undefined;
  const groupBy = parseGroupBy(cursor);
  const having = cursor.accept('HAVING') ? cursor.grammar.expression(cursor) : undefined;
  if (cursor.sees('WINDOW')) throw cursor.refuse('named windows');
  const qualify = cursor.accept('QUALIFY') ? cursor.grammar.expression(cursor) : undefined;
  return {
    kind: 'select',
    distinct,
    items,
    from,
    groupBy,
    at,
    ...(where && { where }),
    ...(having && { having }),
    ...(qualify && { qualify }),
  };
}

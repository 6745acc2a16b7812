import { SqlError } from '../sql-error.ts';
import type { Expression, Select, SelectItem, Window } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { parseWindow } from './parse-call.ts';
import { parseBehind, parseFrom } from './parse-from.ts';

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
  const { kind, upper } = cursor.peek();
  const isNamed = upper === 'AS' || (upper === 'FROM' && cursor.peek(1).kind === 'end');
  if (isNamed || (kind === 'symbol' && /^([-+*/%=<>|&^]|\|\||[<>!=]=|<>)$/.test(upper))) throw misplacedStar(at);
  const except = cursor.sees('EXCEPT', '(') && !cursor.peek(2).upper.match(/^(SELECT|WITH|VALUES|FROM)$/);
  if (!except) return { kind: 'star', qualifier, except: [], at };
  cursor.expect('EXCEPT');
  return { kind: 'star', qualifier, except: cursor.list(() => cursor.name()), at };
}

const misplacedStar = (at: number): SqlError =>
  new SqlError('INVALID_USAGE_OF_STAR_OR_REGEX', '42000', "Invalid usage of '*' in an expression.", at);

function parseItem(cursor: Cursor): SelectItem {
  const star = parseStar(cursor);
  if (star) return star;
  const expression = cursor.grammar.expression(cursor);
  const token = cursor.peek();
  if (cursor.accept('AS')) {
    if (cursor.sees('(')) return { kind: 'value', expression, aliases: cursor.list(() => cursor.name()) };
    return { kind: 'value', expression, alias: cursor.plainName() };
  }
  // At the end of the text FROM is a name.
  const isName = !NOT_AN_ALIAS.has(token.upper) || (token.upper === 'FROM' && cursor.peek(1).kind === 'end');
  if (token.kind === 'name' || (token.kind === 'word' && isName)) {
    return { kind: 'value', expression, alias: cursor.plainName() };
  }
  return { kind: 'value', expression };
}

type Sets = readonly (readonly Expression[])[];

/** Every set of ROLLUP or CUBE over groups of keys. */
function rollup(groups: Sets): Sets {
  return Array.from({ length: groups.length + 1 }, (_, index) => groups.slice(0, groups.length - index).flat());
}
function cube(groups: Sets): Sets {
  if (groups.length > 12) return [];
  const [first, ...rest] = groups;
  if (!first) return [[]];
  const others = cube(rest);
  return [...others.map((set) => [...first, ...set]), ...others];
}

function parseGroup(cursor: Cursor): Expression[] {
  const { kind } = cursor.peek();
  if (kind === 'symbol' && cursor.accept('(')) {
    const items: Expression[] = [];
    while (!cursor.sees(')')) {
      items.push(cursor.grammar.expression(cursor));
      if (!cursor.accept(',')) break;
    }
    cursor.expect(')');
    return items;
  }
  return [cursor.grammar.expression(cursor)];
}

/** The sets that one item of GROUP BY stands for. */
function parseSets(cursor: Cursor): Sets {
  if (cursor.accept('GROUPING', 'SETS'))
    return cursor
      .list(() =>
        cursor.sees('ROLLUP') || cursor.sees('CUBE') || cursor.sees('GROUPING')
          ? parseSets(cursor)
          : [parseGroup(cursor)],
      )
      .flat();
  if (cursor.sees('ROLLUP', '(') || cursor.sees('CUBE', '(')) {
    const isCube = cursor.take().upper === 'CUBE';
    const groups = cursor.list(() => parseGroup(cursor));
    return isCube ? cube(groups) : rollup(groups);
  }
  return [[cursor.grammar.expression(cursor)]];
}

type Grouping = {
  readonly groupBy: 'ALL' | readonly Expression[];
  readonly groupingSets?: readonly (readonly number[])[];
};

/** Keys that are written alike are one. */
function numbered(sets: Sets): Grouping {
  const keys = new Map<string, { index: number; node: Expression }>();
  const index = (node: Expression): number => {
    const text = JSON.stringify(node, (name, value: unknown) =>
      name === 'at' || name === 'span' ? undefined : typeof value === 'bigint' ? String(value) : value,
    );
    const known = keys.get(text) ?? { index: keys.size, node };
    keys.set(text, known);
    return known.index;
  };
  const groupingSets = sets.map((set) => [...new Set(set.map(index))]);
  return { groupBy: [...keys.values()].map(({ node }) => node), groupingSets };
}

export function parseGroupBy(cursor: Cursor): Grouping {
  if (!cursor.accept('GROUP', 'BY')) return { groupBy: [] };
  if (cursor.sees('ALL') && !['.', '('].includes(cursor.peek(1).value)) {
    cursor.take();
    return { groupBy: 'ALL' };
  }
  const items: Sets[] = [];
  do items.push(parseSets(cursor));
  while (cursor.accept(','));
  const plain = items.flatMap((sets) => (sets.length === 1 ? sets : []));
  if (cursor.accept('WITH', 'ROLLUP')) return numbered(rollup(plain));
  if (cursor.accept('WITH', 'CUBE')) return numbered(cube(plain));
  if (cursor.accept('GROUPING', 'SETS')) return numbered(cursor.list(() => parseGroup(cursor)));
  if (items.every((sets) => sets.length === 1 && sets[0]?.length === 1)) return { groupBy: plain.flat() };
  const product = items.reduce<Sets>(
    (before, sets) => before.flatMap((own) => sets.map((set) => [...own, ...set])),
    [[]],
  );
  if (product.length > 4096 || product.length === 0) throw cursor.refuse('so many grouping sets');
  return numbered(product);
}

/** Reads `SELECT … FROM … WHERE … GROUP BY … HAVING … QUALIFY …`; FROM may come first. */
export function parseSelect(cursor: Cursor): Select {
  const { at } = cursor.peek();
  const before = cursor.accept('FROM') ? parseFrom(cursor) : undefined;
  if (before && !cursor.sees('SELECT')) {
    const all: SelectItem = { kind: 'star', qualifier: [], except: [], at };
    return { kind: 'select', distinct: false, items: [all], from: before, groupBy: [], at };
  }
  cursor.expect('SELECT');
  if (cursor.sees('TRANSFORM', '(') && /^(USING)$/.test(cursor.peek(3).upper)) throw cursor.refuse('TRANSFORM()');
  const distinct = cursor.accept('DISTINCT');
  if (!distinct) cursor.accept('ALL');
  return { ...parseRest(cursor, before ?? [], at), distinct };
}

export function parseItems(cursor: Cursor): SelectItem[] {
  const items = [parseItem(cursor)];
  while (cursor.accept(',')) items.push(parseItem(cursor));
  return items;
}

function parseRest(cursor: Cursor, before: Select['from'], at: number): Select {
  const items = parseItems(cursor);
  const from = cursor.accept('FROM') ? parseFrom(cursor) : before;
  const viewed = from.map((relation) => parseBehind(cursor, relation));
  const where = cursor.accept('WHERE') ? cursor.grammar.expression(cursor) : undefined;
  const grouping = parseGroupBy(cursor);
  const having = cursor.accept('HAVING') ? cursor.grammar.expression(cursor) : undefined;
  let windows = parseWindows(cursor);
  const qualify = cursor.accept('QUALIFY') ? cursor.grammar.expression(cursor) : undefined;
  if (windows.length === 0) windows = parseWindows(cursor);
  return {
    kind: 'select',
    distinct: false,
    items,
    from: viewed,
    ...grouping,
    at,
    ...(where && { where }),
    ...(having && { having }),
    ...(qualify && { qualify }),
    ...(windows.length > 0 && { windows }),
  };
}

/** Reads WINDOW w AS (…), … */
export function parseWindows(cursor: Cursor): { name: string; window: Window }[] {
  const windows: { name: string; window: Window }[] = [];
  if (!cursor.accept('WINDOW')) return windows;
  do {
    const { at } = cursor.peek();
    const name = cursor.name();
    if (windows.some((own) => own.name.toLowerCase() === name.toLowerCase()))
      throw new SqlError(
        'INVALID_SQL_SYNTAX.REPETITIVE_WINDOW_DEFINITION',
        '42000',
        `Invalid SQL syntax: The definition of window \`${name}\` is repetitive.`,
        at,
      );
    cursor.expect('AS');
    windows.push({ name, window: parseWindow(cursor) });
  } while (cursor.accept(','));
  return windows;
}

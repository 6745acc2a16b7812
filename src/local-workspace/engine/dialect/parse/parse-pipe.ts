import { SqlError } from '../sql-error.ts';
import type { Body, Expression, Query, Relation, Select, SelectItem } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { parseBehind, parseJoins } from './parse-from.ts';
import { parseItems, parseWindows } from './parse-select.ts';

/** The rules of queries that the pipes need. */
type Rules = {
  readonly body: (cursor: Cursor) => Body;
  readonly tail: (cursor: Cursor) => Pick<Query, 'order' | 'limit' | 'offset'>;
};

const JOINS = ['JOIN', 'INNER', 'LEFT', 'RIGHT', 'FULL', 'CROSS', 'NATURAL', 'SEMI', 'ANTI'];
const all = (at: number): SelectItem => ({ kind: 'star', qualifier: [], except: [], at });
const queryOf = (body: Body): Query => ({ with: [], body, order: [] });

/** What a step reads; its name goes on as long as its columns do. */
function relationOf(query: Query): Relation {
  const { body } = query;
  const bare = query.order.length === 0 && !query.limit && !query.offset;
  if (bare && body.kind === 'select' && isWhole(body)) {
    const [only] = body.from;
    if (only) return only;
  }
  const named = body.kind === 'select' ? aliasOf(body) : undefined;
  return { kind: 'query', query, columns: [], ...(named !== undefined && { alias: named }) };
}
const isWhole = (select: Select): boolean =>
  select.items.every(
    (item) => item.kind === 'star' && item.qualifier.length === 0 && item.except.length === 0 && !item.set,
  ) &&
  select.items.length === 1 &&
  select.groupBy.length === 0 &&
  !select.where &&
  !select.having &&
  !select.qualify &&
  !select.distinct;
function aliasOf(select: Select): string | undefined {
  if (select.items[0]?.kind !== 'star') return undefined;
  const [only] = select.from;
  if (only?.kind === 'table') return only.alias ?? only.name.parts.at(-1);
  if (only?.kind === 'sample')
    return only.input.kind === 'join' || only.input.kind === 'sample' ? undefined : only.input.alias;
  return only && only.kind !== 'join' ? only.alias : undefined;
}

function selectOf(query: Query, at: number, change: Partial<Select>): Query {
  return queryOf({
    kind: 'select',
    distinct: false,
    items: [all(at)],
    from: [relationOf(query)],
    groupBy: [],
    at,
    ...change,
  });
}

function aggregate(cursor: Cursor, query: Query, at: number): Query {
  const items = cursor.sees('GROUP', 'BY') ? [] : parseItems(cursor);
  const pipe = { step: 'AGGREGATE', keys: 0 } as const;
  if (!cursor.accept('GROUP', 'BY')) return selectOf(query, at, { items, pipe });
  const many = (): boolean => ['ROLLUP', 'CUBE', 'GROUPING', 'ALL', 'WITH'].some((word) => cursor.sees(word));
  const keys = many() ? [] : parseItems(cursor);
  if (many())
    throw new SqlError(
      'UNSUPPORTED_FEATURE.PIPE_OPERATOR_AGGREGATE_UNSUPPORTED_CASE',
      '0A000',
      `The feature is not supported: The SQL pipe operator syntax with aggregation (using |> AGGREGATE) does not support ${cursor.peek().upper}.`,
      cursor.peek().at,
    );
  const groupBy = keys.flatMap((item): Expression[] => (item.kind === 'value' ? [item.expression] : []));
  return selectOf(query, at, { items: [...keys, ...items], groupBy, pipe: { ...pipe, keys: keys.length } });
}

/** What EXTEND adds; every column is there already. */
function added(cursor: Cursor): SelectItem[] {
  const items = parseItems(cursor);
  const star = items.find((item) => item.kind === 'star');
  if (!star) return items;
  throw new SqlError('INVALID_USAGE_OF_STAR_OR_REGEX', '42000', "Invalid usage of '*' in |> EXTEND.", star.at);
}

function assignments(cursor: Cursor): { name: string; expression: Expression }[] {
  const set: { name: string; expression: Expression }[] = [];
  do {
    const name = cursor.name();
    cursor.expect('=');
    set.push({ name, expression: cursor.grammar.expression(cursor) });
  } while (cursor.accept(','));
  return set;
}

function names(cursor: Cursor): string[] {
  const list = [cursor.name()];
  while (cursor.accept(',')) list.push(cursor.name());
  return list;
}

function parseStep(cursor: Cursor, query: Query, rules: Rules): Query {
  const { at, upper } = cursor.peek();
  const star = all(at);
  if (JOINS.includes(upper)) return selectOf(query, at, { from: [parseJoins(cursor, relationOf(query))] });
  if (upper === 'ORDER' || upper === 'LIMIT' || upper === 'OFFSET') {
    const tail = rules.tail(cursor);
    return { ...selectOf(query, at, {}), ...tail };
  }
  if (upper === 'PIVOT' || upper === 'UNPIVOT')
    return selectOf(query, at, { from: [parseBehind(cursor, relationOf(query))] });
  const { mark } = cursor;
  cursor.take();
  switch (upper) {
    case 'WHERE':
      return selectOf(query, at, { where: cursor.grammar.expression(cursor) });
    case 'SELECT': {
      const distinct = cursor.accept('DISTINCT');
      const items = parseItems(cursor);
      const windows = parseWindows(cursor);
      return selectOf(query, at, { items, distinct, ...(windows.length > 0 && { windows }) });
    }
    case 'EXTEND':
      return selectOf(query, at, { items: [star, ...added(cursor)], pipe: { step: 'EXTEND', keys: 0 } });
    case 'SET':
      return assignments(cursor).reduce(
        (before, each) =>
          selectOf(before, at, {
            items: [{ kind: 'star', qualifier: [], except: [], set: [each], at }],
            pipe: { step: 'SET', keys: 0 },
          }),
        query,
      );
    case 'DROP':
      return selectOf(query, at, { items: [{ kind: 'star', qualifier: [], except: names(cursor), at }] });
    case 'AS':
      return queryOf({
        kind: 'select',
        distinct: false,
        items: [star],
        from: [{ kind: 'query', query, alias: cursor.name(), columns: [] }],
        groupBy: [],
        at,
      });
    case 'AGGREGATE':
      return aggregate(cursor, query, at);
    case 'UNION':
    case 'EXCEPT':
    case 'MINUS':
    case 'INTERSECT': {
      const every = cursor.accept('ALL');
      if (!every) cursor.accept('DISTINCT');
      const op = upper === 'MINUS' ? 'EXCEPT' : upper;
      return queryOf({
        kind: 'set',
        op,
        all: every,
        left: { kind: 'nested', query, at },
        right: rules.body(cursor),
        at,
      });
    }
    default:
      if (upper === 'TABLESAMPLE') throw cursor.refuse('|> TABLESAMPLE');
      cursor.back(mark);
      throw cursor.unexpected();
  }
}

/** Reads `|> WHERE … |> SELECT …`; each step is a query over the one before it. */
export function parsePipes(cursor: Cursor, first: Query, rules: Rules): Query {
  let query = first;
  for (let steps = 0; cursor.accept('|>'); steps += 1) {
    if (steps > 60) throw cursor.refuse('more than 60 pipes in a row');
    query = parseStep(cursor, query, rules);
  }
  const { at } = cursor.peek();
  const tail = rules.tail(cursor);
  return tail.order.length > 0 || tail.limit || tail.offset ? { ...selectOf(query, at, {}), ...tail } : query;
}

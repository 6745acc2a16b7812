import { AGGREGATE_FUNCTIONS, WINDOW_FUNCTIONS } from '../functions/catalogue.ts';
import type { Call, Expression, Query, Select, SelectItem } from '../parse/ast.ts';
import { isGenerator } from './generators.ts';
import type { Environment, Rules, Scope } from './typed.ts';

type Item = Extract<SelectItem, { kind: 'value' }>;

const INNER = 'rows of groups';

/** Whether an aggregate or a window function is called in what is written, outside of its queries. */
export function computesOverRows(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(computesOverRows);
  if (typeof node !== 'object' || node === null || 'body' in node) return false;
  if ('kind' in node && node.kind === 'call' && 'name' in node && typeof node.name === 'string')
    if (AGGREGATE_FUNCTIONS.has(node.name) || WINDOW_FUNCTIONS.has(node.name)) return true;
  return Object.values(node).some(computesOverRows);
}

const generatorOf = ({ expression }: Item): Call | undefined =>
  expression.kind === 'call' && isGenerator(expression.name) ? expression : undefined;

/**
 * A generator reads the rows after grouping and after window functions: the same as a generator over a query that
 * groups. Undefined where nothing but the rows of FROM is read.
 */
export function overGroups(
  select: Select,
  environment: Environment,
  outer: Scope | undefined,
  rules: Rules,
): Select | undefined {
  const values = select.items.filter((item) => item.kind === 'value');
  const place = values.findIndex((item) => generatorOf(item) !== undefined);
  const made = values[place];
  const call = made && generatorOf(made);
  const isGrouped = select.groupBy === 'ALL' || select.groupBy.length > 0 || computesOverRows(values);
  if (!made || !call || !isGrouped || values.length !== select.items.length || select.pipe || select.qualify)
    return undefined;
  const [first, ...rest] = call.args.map((expression): Item => ({ kind: 'value', expression }));
  if (!first) return undefined;
  const inner: Query = {
    with: [],
    order: [],
    body: { ...select, distinct: false, items: [...values.with(place, first), ...rest] },
  };
  // Analysed for its names alone.
  const { columns } = rules.query(inner, environment, outer, rules);
  const column = (index: number): Expression => ({ kind: 'column', parts: [INNER, `c${index}`], at: select.at });
  const args = call.args.map((_, index) => column(index === 0 ? place : values.length + index - 1));
  const items = values.map(
    (item, index): Item =>
      index === place
        ? { ...item, expression: { ...call, args } }
        : { kind: 'value', expression: column(index), alias: columns[index]?.name ?? '' },
  );
  const { having: _, groupingSets: __, where: ___, windows: ____, ...bare } = select;
  return {
    ...bare,
    items,
    groupBy: [],
    from: [{ kind: 'query', query: inner, alias: INNER, columns: columns.map((_each, index) => `c${index}`) }],
  };
}

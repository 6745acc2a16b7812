import type { Expression, Query, Select, SortItem } from '../parse/ast.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import { type Column, INT, isNested } from '../types.ts';
import { wantOrdered } from './coerce.ts';
import { condition, missingGroupBy, qualifySql, whereSql } from './conditions.ts';
import { refuseCorrelated, refuseOuter } from './correlated.ts';
import { overGroups } from './grouped-generator.ts';
import { newContext } from './new-context.ts';
import { orderKey } from './order-key.ts';
import { ordinal, placed } from './ordinal.ts';
import { refuseRoutine } from './refuse-routine.ts';
import { analyzeFrom } from './relation.ts';
import { analyzeItems, type Output } from './select-items.ts';
import { sessionsOf } from './session-window.ts';
import { timeWindow } from './time-window.ts';
import {
  type AnalyzedQuery,
  type Context,
  type Environment,
  nothingSeen,
  type Rules,
  type Scope,
  type Typed,
} from './typed.ts';
import { sortSql } from './window.ts';

/** The items that a bare name may stand for: of several, not a side's column of what USING joins. */
function meant(outputs: readonly Output[]): readonly Output[] {
  const isAlone = ({ name }: Output): boolean =>
    outputs.filter((other) => other.name.toLowerCase() === name.toLowerCase()).length === 1;
  return outputs.filter((output) => !output.isHidden || isAlone(output));
}

/** Names that stand for more than one item of the select list. */
function twice(outputs: readonly Output[]): Set<string> {
  const first = new Map<string, Output>();
  const names = new Set<string>();
  for (const output of outputs) {
    const name = output.name.toLowerCase();
    const other = first.get(name) ?? output;
    const isSame = output.isColumn && other.isColumn && output.value.sql === other.value.sql;
    if (other !== output && !isSame) names.add(name);
    first.set(name, other);
  }
  return names;
}

function groupSql(select: Select, outputs: readonly Output[], context: Context): string[] {
  if (select.groupBy === 'ALL') {
    const keys = outputs.filter((output) => !output.seen.aggregate);
    if (keys.some((output) => output.seen.window)) throw cannotCompute('GROUP BY ALL with window functions', select.at);
    if (keys.length === 0 && outputs.some((output) => output.seen.bareColumn))
      throw new SqlError(
        'UNRESOLVED_ALL_IN_GROUP_BY',
        '42803',
        'Cannot infer grouping columns for GROUP BY ALL based on the select clause. Please explicitly specify the grouping columns.',
        select.at,
      );
    for (const key of keys) {
      refuseOuter(key.seen, select.at);
      wantOrdered(key.value.type, 'GROUP BY', select.at);
    }
    return keys.map((output) => output.value.sql);
  }
  return select.groupBy.map((node) => {
    const position = ordinal(node, outputs, 'GROUP_BY_POS_OUT_OF_RANGE');
    const seen = nothingSeen();
    const value = position ? position.value : context.rules.expression(node, { ...context, seen });
    const meantItem = position ?? outputs.find((output) => output.value.sql === value.sql);
    if (position?.seen.aggregate)
      throw new SqlError(
        'GROUP_BY_POS_AGGREGATE',
        '42903',
        `GROUP BY ${node.kind === 'literal' ? node.value : ''} refers to an expression that contains an aggregate function. Aggregate functions are not allowed in GROUP BY.`,
        node.at,
      );
    if (seen.aggregate || meantItem?.seen.aggregate) {
      throw new SqlError('GROUP_BY_AGGREGATE', '42903', 'Aggregate functions are not allowed in GROUP BY.', node.at);
    }
    if (seen.window || meantItem?.seen.window)
      throw new SqlError(
        'UNSUPPORTED_EXPR_FOR_OPERATOR',
        '42K0E',
        'A query operator contains one or more unsupported expressions: GROUP BY has a window function.',
        node.at,
      );
    refuseOuter(seen, node.at);
    wantOrdered(value.type, 'GROUP BY', node.at);
    return value.sql;
  });
}

/** ORDER BY ALL sorts by every item of the select list. */
function orderItems(query: Query, outputs: readonly Output[]): readonly SortItem[] {
  const [only] = query.order;
  const isAll =
    query.order.length === 1 &&
    only?.expression.kind === 'column' &&
    only.expression.parts.join('.').toUpperCase() === 'ALL';
  if (!only || !isAll || outputs.some((output) => output.name.toLowerCase() === 'all')) return query.order;
  return outputs.map((_, index) => ({
    ...only,
    expression: { kind: 'literal', type: INT, value: String(index + 1), shown: '', at: only.expression.at },
  }));
}

/** A column that ORDER BY cannot see: the rows are those of groups, or without what occurs twice. */
function hidden(node: Expression, outputs: readonly Output[]): SqlError {
  const name = node.kind === 'column' ? node.parts.join('.') : '';
  const names = outputs.map((output) => `\`${output.name}\``).join(', ');
  const sentence = `A column with name \`${name}\` cannot be resolved. Did you mean one of the following? [${names}].`;
  return new SqlError('UNRESOLVED_COLUMN.WITH_SUGGESTION', '42703', sentence, node.at);
}

/** A column of the select list is sorted by as it is there. */
const sortContext = (node: Expression, context: Context): Context =>
  node.kind === 'column' ? { ...context, isSort: true } : context;

function orderSql(
  query: Query,
  distinct: boolean,
  outputs: readonly Output[],
  groups: readonly string[] | undefined,
  context: Context,
): string {
  const hiding = new Set(outputs.filter(({ isColumn }) => !isColumn).map(({ name }) => name.toLowerCase()));
  const items = orderItems(query, outputs).flatMap((item) => {
    const position = ordinal(item.expression, outputs, 'ORDER_BY_POS_OUT_OF_RANGE');
    const seen = nothingSeen();
    const own = { ...sortContext(item.expression, context), seen, hiding };
    const value = position?.value ?? context.rules.expression(item.expression, own);
    if (seen.window)
      throw new SqlError(
        'UNSUPPORTED_EXPR_FOR_OPERATOR',
        '42K0E',
        'A query operator contains one or more unsupported expressions: ORDER BY has a window function. Give it a name in the select list.',
        item.expression.at,
      );
    if (seen.aggregate && !groups)
      throw new SqlError(
        'UNSUPPORTED_EXPR_FOR_OPERATOR',
        '42K0E',
        'A query operator contains one or more unsupported expressions: ORDER BY has an aggregate function, and the rows are not those of groups.',
        item.expression.at,
      );
    refuseRoutine(seen, 'ORDER BY', item.expression.at);
    refuseOuter(seen, item.expression.at);
    refuseCorrelated(seen, item.expression.at);
    wantOrdered(value.type, 'ORDER BY', item.expression.at);
    const index = outputs.findIndex((output) => output.value.sql === value.sql);
    if (isNested(value.type)) return sortSql(item, orderKey(value.sql, value.type));
    if (index >= 0) return sortSql(item, String(index + 1));
    const isColumn = item.expression.kind === 'column';
    const isKey = groups?.some((key) => value.sql === key || value.sql.startsWith(`struct_extract(${key}, `));
    if (isColumn && (distinct || isKey === false)) throw hidden(item.expression, outputs);
    if (distinct) throw cannotCompute('ORDER BY of what SELECT DISTINCT does not list', item.expression.at);
    // A literal sorts nothing, and the engine would not take a text.
    if (value.literal !== undefined) return [];
    // A constant, or a bare number in engine SQL, must not be read as a position.
    return sortSql(item, `(${value.sql})`);
  });
  return items.length > 0 ? ` ORDER BY ${items.join(', ')}` : '';
}

function checkGrouping(select: Select, outputs: readonly Output[]): void {
  const grouped = select.groupBy === 'ALL' || select.groupBy.length > 0;
  if (grouped || !(select.having || outputs.some((output) => output.seen.aggregate))) return;
  const loose = outputs.find((output) => output.seen.bareColumn);
  if (!loose) return;
  throw missingGroupBy(select.at);
}

/** The keys of GROUP BY, and the sets of them where there are such. */
function groupClause(select: Select, keys: readonly string[]): string {
  const { groupingSets } = select;
  if (!groupingSets) return keys.length > 0 ? ` GROUP BY ${keys.join(', ')}` : '';
  const sets = groupingSets.map((set) => `(${set.map((index) => keys[index]).join(', ')})`);
  return ` GROUP BY GROUPING SETS (${sets.join(', ')})`;
}

/** Of no rows Spark makes no groups, not the one of `()` either where there are other sets. */
function havingSql(select: Select, context: Context): string {
  const written = condition(select.having, 'HAVING', context);
  if (!select.groupingSets?.some((set) => set.length === 0) || select.groupingSets.length === 1) return written;
  return written === '' ? ' HAVING count(*) > 0' : `${written} AND count(*) > 0`;
}

/** A SELECT with the ORDER BY and LIMIT that belong to it. */
export function analyzeSelect(
  written: Select,
  query: Query,
  limit: string,
  environment: Environment,
  outer: Scope | undefined,
  rules: Rules,
): AnalyzedQuery {
  const grouped = overGroups(written, environment, outer, rules);
  if (grouped) return analyzeSelect(grouped, query, limit, environment, outer, rules);
  const first = written.from.length > 0 ? analyzeFrom(written.from, environment, outer, rules) : undefined;
  const sessions = first && sessionsOf(written, first, newContext(environment, first.scope, rules));
  const from = sessions?.from ?? first;
  const { where: _, ...bare } = written;
  const scope: Scope = from?.scope ?? { sources: [], visible: [], ...(outer && { outer }) };
  // What WHERE keeps is found before the sessions are.
  const select = placed(sessions ? bare : written, scope);
  const windows = new Map((select.windows ?? []).map(({ name, window }) => [name.toLowerCase(), window]));
  const plain: Context = { ...newContext(environment, scope, rules), windows };
  // What grouping() is asked of are the keys, which may themselves be items of the select list.
  const keysFirst = select.groupingSets
    ? groupSql(select, [], { ...plain, outputs: aliased(select, plain) })
    : undefined;
  const joined: string[] = [];
  const base: Context = {
    ...plain,
    timeWindow: timeWindow(select, plain, joined, sessions),
    ...(keysFirst && { groupingKeys: keysFirst }),
  };
  const outputs = analyzeItems(select, base, joined);
  const shown = meant(outputs);
  const named = new Map(shown.toReversed().map((output) => [output.name.toLowerCase(), output.value]));
  const afterwards: Context = {
    ...base,
    outputs: named,
    outputsFirst: true,
    ambiguous: twice(shown),
    shown: new Map(outputs.map(({ value, isColumn }) => [value.sql, isColumn && value.fieldName === undefined])),
  };
  const qualify = qualifySql(select, outputs, afterwards);
  checkGrouping(select, outputs);
  if (outputs.some((output) => output.seen.aggregate)) for (const { seen } of outputs) refuseOuter(seen, select.at);
  for (const { value } of outputs) if (select.distinct) wantOrdered(value.type, 'DISTINCT', select.at);
  const groups = keysFirst ?? groupSql(select, outputs, { ...base, outputs: named });
  const list = outputs.map((output, index) => `${output.value.sql} AS c${index}`).join(', ');
  const isGrouped = groups.length > 0 || select.having !== undefined || outputs.some((output) => output.seen.aggregate);
  const source = from
    ? [from.sql, ...joined].join(' ')
    : joined.length > 0
      ? ['(SELECT 1) AS nothing', ...joined].join(' ')
      : '';
  const clauses = [
    whereSql(select, base, source),
    groupClause(select, groups),
    havingSql(select, { ...afterwards, keys: groups }),
    qualify,
    orderSql(query, select.distinct, outputs, isGrouped ? groups : undefined, afterwards),
    limit,
  ];
  const sql = [
    `SELECT ${select.distinct ? 'DISTINCT ' : ''}${list}`,
    source === '' ? '' : ` FROM ${source}`,
    ...clauses,
  ].join('');
  const columns: Column[] = outputs.map((output) => ({ name: output.name, type: output.value.type }));
  return { sql, columns, origins: outputs.map((output) => output.seen.origins) };
}

/** Aliases of items without aggregates, for the keys of grouping sets. */
function aliased(select: Select, context: Context): Map<string, Typed> {
  const found = new Map<string, Typed>();
  for (const item of select.items) {
    if (item.kind !== 'value' || item.alias === undefined) continue;
    if (
      JSON.stringify(item.expression, (name, value: unknown) => (name === 'at' ? undefined : value)).includes(
        '"grouping',
      )
    )
      continue;
    const seen = nothingSeen();
    const value = context.rules.expression(item.expression, { ...context, seen, outputs: found });
    if (!seen.aggregate && !seen.window) found.set(item.alias.toLowerCase(), value);
  }
  return found;
}

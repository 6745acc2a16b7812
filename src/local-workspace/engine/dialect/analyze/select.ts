import type { Expression, Query, Select, SelectItem, SortItem } from '../parse/ast.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import { type Column, INT, isNested } from '../types.ts';
import { wantBoolean, wantOrdered } from './coerce.ts';
import { generate, isGenerator, rowsSql } from './generators.ts';
import { newContext } from './new-context.ts';
import { orderKey } from './order-key.ts';
import { analyzeFrom } from './relation.ts';
import { isNamed } from './resolve-column.ts';
import {
  type AnalyzedQuery,
  type Context,
  type Environment,
  nothingSeen,
  type Rules,
  type Scope,
  type Seen,
  type Typed,
} from './typed.ts';
import { sortSql } from './window.ts';

/** `isColumn` where the item is a column under its own name, which may stand there twice without being two. */
type Output = { readonly name: string; readonly value: Typed; readonly seen: Seen; readonly isColumn: boolean };

/** `s.*`: every field of a struct. */
function fieldColumns(item: Extract<SelectItem, { kind: 'star' }>, context: Context): Output[] | undefined {
  const seen = nothingSeen();
  try {
    const value = context.rules.expression(
      { kind: 'column', parts: item.qualifier, at: item.at },
      { ...context, seen },
    );
    if (value.type.name !== 'STRUCT' || !value.type.parts) return undefined;
    return value.type.parts.map((type, index) => {
      const name = value.type.names?.[index] ?? '';
      const own: Typed = { sql: `struct_extract(${value.sql}, 'f${index}')`, type, name, isNamed: true };
      return { name, value: own, seen, isColumn: true };
    });
  } catch (error) {
    if (error instanceof SqlError && error.errorClass.startsWith('UNRESOLVED_COLUMN')) return undefined;
    throw error;
  }
}

function starColumns(item: Extract<SelectItem, { kind: 'star' }>, context: Context): Output[] {
  const { scope } = context;
  const wanted = item.qualifier.map((part) => part.toLowerCase());
  const source = wanted.length > 0 ? scope.sources.find((candidate) => isNamed(candidate, wanted)) : undefined;
  if (wanted.length > 0 && !source) {
    const fields = fieldColumns(item, context);
    if (fields) return fields;
    throw new SqlError(
      'CANNOT_RESOLVE_STAR_EXPAND',
      '42704',
      `Cannot resolve \`${item.qualifier.join('.')}\`.* given input columns.`,
      item.at,
    );
  }
  const except = new Set(item.except.map((name) => name.toLowerCase()));
  const columns = source ? source.columns : scope.visible;
  if (columns.length === 0) throw new SqlError('UNRESOLVED_STAR', '42703', 'Cannot resolve * without FROM.', item.at);
  for (const name of except) {
    if (!columns.some((column) => column.name.toLowerCase() === name))
      throw new SqlError(
        'UNRESOLVED_COLUMN.WITHOUT_SUGGESTION',
        '42703',
        `A column with name \`${name}\` cannot be resolved.`,
        item.at,
      );
  }
  return columns
    .filter((column) => !except.has(column.name.toLowerCase()))
    .map((column) => {
      const set = item.set?.find(({ name }) => name.toLowerCase() === column.name.toLowerCase());
      const seen = { ...nothingSeen(), bareColumn: true, origins: [...column.origins] };
      if (!set) return { name: column.name, value: { ...column, isNamed: true }, seen, isColumn: true };
      return {
        name: column.name,
        value: context.rules.expression(set.expression, { ...context, seen }),
        seen,
        isColumn: false,
      };
    });
}

/** What a generator in the select list makes: its rows stand beside those of FROM. */
function generatedColumns(item: Extract<SelectItem, { kind: 'value' }>, context: Context, joined: string[]): Output[] {
  const { expression } = item;
  if (expression.kind !== 'call') return [];
  if (joined.length > 0)
    throw new SqlError(
      'UNSUPPORTED_GENERATOR.MULTI_GENERATOR',
      '42K0E',
      'The generator is not supported: only one generator allowed per SELECT clause but found 2.',
      expression.at,
    );
  const seen = nothingSeen();
  const { rows, outer } = generate(expression, { ...context, seen });
  if (seen.aggregate || seen.window)
    throw cannotCompute('a generator of an aggregate or window function', expression.at);
  const alias = context.environment.newName('g');
  joined.push(`${outer ? 'LEFT' : 'INNER'} JOIN LATERAL ${rowsSql(rows, alias)} ON true`);
  const names = item.aliases ?? (item.alias === undefined ? rows.names : [item.alias]);
  if (names.length !== rows.parts.length)
    throw new SqlError(
      'UDTF_ALIAS_NUMBER_MISMATCH',
      '42802',
      `The number of aliases supplied in the AS clause does not match the number of columns output by the UDTF. Expected ${rows.parts.length} aliases, but got ${names.join(',')}.`,
      expression.at,
    );
  return rows.parts.map((type, index) => {
    const name = names[index] ?? '';
    return {
      name,
      value: { sql: `struct_extract(${alias}.s, 'f${index}')`, type, name, isNamed: true },
      seen: { ...seen, bareColumn: true },
      isColumn: false,
    };
  });
}

/** The select list; a later item may use the alias of an earlier one, as in Spark. */
function analyzeItems(select: Select, context: Context, joined: string[]): Output[] {
  const outputs: Output[] = [];
  const aliases = new Map<string, Typed>();
  const ambiguous = new Set<string>();
  for (const item of select.items) {
    if (item.kind === 'star') {
      for (const { name } of item.set ?? [])
        if (!context.scope.visible.some((column) => column.name.toLowerCase() === name.toLowerCase()))
          throw new SqlError(
            'UNRESOLVED_COLUMN.WITHOUT_SUGGESTION',
            '42703',
            `A column with name \`${name}\` cannot be resolved.`,
            item.at,
          );
      outputs.push(...starColumns(item, context));
      continue;
    }
    if (item.expression.kind === 'call' && isGenerator(item.expression.name)) {
      outputs.push(...generatedColumns(item, context, joined));
      continue;
    }
    const seen = nothingSeen();
    const analyzed = context.rules.expression(item.expression, { ...context, seen, outputs: aliases, ambiguous });
    const value: Typed = { ...analyzed, origins: seen.origins };
    if (item.aliases)
      throw new SqlError(
        'MULTI_ALIAS_WITHOUT_GENERATOR',
        '42K0E',
        'Multi part aliasing is not supported with an expression that is no generator.',
        item.expression.at,
      );
    const isColumn = item.alias === undefined && item.expression.kind === 'column';
    outputs.push({
      name:
        item.alias ??
        (isColumn
          ? (value.fieldName ?? value.name)
          : value.fieldName && item.expression.kind === 'field'
            ? value.fieldName
            : value.name),
      value,
      seen,
      isColumn,
    });
    const alias = item.alias?.toLowerCase();
    if (alias !== undefined && aliases.has(alias)) ambiguous.add(alias);
    if (alias !== undefined) aliases.set(alias, value);
  }
  if (outputs.length === 0) throw cannotCompute('a select list that EXCEPT leaves empty', select.at);
  return outputs;
}

/** What a position in ORDER BY or GROUP BY stands for; only a literal INT is one. */
export function ordinal<Output>(node: Expression, outputs: readonly Output[], errorClass: string): Output | undefined {
  if (node.kind !== 'literal' || node.type.name !== 'INT') return undefined;
  const output = outputs[Number(node.value) - 1];
  if (output) return output;
  throw new SqlError(
    errorClass,
    '42805',
    `Position ${node.value} is not in the select list (valid range is [1, ${outputs.length}]).`,
    node.at,
  );
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
    for (const key of keys) wantOrdered(key.value.type, 'GROUP BY', select.at);
    return keys.map((output) => output.value.sql);
  }
  return select.groupBy.map((node) => {
    const position = ordinal(node, outputs, 'GROUP_BY_POS_OUT_OF_RANGE');
    const seen = nothingSeen();
    const value = position ? position.value : context.rules.expression(node, { ...context, seen });
    if (seen.aggregate || position?.seen.aggregate) {
      throw new SqlError('GROUP_BY_AGGREGATE', '42903', 'Aggregate functions are not allowed in GROUP BY.', node.at);
    }
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

function orderSql(query: Query, distinct: boolean, outputs: readonly Output[], context: Context): string {
  const items = orderItems(query, outputs).flatMap((item) => {
    const position = ordinal(item.expression, outputs, 'ORDER_BY_POS_OUT_OF_RANGE');
    const value = position?.value ?? context.rules.expression(item.expression, context);
    wantOrdered(value.type, 'ORDER BY', item.expression.at);
    const index = outputs.findIndex((output) => output.value.sql === value.sql);
    if (isNested(value.type)) return sortSql(item, orderKey(value.sql, value.type));
    if (index >= 0) return sortSql(item, String(index + 1));
    if (distinct) throw cannotCompute('ORDER BY of what SELECT DISTINCT does not list', item.expression.at);
    // A literal sorts nothing, and the engine would not take a text.
    if (value.literal !== undefined) return [];
    // A constant, or a bare number in engine SQL, must not be read as a position.
    return sortSql(item, `(${value.sql})`);
  });
  return items.length > 0 ? ` ORDER BY ${items.join(', ')}` : '';
}

function condition(node: Expression | undefined, clause: string, context: Context): string {
  if (!node) return '';
  const value = wantBoolean(context.rules.expression(node, context), clause, node.at);
  return ` ${clause} ${value.sql}`;
}

function whereSql(select: Select, context: Context): string {
  const seen = nothingSeen();
  const sql = condition(select.where, 'WHERE', { ...context, seen });
  const at = select.where?.at ?? select.at;
  if (seen.window)
    throw new SqlError(
      'WINDOW_FUNCTION_NOT_ALLOWED_IN_CLAUSE',
      '42601',
      'It is not allowed to use window functions inside WHERE clause.',
      at,
    );
  if (seen.aggregate)
    throw new SqlError(
      'INVALID_WHERE_CONDITION',
      '42903',
      'The WHERE condition contains invalid expressions: aggregate functions. Rewrite the query to avoid window functions, aggregate functions, and generator functions in the WHERE clause.',
      at,
    );
  return sql;
}

function checkGrouping(select: Select, outputs: readonly Output[]): void {
  const grouped = select.groupBy === 'ALL' || select.groupBy.length > 0;
  if (grouped || !(select.having || outputs.some((output) => output.seen.aggregate))) return;
  const loose = outputs.find((output) => output.seen.bareColumn);
  if (!loose) return;
  const sentence =
    'The query does not include a GROUP BY clause. Add GROUP BY or turn it into the window functions using OVER clauses.';
  throw new SqlError('MISSING_GROUP_BY', '42803', sentence, select.at);
}

/** The keys of GROUP BY, and the sets of them where there are such. */
function groupClause(select: Select, keys: readonly string[]): string {
  const { groupingSets } = select;
  if (!groupingSets) return keys.length > 0 ? ` GROUP BY ${keys.join(', ')}` : '';
  const sets = groupingSets.map((set) => `(${set.map((index) => keys[index]).join(', ')})`);
  return ` GROUP BY GROUPING SETS (${sets.join(', ')})`;
}

/** A SELECT with the ORDER BY and LIMIT that belong to it. */
export function analyzeSelect(
  select: Select,
  query: Query,
  limit: string,
  environment: Environment,
  outer: Scope | undefined,
  rules: Rules,
): AnalyzedQuery {
  const from = select.from.length > 0 ? analyzeFrom(select.from, environment, outer, rules) : undefined;
  const scope: Scope = from?.scope ?? { sources: [], visible: [], ...(outer && { outer }) };
  const windows = new Map((select.windows ?? []).map(({ name, window }) => [name.toLowerCase(), window]));
  const plain: Context = { ...newContext(environment, scope, rules), windows };
  // What grouping() is asked of are the keys, which may themselves be items of the select list.
  const keysFirst = select.groupingSets
    ? groupSql(select, [], { ...plain, outputs: aliased(select, plain) })
    : undefined;
  const base: Context = keysFirst ? { ...plain, groupingKeys: keysFirst } : plain;
  const joined: string[] = [];
  const outputs = analyzeItems(select, base, joined);
  checkGrouping(select, outputs);
  for (const { value } of outputs) if (select.distinct) wantOrdered(value.type, 'DISTINCT', select.at);
  const named = new Map(outputs.toReversed().map((output) => [output.name.toLowerCase(), output.value]));
  const groups = keysFirst ?? groupSql(select, outputs, { ...base, outputs: named });
  const list = outputs.map((output, index) => `${output.value.sql} AS c${index}`).join(', ');
  const afterwards: Context = { ...base, outputs: named, outputsFirst: true, ambiguous: twice(outputs) };
  const source = from
    ? [from.sql, ...joined].join(' ')
    : joined.length > 0
      ? ['(SELECT 1) AS nothing', ...joined].join(' ')
      : '';
  const sql = [
    `SELECT ${select.distinct ? 'DISTINCT ' : ''}${list}`,
    source === '' ? '' : ` FROM ${source}`,
    whereSql(select, base),
    groupClause(select, groups),
    condition(select.having, 'HAVING', afterwards),
    condition(select.qualify, 'QUALIFY', afterwards),
    orderSql(query, select.distinct, outputs, afterwards),
    limit,
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

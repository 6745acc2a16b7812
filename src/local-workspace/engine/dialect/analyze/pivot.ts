import type { Expression, Pivot, Unpivot } from '../parse/ast.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import * as types from '../types.ts';
import { coerce, plainType } from './coerce.ts';
import { newContext } from './new-context.ts';
import { comparison } from './predicates.ts';
import {
  type AnalyzedQuery,
  type Context,
  type Environment,
  nothingSeen,
  quoteText,
  type Rules,
  type Scope,
  type Typed,
} from './typed.ts';

type Input = { readonly sql: string; readonly scope: Scope };

/** Every column that an expression names, wherever it stands. */
function columnsIn(node: unknown, found: Expression[] = []): Expression[] {
  if (Array.isArray(node)) for (const each of node) columnsIn(each, found);
  else if (isNode(node)) {
    if (node.kind === 'column') found.push(node);
    else for (const each of Object.values(node)) columnsIn(each, found);
  }
  return found;
}
const isNode = (node: unknown): node is Expression => typeof node === 'object' && node !== null && 'kind' in node;

function aggregateOf(node: Expression, context: Context): Typed {
  const seen = nothingSeen();
  const value = context.rules.expression(node, { ...context, seen });
  if (!seen.aggregate || seen.bareColumn)
    throw new SqlError(
      'INVALID_PIVOT_AGGREGATE',
      '42K0E',
      `Aggregate expression required for pivot, but "${value.name}" did not appear in any aggregate function.`,
      node.at,
    );
  return value;
}

/** Where every aggregate is of these, Spark makes each cell first, and one without rows is NULL; else it aggregates nothing. */
const OF_NUMBERS = ['DOUBLE', 'FLOAT', 'DECIMAL', 'BIGINT', 'INT', 'SMALLINT', 'TINYINT', 'BOOLEAN'];

/** A row for each group of keys, with a column for each value of what is pivoted by and each aggregate. */
export function pivot(node: Pivot, input: Input, environment: Environment, rules: Rules): AnalyzedQuery {
  const context = newContext(environment, input.scope, rules);
  const by = node.by.map((each) => rules.expression(each, context));
  const aggregates = node.aggregates.map(({ expression, alias }) => ({
    expression,
    value: aggregateOf(expression, context),
    alias,
  }));
  const used = new Set(
    [...columnsIn(node.by), ...columnsIn(node.aggregates.map(({ expression }) => expression))].map(
      (column) => rules.expression(column, context).sql,
    ),
  );
  const keys = input.scope.visible.filter((column) => !used.has(column.sql));
  const byCells = aggregates.every(({ value }) => OF_NUMBERS.includes(value.type.name));
  const inner = [
    ...keys.map((column, index) => `${column.sql} AS k${index}`),
    ...by.map((value, index) => `${value.sql} AS p${index}`),
    ...aggregates.map(({ value }, index) => `${value.sql} AS a${index}`),
  ];
  const groups = [...keys.map(({ sql }) => sql), ...by.map(({ sql }) => sql)];
  const cells = `SELECT ${inner.join(', ')} FROM ${input.sql} GROUP BY ${groups.join(', ')}`;
  const from = byCells ? `(${cells}) AS ${environment.newName('t')}` : input.sql;
  const made = node.values.flatMap(({ values, alias }) => {
    if (values.length !== by.length)
      throw new SqlError(
        'PIVOT_VALUE_DATA_TYPE_MISMATCH',
        '42K09',
        'Invalid pivot value: its number of columns differs from that of the pivot column.',
        node.at,
      );
    if (columnsIn(values).length > 0)
      throw new SqlError(
        'NON_LITERAL_PIVOT_VALUES',
        '42K08',
        'Literal expressions required for pivot values, found a column.',
        node.at,
      );
    const typed = values.map((value) =>
      rules.expression(value, newContext(environment, { sources: [], visible: [] }, rules)),
    );
    const matches = typed.map((value, index) => {
      const type = types.withoutChars(by[index]?.type ?? types.VOID);
      // A value is brought to the column's type, never the other way.
      const wanted = types.isNested(type) ? value : coerce(value, type);
      const key = byCells ? `p${index}` : (by[index]?.sql ?? '');
      return comparison('<=>', { sql: key, type, name: '' }, wanted, node.at).sql;
    });
    const cell = matches.join(' AND ');
    const shown = typed.map((value) => (value.type.name === 'VOID' ? 'null' : (value.literal ?? value.name)));
    const label = alias ?? (shown.length === 1 ? (shown[0] ?? '') : `{${shown.join(', ')}}`);
    return aggregates.map(({ expression, value, alias: own }, index) => ({
      name: aggregates.length === 1 ? label : `${label}_${own ?? value.name}`,
      type: value.type,
      sql: byCells ? `first(a${index}) FILTER (WHERE ${cell})` : rules.expression(expression, { ...context, cell }).sql,
    }));
  });
  const columns = [
    ...keys.map(({ name, type, sql }, index) => ({ name, type, sql: byCells ? `k${index}` : sql })),
    ...made,
  ];
  const list = columns.map(({ sql }, index) => `${sql} AS c${index}`).join(', ');
  const grouped =
    keys.length > 0 ? ` GROUP BY ${keys.map(({ sql }, index) => (byCells ? `k${index}` : sql)).join(', ')}` : '';
  return {
    sql: `SELECT ${list} FROM ${from}${grouped}`,
    columns: columns.map(({ name, type }) => ({ name, type })),
    origins: columns.map(() => []),
  };
}

/** A row for each group of columns, with its name; rows of NULLs alone are left out unless they are asked for. */
export function unpivot(node: Unpivot, input: Input, environment: Environment, rules: Rules): AnalyzedQuery {
  const context = newContext(environment, input.scope, rules);
  const groups = node.groups.map(({ columns, alias }) => {
    if (columns.length !== node.values.length)
      throw new SqlError(
        'UNPIVOT_VALUE_SIZE_MISMATCH',
        '428C4',
        'All unpivot value columns must have the same size as there are value column names.',
        node.at,
      );
    const cells = columns.map(({ parts, at }) => rules.expression({ kind: 'column', parts, at }, context));
    return { cells, label: alias ?? columns.map(({ parts }) => parts.at(-1)).join('_') };
  });
  const parts = node.values.map((_, index) =>
    groups.reduce<types.SqlType>((type, { cells }) => {
      const common = plainType(type, cells[index]?.type ?? types.VOID);
      if (common) return common;
      throw new SqlError(
        'UNPIVOT_VALUE_DATA_TYPE_MISMATCH',
        '42K09',
        'Unpivot value columns must share a least common type, some types do not.',
        node.at,
      );
    }, types.VOID),
  );
  const lines = groups.map(({ cells, label }) => {
    const values = parts.map((type, index) => {
      const cell = cells[index];
      return `f${index + 1} := ${cell ? coerce(cell, type).sql : 'NULL'}`;
    });
    return `struct_pack(f0 := ${quoteText(label)}, ${values.join(', ')})`;
  });
  const list = `[${lines.join(', ')}]`;
  const known = parts.map((_, index) => `x.f${index + 1} IS NOT NULL`).join(' OR ');
  const rows = node.includesNulls ? list : `list_filter(${list}, lambda x: ${known})`;
  const used = new Set(groups.flatMap(({ cells }) => cells.map(({ sql }) => sql)));
  const kept = input.scope.visible.filter((column) => !used.has(column.sql));
  const alias = environment.newName('g');
  const columns = [
    ...kept.map((column) => ({ name: column.name, type: column.type, sql: column.sql })),
    { name: node.nameColumn, type: types.STRING, sql: `struct_extract(${alias}.s, 'f0')` },
    ...node.values.map((name, index) => ({
      name,
      type: types.withoutChars(parts[index] ?? types.VOID),
      sql: `struct_extract(${alias}.s, 'f${index + 1}')`,
    })),
  ];
  if (columns.length === 0) throw cannotCompute('UNPIVOT without columns', node.at);
  return {
    sql: `SELECT ${columns.map(({ sql }, index) => `${sql} AS c${index}`).join(', ')} FROM (${input.sql} CROSS JOIN LATERAL (SELECT unnest(${rows}) AS s) AS ${alias})`,
    columns: columns.map(({ name, type }) => ({ name, type })),
    origins: columns.map(() => []),
  };
}

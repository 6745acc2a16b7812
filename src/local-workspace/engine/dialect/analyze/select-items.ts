import type { Expression, Select, SelectItem } from '../parse/ast.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import { generate, isGenerator, rowsSql } from './generators.ts';
import { isNamed } from './resolve-column.ts';
import { type Context, nothingSeen, type Seen, type Typed } from './typed.ts';

/**
 * `isColumn` where the item is a column under its own name, which may stand there twice without being two; `isHidden`
 * where it is one side's of what USING joins, which its bare name does not mean.
 */
export type Output = {
  readonly name: string;
  readonly value: Typed;
  readonly seen: Seen;
  readonly isColumn: boolean;
  readonly isHidden?: boolean;
};

/** `a.id`, where `id` alone is the column that USING made of two. */
function isHidden(node: Expression, value: Typed, { scope }: Context): boolean {
  if (node.kind !== 'column' || node.parts.length === 1) return false;
  if (!scope.sources.some(({ columns }) => columns.some(({ sql }) => sql === value.sql))) return false;
  const named = scope.visible.filter(({ name }) => name.toLowerCase() === node.parts.at(-1)?.toLowerCase());
  return named.length === 1 && named[0]?.sql !== value.sql;
}

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

/** The columns that EXCEPT leaves. */
function left<Named extends { readonly name: string }>(
  columns: readonly Named[],
  { except, at }: Extract<SelectItem, { kind: 'star' }>,
): Named[] {
  const names = new Set(except.map((name) => name.toLowerCase()));
  if (names.size < except.length)
    throw new SqlError(
      'EXCEPT_OVERLAPPING_COLUMNS',
      '42702',
      `Columns in an EXCEPT list must be distinct and non-overlapping, but got (${except.join(', ')}).`,
      at,
    );
  for (const name of names) {
    if (columns.some((column) => column.name.toLowerCase() === name)) continue;
    const near = columns.slice(0, 5).map((column) => `\`${column.name}\``);
    const sentence = `A column with name \`${name}\` cannot be resolved. Did you mean one of the following? [${near.join(', ')}].`;
    throw new SqlError('UNRESOLVED_COLUMN.WITH_SUGGESTION', '42703', sentence, at);
  }
  return columns.filter((column) => !names.has(column.name.toLowerCase()));
}

function starColumns(item: Extract<SelectItem, { kind: 'star' }>, context: Context): Output[] {
  const { scope } = context;
  const wanted = item.qualifier.map((part) => part.toLowerCase());
  const source = wanted.length > 0 ? scope.sources.find((candidate) => isNamed(candidate, wanted)) : undefined;
  if (wanted.length > 0 && !source) {
    const fields = fieldColumns(item, context);
    if (fields && item.set) throw cannotCompute('`*` of a struct with REPLACE', item.at);
    if (fields) return left(fields, item);
    throw new SqlError(
      'CANNOT_RESOLVE_STAR_EXPAND',
      '42704',
      `Cannot resolve \`${item.qualifier.join('.')}\`.* given input columns.`,
      item.at,
    );
  }
  const columns = source ? source.columns : scope.visible;
  if (columns.length === 0) throw new SqlError('UNRESOLVED_STAR', '42703', 'Cannot resolve * without FROM.', item.at);
  return left(columns, item).map((column) => {
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

/** A column without alias: a field by its own name, a cast column by the column's. */
function nameOf(node: Expression, value: Typed, context: Context): string {
  if (node.kind === 'column' || node.kind === 'field') return value.fieldName ?? value.name;
  if (node.kind !== 'cast' || node.operand.kind !== 'column') return value.name;
  const { isNamed, fieldName, name } = context.rules.expression(node.operand, { ...context, seen: nothingSeen() });
  return isNamed && fieldName === undefined ? name : value.name;
}

/** Behind `|>` only AGGREGATE aggregates, and there everything but the keys does. */
function checkPipe({ step, keys }: NonNullable<Select['pipe']>, outputs: readonly Output[], at: number): void {
  if (step === 'AGGREGATE') {
    const bare = outputs.slice(keys).find(({ seen }) => !seen.aggregate);
    if (!bare) return;
    throw new SqlError(
      'PIPE_OPERATOR_AGGREGATE_EXPRESSION_CONTAINS_NO_AGGREGATE_FUNCTION',
      '0A000',
      `Non-grouping expression \`${bare.name}\` is provided as an argument to the |> AGGREGATE pipe operator but does not contain any aggregate function; please update it to include an aggregate function and then retry the query again.`,
      at,
    );
  }
  const other = outputs.find(({ seen }) => seen.aggregate);
  if (!other) return;
  throw new SqlError(
    'PIPE_OPERATOR_CONTAINS_AGGREGATE_FUNCTION',
    '0A000',
    `Aggregate function \`${other.name}\` is not allowed when using the pipe operator |> ${step} clause; please use the pipe operator |> AGGREGATE clause instead.`,
    at,
  );
}

/** The select list; a later item may use the alias of an earlier one, as in Spark. */
export function analyzeItems(select: Select, context: Context, joined: string[]): Output[] {
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
    if (item.expression.kind === 'call' && item.expression.name.startsWith('variant_explode'))
      throw new SqlError(
        'NOT_A_SCALAR_FUNCTION',
        '42887',
        `\`${item.expression.name}\` appears as a scalar expression here, but the function was defined as a table function.`,
        item.expression.at,
      );
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
      name: item.alias ?? nameOf(item.expression, value, context),
      value,
      seen,
      isColumn,
      isHidden: isColumn && isHidden(item.expression, value, context),
    });
    const alias = item.alias?.toLowerCase();
    if (alias !== undefined && aliases.has(alias)) ambiguous.add(alias);
    if (alias !== undefined) aliases.set(alias, value);
  }
  if (outputs.length === 0) throw cannotCompute('a select list that EXCEPT leaves empty', select.at);
  if (select.pipe) checkPipe(select.pipe, outputs, select.at);
  return outputs;
}

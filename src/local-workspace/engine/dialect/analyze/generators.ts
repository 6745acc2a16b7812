import { native } from '../natives/native.ts';
import { itemKey, itemValue, variantItems } from '../natives/variant-path.ts';
import type { Call } from '../parse/ast.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import * as types from '../types.ts';
import { castSql } from './cast.ts';
import { checkClauses, wantPlain } from './check-clauses.ts';
import { coerce, commonType } from './coerce.ts';
import { refuseRoutine } from './refuse-routine.ts';
import { addSeen, type Context, nothingSeen, type Typed } from './typed.ts';

/** Rows of a generator: a list of structs f0, f1, …, and what its columns are called. */
export type Rows = {
  readonly list: string;
  readonly names: readonly string[];
  readonly parts: readonly types.SqlType[];
};
type Rule = (args: readonly Typed[], node: Call) => Rows;

function unexpected(node: Call, value: Typed | undefined, wanted: string): SqlError {
  const sentence = `Cannot resolve "${node.name}(${value?.name ?? ''})" due to data type mismatch: the first parameter requires the ${wanted} type, however "${value?.name ?? ''}" has the type "${types.typeText(value?.type ?? types.VOID)}".`;
  return new SqlError('DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE', '42K09', sentence, node.at);
}
function one(args: readonly Typed[], node: Call): Typed {
  const [value] = args;
  if (value && args.length === 1) return value;
  throw new SqlError(
    'WRONG_NUM_ARGS.WITHOUT_SUGGESTION',
    '42605',
    `The \`${node.name}\` requires 1 parameters but the actual number is ${args.length}.`,
    node.at,
  );
}

const explode: Rule = (args, node) => {
  const value = one(args, node);
  if (value.type.name === 'MAP')
    return {
      list: `list_transform(map_entries(${value.sql}), lambda x: struct_pack(f0 := x.key, f1 := x.value))`,
      names: ['key', 'value'],
      parts: [types.firstPart(value.type), types.secondPart(value.type)],
    };
  if (value.type.name !== 'ARRAY') throw unexpected(node, value, '("ARRAY" or "MAP")');
  return {
    list: `list_transform(${value.sql}, lambda x: struct_pack(f0 := x))`,
    names: ['col'],
    parts: [types.firstPart(value.type)],
  };
};
const posexplode: Rule = (args, node) => {
  const value = one(args, node);
  const rows = explode(args, node);
  const position = 'f0 := CAST(i - 1 AS INTEGER)';
  const list =
    value.type.name === 'MAP'
      ? `list_transform(map_entries(${value.sql}), lambda x, i: struct_pack(${position}, f1 := x.key, f2 := x.value))`
      : `list_transform(${value.sql}, lambda x, i: struct_pack(${position}, f1 := x))`;
  return { list, names: ['pos', ...rows.names], parts: [types.INT, ...rows.parts] };
};
const inline: Rule = (args, node) => {
  const value = one(args, node);
  const struct = types.firstPart(value.type);
  if (value.type.name !== 'ARRAY' || struct.name !== 'STRUCT') throw unexpected(node, value, '"ARRAY<STRUCT>"');
  return { list: value.sql, names: struct.names ?? [], parts: struct.parts ?? [] };
};
const MOST_STACKED = 10_000;

const stack: Rule = ([count, ...cells], node) => {
  if (count && !['INT', 'SMALLINT', 'TINYINT', 'VOID'].includes(count.type.name))
    throw unexpected(node, count, '"INT"');
  if (!count || cells.length === 0)
    throw new SqlError(
      'WRONG_NUM_ARGS.WITHOUT_SUGGESTION',
      '42605',
      `The \`stack\` requires > 1 parameters but the actual number is ${count ? 1 : 0}.`,
      node.at,
    );
  if (count.isNamed)
    throw new SqlError(
      'DATATYPE_MISMATCH.NON_FOLDABLE_INPUT',
      '42K09',
      `Cannot resolve "stack" due to data type mismatch: the number of rows should be a foldable expression; however, got "${count.name}".`,
      node.at,
    );
  const rows = Number(count.literal ?? Number.NaN);
  if (rows <= 0)
    throw new SqlError(
      'DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE',
      '42K09',
      `Cannot resolve "stack" due to data type mismatch: the number of rows must be above 0, but is ${rows}.`,
      node.at,
    );
  if (!(rows > 0)) throw cannotCompute('stack() unless its first argument is a number of rows', node.at);
  if (rows > MOST_STACKED) throw cannotCompute(`stack() of more than ${MOST_STACKED} rows`, node.at);
  const width = Math.ceil(cells.length / rows);
  const parts = Array.from({ length: width }, (_, column) =>
    cells
      .filter((_cell, index) => index % width === column)
      .reduce((type: types.SqlType, cell) => {
        const common = commonType(type, cell.type);
        if (common && types.sameType(type.name === 'VOID' ? cell.type : type, common)) return common;
        throw new SqlError(
          'DATATYPE_MISMATCH.STACK_COLUMN_DIFF_TYPES',
          '42K09',
          `The data type of the column ${column} do not have the same type.`,
          node.at,
        );
      }, types.VOID),
  );
  const lines = Array.from({ length: rows }, (_, row) =>
    parts.map((type, column) => {
      const cell = cells[row * width + column];
      return `f${column} := ${cell ? coerce(cell, type).sql : `CAST(NULL AS ${types.engineType(type)})`}`;
    }),
  );
  return {
    list: `[${lines.map((line) => `struct_pack(${line.join(', ')})`).join(', ')}]`,
    names: parts.map((_, index) => `col${index}`),
    parts,
  };
};
const jsonTuple: Rule = ([text, ...keys], node) => {
  if (!text || keys.length === 0)
    throw new SqlError(
      'WRONG_NUM_ARGS.WITHOUT_SUGGESTION',
      '42605',
      'The `json_tuple` requires > 1 parameters.',
      node.at,
    );
  const other = [text, ...keys].find((value) => value.type.name !== 'STRING');
  if (other)
    throw new SqlError(
      'DATATYPE_MISMATCH.NON_STRING_TYPE',
      '42K09',
      `Cannot resolve "json_tuple" due to data type mismatch: All arguments of the function \`json_tuple\` must be strings, but "${other.name}" is "${types.typeText(other.type)}".`,
      node.at,
    );
  const wanted = keys.map((key) => castSql(key, types.STRING)).join(', ');
  const cells = keys.map((_, index) => `f${index} := x[${index + 1}]`).join(', ');
  const list = `list_transform([spark_json_tuple_list_or_error(${castSql(text, types.STRING)}, [${wanted}])], lambda x: struct_pack(${cells}))`;
  return { list, names: keys.map((_, index) => `c${index}`), parts: keys.map(() => types.STRING) };
};

/** What stands in a VARIANT, with its place, and its key where it is an object. */
const variantExplode: Rule = (args, node) => {
  const value = one(args, node);
  if (value.type.name !== 'VARIANT') throw unexpected(node, value, '"VARIANT"');
  const cells = `f0 := CAST(i - 1 AS INTEGER), f1 := ${ITEM_KEY}(x), f2 := ${ITEM_VALUE}(x)`;
  return {
    list: `list_transform(${ITEMS}(${value.sql}), lambda x, i: struct_pack(${cells}))`,
    names: ['pos', 'key', 'value'],
    parts: [types.INT, types.STRING, types.VARIANT],
  };
};
const { STRING } = types;
const ITEMS = native('variant_items', [STRING], types.array(STRING), variantItems);
const ITEM_KEY = native('variant_item_key', [STRING], STRING, itemKey);
const ITEM_VALUE = native('variant_item_value', [STRING], STRING, itemValue);

const RULES: Readonly<Record<string, Rule>> = {
  explode,
  posexplode,
  inline,
  stack,
  json_tuple: jsonTuple,
  variant_explode: variantExplode,
};
const bare = (name: string): string => name.replace(/_outer$/, '');

export const isGenerator = (name: string): boolean => bare(name) in RULES;
export const GENERATORS = Object.keys(RULES);

/** The rows that a call of a generator makes, and whether it keeps a row where there are none. */
export const nestedGenerator = (node: Call): SqlError =>
  new SqlError(
    'UNSUPPORTED_GENERATOR.NESTED_IN_EXPRESSIONS',
    '42K0E',
    `The generator is not supported: nested in expressions "${node.name}()".`,
    node.at,
  );

export function generate(node: Call, context: Context): { rows: Rows; outer: boolean } {
  const rule = RULES[bare(node.name)];
  checkClauses(node, context);
  if (node.window) throw nestedGenerator(node);
  wantPlain(node);
  if (!rule) throw cannotCompute(`the table function ${node.name}()`, node.at);
  const seen = nothingSeen();
  const args = node.args.map((arg) => context.rules.expression(arg, { ...context, seen }));
  addSeen(context.seen, seen);
  refuseRoutine(seen, `${node.name}()`, node.at);
  return { rows: rule(args, node), outer: node.name.endsWith('_outer') };
}

/** The rows as a relation beside what stands before: one struct `s` in each. */
export function rowsSql({ list }: Rows, alias: string): string {
  return `(SELECT unnest(${list}) AS s) AS ${alias}`;
}

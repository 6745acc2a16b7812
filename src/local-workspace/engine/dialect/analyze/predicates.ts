import type { Expression } from '../parse/ast.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import { BOOLEAN, hasVariant, isNested, STRING, typeText, withoutChars } from '../types.ts';
import { align, asBoolean, coerce, commonType, tightestType, wantOrdered } from './coerce.ts';
import { isAnew } from './draws.ts';
import { orderKey } from './order-key.ts';
import { mayRaise } from './raise.ts';
import { type Context, quoteText, type Typed } from './typed.ts';

type Of<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>;

const ENGINE_OPS: Readonly<Record<string, string>> = { '==': '=', '!=': '<>', '<=>': 'IS NOT DISTINCT FROM' };

/** A CHAR and what it is compared with, a literal or another CHAR, as texts of one length; any other column stays as it is. */
function padded(all: readonly Typed[], at: number): readonly Typed[] {
  const columns = all.filter(({ type }) => type.chars !== undefined);
  if (columns.length === 0) return all;
  const others = all.filter(({ type }) => type.chars === undefined);
  if (others.some(({ literal, isNamed, type }) => literal === undefined && !isNamed && type.name === 'STRING'))
    throw cannotCompute('a comparison of a CHAR with what is neither a literal nor a column', at);
  if (others.some(({ literal }) => literal === undefined)) return all;
  const widths = all.map(({ type, literal = '' }) => type.chars ?? Array.from(literal).length);
  const width = Math.max(...widths);
  return all.map((value, index) => {
    if (value.type.name !== 'STRING' || widths[index] === width) return value;
    const { literal: _, ...column } = value;
    return { ...column, sql: `rpad(${value.sql}, ${width}, ' ')` };
  });
}

export function comparison(op: string, first: Typed, second: Typed, at: number): Typed {
  const [left = first, right = second] = padded([first, second], at);
  const name = `(${left.name} ${op === '==' ? '=' : op} ${right.name})`;
  const meet = isNested(left.type) || isNested(right.type) ? tightestType : commonType;
  if (!meet(left.type, right.type)) {
    const sentence = `Cannot resolve "${name}" due to data type mismatch: the left and right operands of the binary operator have incompatible types ("${typeText(left.type)}" and "${typeText(right.type)}").`;
    throw new SqlError('DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES', '42K09', sentence, at);
  }
  const { values, type } = align([left, right], name, at);
  wantOrdered(type, name, at);
  const sides = values.map((value) =>
    /[<>]=?$/.test(op) && op !== '<>' && op !== '<=>' ? orderKey(value.sql, type) : value.sql,
  );
  const sql = `(${sides[0]} ${ENGINE_OPS[op] ?? op} ${sides[1]})`;
  return { sql, type: BOOLEAN, name: op === '<>' || op === '!=' ? `(NOT (${left.name} = ${right.name}))` : name };
}

/** A longer condition is not written twice, or nested ones would double with each other. */
const LONG = 4000;

/**
 * DuckDB evaluates conditions in the order it finds fastest; Spark from left to right, so that `a <> 0 AND b / a > 1`
 * never divides by zero. A condition that may fail is therefore reached only where those before it leave it open.
 */
function inOrder(op: 'AND' | 'OR', operands: readonly Typed[], isOfRows: boolean): string {
  const long = operands.slice(0, -1).findLastIndex(({ sql }) => sql.length > LONG);
  const after = operands.slice(long + 1);
  // The engine knows no queries and aggregates in a lambda.
  if (
    isOfRows &&
    long >= 0 &&
    after.some(({ sql }) => mayRaise(sql)) &&
    !after.some(({ sql }) => /\bSELECT\b/.test(sql))
  ) {
    const decided = op === 'AND' ? 'NOT before THEN false' : 'before THEN true';
    const known = `CASE WHEN ${decided} ELSE before ${op} (${inOrder(op, after, true)}) END`;
    return `list_transform([(${inOrder(op, operands.slice(0, long + 1), true)})], lambda before: ${known})[1]`;
  }
  const branches: string[] = [];
  let before: string[] = [];
  for (const { sql } of operands) {
    if (before.length > 0 && mayRaise(sql)) {
      const all = before.join(` ${op} `);
      branches.push(op === 'AND' ? `WHEN NOT (${all}) THEN false` : `WHEN ${all} THEN true`);
      before = [];
    }
    before.push(sql);
  }
  const all = operands.map(({ sql }) => sql).join(` ${op} `);
  return branches.length === 0 ? all : `CASE ${branches.join(' ')} ELSE ${all} END`;
}

/** AND and OR join two by two: what is no condition is told beside what stands before it. */
function wantConditions(op: 'AND' | 'OR', values: readonly Typed[], at: number): void {
  const isCondition = ({ type }: Typed): boolean => ['BOOLEAN', 'STRING', 'VOID'].includes(type.name);
  const found = values.findIndex((value) => !isCondition(value));
  if (found < 0) return;
  const [left, right] = found < 2 ? values : [{ type: BOOLEAN }, values[found]];
  if (!left || !right) return;
  const kind = left.type.name === right.type.name ? 'WRONG_TYPE' : 'DIFF_TYPES';
  const sentence = `Cannot resolve "${op}" due to data type mismatch: both sides of ${op} must be "BOOLEAN", but they are "${typeText(left.type)}" and "${typeText(right.type)}".`;
  throw new SqlError(`DATATYPE_MISMATCH.BINARY_OP_${kind}`, '42K09', sentence, at);
}

export function logic(node: Of<'logic'>, context: Context): Typed {
  const values = node.operands.map((operand) => context.rules.expression(operand, context));
  wantConditions(node.op, values, node.at);
  const operands = values.map((value) => asBoolean(value, node.op, node.at));
  const name = `(${operands.map((value) => value.name).join(` ${node.op} `)})`;
  // What decides is found wherever it stands, before anything is computed.
  const decisive = node.op === 'AND' ? 'false' : 'true';
  if (
    node.operands.some(
      (operand) => operand.kind === 'literal' && operand.value === decisive && operand.type.name === 'BOOLEAN',
    )
  )
    return { sql: decisive, type: BOOLEAN, name };
  const sql = `(${inOrder(node.op, operands, !context.seen.aggregate && !context.seen.window)})`;
  const failing = operands.findIndex((value) => mayRaise(value.sql));
  if (node.op === 'OR' || !context.isCondition || failing < 1) return { sql, type: BOOLEAN, name };
  // A random value, or a query, is not computed once more.
  const sure = operands.slice(0, failing).filter((value) => !isAnew(value.sql) && !/\bSELECT\b/.test(value.sql));
  return { sql, type: BOOLEAN, name, ...(sure.length > 0 && { sure: sure.map((value) => value.sql).join(' AND ') }) };
}

export function not(node: Of<'negate' | 'plus' | 'not'>, context: Context): Typed {
  const value = asBoolean(context.rules.expression(node.operand, context), 'NOT', node.at);
  return { sql: `(NOT ${value.sql})`, type: BOOLEAN, name: `(NOT ${value.name})` };
}

export function negate(value: Typed, negated: boolean): Typed {
  return negated ? { sql: `(NOT ${value.sql})`, type: BOOLEAN, name: `(NOT ${value.name})` } : value;
}

export function between(node: Of<'between'>, context: Context): Typed {
  const parts = [node.operand, node.low, node.high].map((part) => {
    const value = context.rules.expression(part, context);
    // Spark compares a CHAR here as it is stored.
    return { ...value, type: withoutChars(value.type) };
  });
  const name = `between(${parts.map((part) => part.name).join(', ')})`;
  const [operand, low, high] = parts;
  if (!operand || !low || !high) throw cannotCompute('BETWEEN', node.at);
  // Each bound meets the value in their own common type, as `a >= b AND a <= c` does.
  const sql = `(${comparison('>=', operand, low, node.at).sql} AND ${comparison('<=', operand, high, node.at).sql})`;
  return negate({ sql, type: BOOLEAN, name }, node.negated);
}

export function isIn(node: Of<'in'>, context: Context): Typed {
  const all = [node.operand, ...node.list].map((part) => context.rules.expression(part, context));
  const names = all.map((part) => part.name);
  const { values, type } = align(padded(all, node.at), `${names[0]} IN (…)`, node.at);
  if (hasVariant(type)) wantOrdered(type, `${names[0]} IN (…)`, node.at);
  const [operand, ...list] = values.map((value) => value.sql);
  const name = `(${names[0]} IN (${names.slice(1).join(', ')}))`;
  return negate({ sql: `(${operand} IN (${list.join(', ')}))`, type: BOOLEAN, name }, node.negated);
}

/** A LIKE pattern for the engine; an escape before anything but a wildcard or itself is Spark's error. */
function checkPattern(pattern: string, mark: string, at: number): void {
  for (let index = 0; index < pattern.length; index += 1) {
    if (pattern.charAt(index) !== mark) continue;
    const next = pattern.charAt(index + 1);
    if (next !== '%' && next !== '_' && next !== mark) {
      const errorClass = next === '' ? 'INVALID_FORMAT.ESC_AT_THE_END' : 'INVALID_FORMAT.ESC_IN_THE_MIDDLE';
      throw new SqlError(
        errorClass,
        '42601',
        `The format is invalid: '${pattern}'. The escape character is not allowed to precede '${next}'.`,
        at,
      );
    }
    index += 1;
  }
}

/** Whether the engine may go back through a text time and again; of `%` alone it keeps to one way. */
const mayLast = (pattern: string, mark: string): boolean =>
  /%.*%./s.test(pattern) && (pattern.includes('_') || pattern.includes(mark));

export function like(node: Of<'like'>, context: Context): Typed {
  const operand = context.rules.expression(node.operand, context);
  const pattern = context.rules.expression(node.pattern, context);
  const word = node.ignoreCase ? 'ILIKE' : 'LIKE';
  for (const { type, name } of [operand, pattern])
    if (isNested(type))
      throw new SqlError(
        'DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE',
        '42K09',
        `Cannot resolve "${word}" due to data type mismatch: both sides require the "STRING" type, however "${name}" has the type "${typeText(type)}".`,
        node.at,
      );
  if (pattern.type.name === 'VOID') return { ...coerce(pattern, BOOLEAN), name: `${operand.name} ${word} NULL` };
  if (pattern.literal === undefined || pattern.type.name !== 'STRING') {
    if (node.escape !== '\\') throw cannotCompute(`${word} with ESCAPE and a pattern that is not a literal`, node.at);
    const sides = [operand, pattern].map((each) => coerce(each, STRING).sql);
    const [text, by] = node.ignoreCase ? sides.map((each) => `spark_lower(${each})`) : sides;
    const sql = `spark_like_or_error(${text}, ${by}, '\\')`;
    return negate({ sql, type: BOOLEAN, name: `${operand.name} ${word} ${pattern.name}` }, node.negated);
  }
  if (node.escape.length !== 1) throw cannotCompute('an ESCAPE that is not one character', node.at);
  // Spark lowers the letters of the whole pattern, its escapes too, and then looks for the escape as it was written.
  if (node.ignoreCase && /\p{L}/u.test(node.escape)) throw cannotCompute('ILIKE with a letter as its ESCAPE', node.at);
  checkPattern(pattern.literal, node.escape, node.at);
  const text = coerce(operand, STRING).sql;
  const [a, b] = node.ignoreCase
    ? [`spark_lower(${text})`, quoteText(pattern.literal.toLowerCase())]
    : [text, quoteText(pattern.literal)];
  const name = `${operand.name} ${word} ${pattern.name}`;
  if (mayLast(pattern.literal, node.escape)) {
    const mark = quoteText(node.escape);
    return negate({ sql: `spark_like_or_error(${a}, ${b}, ${mark})`, type: BOOLEAN, name }, node.negated);
  }
  const escaped = pattern.literal.includes(node.escape) ? ` ESCAPE ${quoteText(node.escape)}` : '';
  return negate({ sql: `(${a} LIKE ${b}${escaped})`, type: BOOLEAN, name }, node.negated);
}

export function is(node: Of<'is'>, context: Context): Typed {
  const operand = context.rules.expression(node.operand, context);
  const value = node.what === 'NULL' ? operand : asBoolean(operand, `IS ${node.what}`, node.at);
  const not = node.negated ? ' NOT' : '';
  return {
    sql: `(${value.sql} IS${not} ${node.what})`,
    type: BOOLEAN,
    name: `(${operand.name} IS${not} ${node.what})`,
  };
}

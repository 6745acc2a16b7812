import type { Expression } from './ast.ts';
import { callOf } from './call-of.ts';
import type { Cursor } from './cursor.ts';
import { numberLiteral } from './literals.ts';
import { parsePredicate } from './parse-predicate.ts';
import { parseAfter, parsePrimary } from './parse-primary.ts';

const LONGEST_CHAIN = 200;
const COMPARISONS = ['=', '==', '<>', '!=', '<', '<=', '>', '>=', '<=>', '!<', '!>'];
const OTHER_SIGN: Readonly<Record<string, string>> = { '!<': '>=', '!>': '<=' };

function chain(cursor: Cursor, ops: readonly string[], operand: (cursor: Cursor) => Expression): Expression {
  const { at: from } = cursor.peek();
  let left = operand(cursor);
  for (let length = 1; ; length += 1) {
    const token = cursor.peek();
    if (!(token.kind === 'symbol' || token.kind === 'word') || !ops.includes(token.upper)) return left;
    if (length > LONGEST_CHAIN) throw cursor.refuse(`a chain of more than ${LONGEST_CHAIN} operators`);
    cursor.take();
    const right = operand(cursor);
    const op = OTHER_SIGN[token.upper] ?? token.upper;
    left = { kind: 'binary', op, left, right, at: left.at, span: { from, to: cursor.end } };
  }
}

function unary(cursor: Cursor): Expression {
  const { at } = cursor.peek();
  if (cursor.sees('-')) {
    cursor.take();
    const digits = cursor.peek();
    if (digits.kind === 'number') {
      cursor.take();
      return parseAfter(cursor, numberLiteral(digits.value, '-', at));
    }
    return { kind: 'negate', operand: cursor.deeper(() => unary(cursor)), at };
  }
  if (cursor.accept('+')) return { kind: 'plus', operand: cursor.deeper(() => unary(cursor)), at };
  if (cursor.accept('~')) return callOf('~', [cursor.deeper(() => unary(cursor))], at);
  return parsePrimary(cursor);
}

const product = (cursor: Cursor): Expression => chain(cursor, ['*', '/', '%', 'DIV'], unary);

const sum = (cursor: Cursor): Expression => chain(cursor, ['+', '-', '||'], product);

const SHIFTS: Readonly<Record<string, string>> = { '<<': 'shiftleft', '>>': 'shiftright', '>>>': 'shiftrightunsigned' };
function shift(cursor: Cursor): Expression {
  let left = sum(cursor);
  for (let length = 1; ; length += 1) {
    if (length > LONGEST_CHAIN) throw cursor.refuse(`a chain of more than ${LONGEST_CHAIN} operators`);
    const { kind, value } = cursor.peek();
    const name = kind === 'symbol' ? SHIFTS[value] : undefined;
    if (name === undefined) return left;
    cursor.take();
    left = callOf(name, [left, sum(cursor)], left.at);
  }
}
const and = (cursor: Cursor): Expression => chain(cursor, ['&'], shift);
const exclusive = (cursor: Cursor): Expression => chain(cursor, ['^'], and);
const or = (cursor: Cursor): Expression => chain(cursor, ['|'], exclusive);

/** What Spark's grammar calls a value: comparisons belong to it, AND, OR, NOT and predicates do not. */
export const parseValue = (cursor: Cursor): Expression => chain(cursor, COMPARISONS, or);
const comparison = parseValue;

function boolean(cursor: Cursor): Expression {
  const { at } = cursor.peek();
  if (cursor.accept('NOT') || cursor.accept('!')) {
    return { kind: 'not', operand: cursor.deeper(() => boolean(cursor)), at };
  }
  return parsePredicate(cursor, comparison(cursor), comparison);
}

function logic(cursor: Cursor, op: 'AND' | 'OR', operand: (cursor: Cursor) => Expression): Expression {
  const first = operand(cursor);
  const operands = [first];
  while (cursor.accept(op)) operands.push(operand(cursor));
  return operands.length === 1 ? first : { kind: 'logic', op, operands, at: first.at };
}

/** Reads an expression by Spark's precedence: OR, AND, NOT, predicates and comparisons, sums, products, signs. */
export function parseExpression(cursor: Cursor): Expression {
  return cursor.deeper(() => logic(cursor, 'OR', (inner) => logic(inner, 'AND', boolean)));
}

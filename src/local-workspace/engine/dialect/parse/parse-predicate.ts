import { SqlError } from '../sql-error.ts';
import type { Expression } from './ast.ts';
import { callOf } from './call-of.ts';
import type { Cursor } from './cursor.ts';

type Rule = (cursor: Cursor) => Expression;

function parseIn(cursor: Cursor, operand: Expression, negated: boolean): Expression {
  cursor.expect('(');
  if (cursor.sees('SELECT') || cursor.sees('WITH') || cursor.sees('VALUES') || cursor.sees('FROM')) {
    const query = cursor.grammar.query(cursor);
    cursor.expect(')');
    return { kind: 'in-query', operand, query, negated, at: operand.at };
  }
  if (cursor.sees(')'))
    throw new SqlError(
      'INVALID_SQL_SYNTAX.EMPTY_IN_PREDICATE',
      '42000',
      'Invalid SQL syntax: IN predicate requires at least one value. Empty IN clauses like `IN ()` are not allowed.',
      operand.at,
    );
  const list = [cursor.grammar.expression(cursor)];
  while (cursor.accept(',')) list.push(cursor.grammar.expression(cursor));
  cursor.expect(')');
  return { kind: 'in', operand, list, negated, at: operand.at };
}

function parseLike(
  cursor: Cursor,
  operand: Expression,
  ignoreCase: boolean,
  negated: boolean,
  value: Rule,
): Expression {
  const every = cursor.sees('ALL', '(');
  if (every || cursor.sees('ANY', '(') || cursor.sees('SOME', '(')) {
    cursor.take();
    if (cursor.sees('(', ')'))
      throw new SqlError(
        'INVALID_SQL_SYNTAX.EMPTY_QUANTIFIED_PATTERN',
        '42000',
        'Invalid SQL syntax: LIKE ANY, SOME and ALL require at least one pattern between the parentheses.',
        operand.at,
      );
    const operands = cursor
      .list(() => cursor.grammar.expression(cursor))
      .map(
        (pattern): Expression => ({
          kind: 'like',
          operand,
          pattern,
          escape: '\\',
          ignoreCase,
          negated,
          at: operand.at,
        }),
      );
    const [only] = operands;
    if (only && operands.length === 1) return only;
    return { kind: 'logic', op: every ? 'AND' : 'OR', operands, at: operand.at };
  }
  const pattern = value(cursor);
  const mark = cursor.accept('ESCAPE') ? cursor.string() : '\\';
  if (Array.from(mark).length !== 1)
    throw new SqlError(
      'INVALID_ESC',
      '42604',
      `Found an invalid escape string: "${mark}". The escape string must contain only one character.`,
      operand.at,
    );
  return { kind: 'like', operand, pattern, escape: mark, ignoreCase, negated, at: operand.at };
}

function parseIs(cursor: Cursor, operand: Expression, value: Rule): Expression {
  const negated = cursor.accept('NOT');
  const { at } = operand;
  if (cursor.accept('NULL')) return { kind: 'is', operand, what: 'NULL', negated, at };
  if (cursor.accept('UNKNOWN')) return { kind: 'is', operand, what: 'NULL', negated, at };
  if (cursor.accept('TRUE')) return { kind: 'is', operand, what: 'TRUE', negated, at };
  if (cursor.accept('FALSE')) return { kind: 'is', operand, what: 'FALSE', negated, at };
  cursor.expect('DISTINCT', 'FROM');
  const right = value(cursor);
  const same: Expression = { kind: 'binary', op: '<=>', left: operand, right, at };
  return negated ? same : { kind: 'not', operand: same, at };
}

/** Reads what may follow a value: [NOT] BETWEEN, IN, LIKE, ILIKE, and IS. */
export function parsePredicate(cursor: Cursor, operand: Expression, value: Rule): Expression {
  const negated = cursor.accept('NOT');
  if (cursor.accept('BETWEEN')) {
    const low = value(cursor);
    cursor.expect('AND');
    return { kind: 'between', operand, low, high: value(cursor), negated, at: operand.at };
  }
  if (cursor.accept('IN')) return parseIn(cursor, operand, negated);
  if (cursor.accept('LIKE')) return parseLike(cursor, operand, false, negated, value);
  if (cursor.accept('ILIKE')) return parseLike(cursor, operand, true, negated, value);
  if (cursor.accept('RLIKE') || cursor.accept('REGEXP')) {
    const call = callOf('rlike', [operand, value(cursor)], operand.at);
    return negated ? { kind: 'not', operand: call, at: operand.at } : call;
  }
  if (negated) throw cursor.unexpected();
  return cursor.accept('IS') ? parseIs(cursor, operand, value) : operand;
}

import { SqlError } from '../sql-error.ts';
import type { Expression } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { booleanLiteral, momentLiteral, nullLiteral, numberLiteral, stringLiteral } from './literals.ts';
import { parseCall } from './parse-call.ts';
import { parseType } from './parse-type.ts';

/** Words that never name a column in Databricks SQL where an expression is expected. */
const NEVER_A_COLUMN = new Set(
  'SELECT FROM WHERE GROUP HAVING ORDER LIMIT OFFSET UNION EXCEPT INTERSECT MINUS JOIN ON USING WHEN THEN ELSE END AND OR IN IS LIKE BETWEEN AS BY WITH'.split(
    ' ',
  ),
);

function parseCase(cursor: Cursor, at: number): Expression {
  const operand = cursor.sees('WHEN') ? undefined : cursor.grammar.expression(cursor);
  const branches: { when: Expression; result: Expression }[] = [];
  while (cursor.accept('WHEN')) {
    const when = cursor.grammar.expression(cursor);
    cursor.expect('THEN');
    branches.push({ when, result: cursor.grammar.expression(cursor) });
  }
  if (branches.length === 0) throw cursor.unexpected();
  const otherwise = cursor.accept('ELSE') ? cursor.grammar.expression(cursor) : undefined;
  cursor.expect('END');
  return { kind: 'case', branches, at, ...(operand && { operand }), ...(otherwise && { otherwise }) };
}

function parseCast(cursor: Cursor, lenient: boolean, at: number): Expression {
  cursor.expect('(');
  const operand = cursor.grammar.expression(cursor);
  cursor.expect('AS');
  const type = parseType(cursor);
  cursor.expect(')');
  return { kind: 'cast', operand, type, lenient, at, span: { from: at, to: cursor.end } };
}

function parseExtract(cursor: Cursor, at: number): Expression {
  cursor.expect('(');
  const field = cursor.name().toUpperCase();
  cursor.expect('FROM');
  const args = [stringLiteral(field, at), cursor.grammar.expression(cursor)];
  cursor.expect(')');
  return { kind: 'call', name: 'extract', args, star: false, distinct: false, at };
}

function parseParenthesis(cursor: Cursor, at: number): Expression {
  if (cursor.sees('SELECT') || cursor.sees('WITH') || cursor.sees('VALUES') || cursor.sees('FROM')) {
    const query = cursor.grammar.query(cursor);
    cursor.expect(')');
    return { kind: 'scalar', query, at };
  }
  if (cursor.sees(')')) throw cursor.unexpected();
  const inner = cursor.grammar.expression(cursor);
  if (cursor.sees(',') || cursor.sees('AS')) throw cursor.refuse('structs (a list in parentheses)');
  cursor.expect(')');
  return inner;
}

function parseColumn(cursor: Cursor): Expression {
  const token = cursor.peek();
  if (token.kind === 'word' && NEVER_A_COLUMN.has(token.upper)) throw cursor.unexpected();
  const parts = [cursor.name()];
  while (cursor.sees('.') && (cursor.peek(1).kind === 'word' || cursor.peek(1).kind === 'name')) {
    cursor.take();
    parts.push(cursor.name());
  }
  return { kind: 'column', parts, at: token.at };
}

function parseWord(cursor: Cursor, upper: string, at: number): Expression {
  const after = cursor.peek(1);
  if (after.kind === 'text') {
    cursor.take();
    if (upper === 'DATE' || upper === 'TIMESTAMP') return momentLiteral(upper, cursor.string(), at);
    throw cursor.refuse(`${upper} literals`);
  }
  if (upper === 'NULL' && cursor.accept('NULL')) return nullLiteral(at);
  if (upper === 'TRUE' && cursor.accept('TRUE')) return booleanLiteral(true, at);
  if (upper === 'FALSE' && cursor.accept('FALSE')) return booleanLiteral(false, at);
  if (upper === 'CASE' && cursor.accept('CASE')) return parseCase(cursor, at);
  if (upper === 'INTERVAL' && (after.kind === 'number' || after.value === '-')) throw cursor.refuse('intervals');
  if (after.value !== '(' || after.kind !== 'symbol') {
    if (['CURRENT_DATE', 'CURRENT_TIMESTAMP'].includes(upper)) {
      cursor.take();
      return { kind: 'call', name: upper.toLowerCase(), args: [], star: false, distinct: false, at };
    }
    return parseColumn(cursor);
  }
  if (NEVER_A_COLUMN.has(upper)) throw cursor.unexpected();
  cursor.take();
  if (upper === 'CAST' || upper === 'TRY_CAST') return parseCast(cursor, upper === 'TRY_CAST', at);
  if (upper === 'EXTRACT') return parseExtract(cursor, at);
  if (upper === 'EXISTS' && (cursor.peek(1).upper === 'SELECT' || cursor.peek(1).upper === 'WITH')) {
    cursor.expect('(');
    const query = cursor.grammar.query(cursor);
    cursor.expect(')');
    return { kind: 'exists', query, at };
  }
  return parseCall(cursor, upper.toLowerCase(), at);
}

function parseAtom(cursor: Cursor): Expression {
  const token = cursor.peek();
  const { at } = token;
  if (token.kind === 'number') return numberLiteral(cursor.take().value, '', at);
  if (token.kind === 'text') {
    let value = cursor.string();
    // Neighbouring literals are one string: 'a' 'b' is 'ab'.
    while (cursor.peek().kind === 'text') value += cursor.string();
    return stringLiteral(value, at);
  }
  if (token.kind === 'parameter') {
    const literal = cursor.parameters.get(cursor.take().value);
    const value = literal?.(at);
    if (value?.kind === 'cast') return { ...value, span: { from: at, to: cursor.end } };
    if (value) return value;
    const sentence = `Found the unbound parameter: ${token.value}. Please, fix \`args\` and provide a mapping of the parameter to a SQL literal.`;
    throw new SqlError('UNBOUND_SQL_PARAMETER', '42P02', sentence, at);
  }
  if (token.kind === 'word') return parseWord(cursor, token.upper, at);
  if (token.kind === 'name') return parseColumn(cursor);
  if (cursor.accept('(')) return parseParenthesis(cursor, at);
  throw cursor.unexpected();
}

/** Reads a literal, column, call, CASE, CAST or parenthesis, and `::type` after it. */
export function parsePrimary(cursor: Cursor): Expression {
  return parseAfter(cursor, parseAtom(cursor));
}

/** Reads `::type` after a value. */
export function parseAfter(cursor: Cursor, first: Expression): Expression {
  let value = first;
  for (;;) {
    if (cursor.accept('::')) {
      const type = parseType(cursor);
      const span = { from: value.at, to: cursor.end };
      value = { kind: 'cast', operand: value, type, lenient: false, at: value.at, span };
    } else if (cursor.sees('[')) throw cursor.refuse('element access with [ ]');
    else if (cursor.sees('.')) throw cursor.refuse('field access with .');
    else if (cursor.sees('->')) throw cursor.refuse('lambda functions');
    else if (cursor.sees(':') || cursor.peek().kind === 'parameter') throw cursor.refuse('JSON paths with :');
    else if (cursor.sees('COLLATE')) throw cursor.refuse('COLLATE');
    else return value;
  }
}

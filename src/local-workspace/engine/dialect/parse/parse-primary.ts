import { LOOSE } from '../natives/json-path.ts';
import { SqlError } from '../sql-error.ts';
import type { Expression } from './ast.ts';
import { callOf } from './call-of.ts';
import type { Cursor } from './cursor.ts';
import { binaryLiteral, booleanLiteral, momentLiteral, nullLiteral, numberLiteral, stringLiteral } from './literals.ts';
import { parseCall } from './parse-call.ts';
import { parseInterval } from './parse-interval.ts';
import { parseType } from './parse-type.ts';

/** Words that never name a column in Databricks SQL where an expression is expected. */
const NEVER_A_COLUMN = new Set(
  'SELECT FROM WHERE GROUP HAVING ORDER LIMIT OFFSET UNION EXCEPT INTERSECT MINUS JOIN ON USING WHEN THEN ELSE END AND OR IN IS LIKE BETWEEN AS BY WITH'.split(
    ' ',
  ),
);

const LONGEST_CHAIN = 60;

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
  return callOf('extract', args, at);
}

/** TRIM(BOTH x FROM y), as well as TRIM(x, y). */
function parseTrim(cursor: Cursor, at: number): Expression {
  const side = ['BOTH', 'LEADING', 'TRAILING'].find((word) => cursor.sees('(', word));
  if (side === undefined) {
    const mark = cursor.mark;
    cursor.expect('(');
    const first = cursor.grammar.expression(cursor);
    if (cursor.accept('FROM')) {
      const text = cursor.grammar.expression(cursor);
      cursor.expect(')');
      return callOf('trim both', [text, first], at);
    }
    cursor.back(mark);
    return parsePlain(cursor, 'trim', at);
  }
  cursor.expect('(', side);
  const name = side === 'BOTH' ? 'trim both' : side === 'LEADING' ? 'trim leading' : 'trim trailing';
  const set = cursor.sees('FROM') ? undefined : cursor.grammar.expression(cursor);
  cursor.expect('FROM');
  const args = [cursor.grammar.expression(cursor), ...(set ? [set] : [])];
  cursor.expect(')');
  return callOf(name, args, at);
}

/** Reads arguments that words may stand between, as well as commas. */
const worded =
  (name: string, words: readonly string[]) =>
  (cursor: Cursor, at: number): Expression => {
    cursor.expect('(');
    const args = [cursor.value()];
    while (!cursor.sees(')')) {
      const found = words.find((word) => cursor.accept(word));
      if (found === undefined) cursor.expect(',');
      args.push(cursor.grammar.expression(cursor));
    }
    cursor.expect(')');
    return callOf(name, args, at);
  };

function parseIdentifier(cursor: Cursor, at: number): Expression {
  cursor.expect('(');
  const parts = constantText(cursor.grammar.expression(cursor), cursor).split('.');
  cursor.expect(')');
  if (cursor.sees('(')) return parseQualified(cursor, parts, at);
  return { kind: 'column', parts, at };
}

/** A text that is put together from literals alone. */
export function constantText(node: Expression, cursor: Cursor): string {
  if (node.kind === 'literal' && node.type.name === 'STRING') return node.value;
  if (node.kind === 'binary' && node.op === '||')
    return constantText(node.left, cursor) + constantText(node.right, cursor);
  throw cursor.refuse('IDENTIFIER() of what is not a text of literals');
}

/** like(text, pattern, escape): the operator, written as a function. */
const likeCall =
  (ignoreCase: boolean) =>
  (cursor: Cursor, at: number): Expression => {
    const [operand, pattern, third, ...rest] = cursor.list(() => cursor.grammar.expression(cursor));
    if (!operand || !pattern || rest.length > 0) throw cursor.unexpected();
    const mark = third ? constantText(third, cursor) : '\\';
    return { kind: 'like', operand, pattern, escape: mark, ignoreCase, negated: false, at };
  };

const SPECIAL: Readonly<Record<string, (cursor: Cursor, at: number) => Expression>> = {
  EXTRACT: parseExtract,
  TRIM: parseTrim,
  POSITION: worded('position', ['IN']),
  OVERLAY: worded('overlay', ['PLACING', 'FROM', 'FOR']),
  SUBSTRING: worded('substring', ['FROM', 'FOR']),
  SUBSTR: worded('substr', ['FROM', 'FOR']),
  IDENTIFIER: parseIdentifier,
  LIKE: likeCall(false),
  ILIKE: likeCall(true),
};
const parsePlain = parseCall;

/** A call of a function by its name, which may say where it is. */
function parseQualified(cursor: Cursor, parts: readonly string[], at: number): Expression {
  const call = parsePlain(cursor, parts.at(-1)?.toLowerCase() ?? '', at);
  const isOwn = /^((system\.)?builtin\.)?\w*$/i.test(parts.join('.'));
  return isOwn ? call : { ...call, path: parts };
}

function parseParenthesis(cursor: Cursor, at: number): Expression {
  if (cursor.sees('SELECT') || cursor.sees('WITH') || cursor.sees('VALUES') || cursor.sees('FROM')) {
    const query = cursor.grammar.query(cursor);
    cursor.expect(')');
    return { kind: 'scalar', query, at };
  }
  if (cursor.sees(')')) throw cursor.unexpected();
  const inner = cursor.grammar.expression(cursor);
  if (cursor.sees(',') || cursor.sees('AS')) {
    const named = (operand: Expression): Expression =>
      cursor.accept('AS') ? { kind: 'alias', operand, name: cursor.name(), at: operand.at } : operand;
    const args = [named(inner)];
    while (cursor.accept(',')) args.push(named(cursor.grammar.expression(cursor)));
    cursor.expect(')');
    return callOf('struct', args, at);
  }
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
  if (cursor.sees('(') && (parts.length > 1 || token.kind === 'name')) return parseQualified(cursor, parts, token.at);
  return { kind: 'column', parts, at: token.at };
}

function parseWord(cursor: Cursor, upper: string, at: number): Expression {
  const after = cursor.peek(1);
  if (after.kind === 'text') {
    cursor.take();
    if (upper === 'INTERVAL') return parseInterval(cursor, at);
    if (upper === 'X') return binaryLiteral(cursor.string(), at);
    if (upper === 'DATE' || upper === 'TIMESTAMP' || upper === 'TIMESTAMP_NTZ' || upper === 'TIMESTAMP_LTZ')
      return momentLiteral(upper, cursor.string(), at);
    throw cursor.refuse(`${upper} literals`);
  }
  if (upper === 'NULL' && cursor.accept('NULL')) return nullLiteral(at);
  if (upper === 'TRUE' && cursor.accept('TRUE')) return booleanLiteral(true, at);
  if (upper === 'FALSE' && cursor.accept('FALSE')) return booleanLiteral(false, at);
  if (upper === 'CASE' && cursor.accept('CASE')) return parseCase(cursor, at);
  if (upper === 'INTERVAL' && (after.kind === 'number' || after.value === '-' || after.value === '+')) {
    cursor.take();
    return parseInterval(cursor, at);
  }
  if (after.value !== '(' || after.kind !== 'symbol') {
    if (['CURRENT_DATE', 'CURRENT_TIMESTAMP', 'LOCALTIMESTAMP', 'CURRENT_USER', 'SESSION_USER'].includes(upper)) {
      cursor.take();
      return callOf(upper.toLowerCase(), [], at);
    }
    return parseColumn(cursor);
  }
  if (NEVER_A_COLUMN.has(upper) && !SPECIAL[upper]) throw cursor.unexpected();
  cursor.take();
  if (upper === 'CAST' || upper === 'TRY_CAST') return parseCast(cursor, upper === 'TRY_CAST', at);
  const special = SPECIAL[upper];
  if (special) return special(cursor, at);
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
  if (cursor.accept('*')) return { kind: 'star', qualifier: [], at };
  if (cursor.sees('?')) throw new SqlError('UNBOUND_SQL_PARAMETER', '42P02', 'Found the unbound parameter: `?`.', at);
  throw cursor.unexpected();
}

/** Reads a literal, column, call, CASE, CAST or parenthesis, and `::type` after it. */
export function parsePrimary(cursor: Cursor): Expression {
  return parseAfter(cursor, parseAtom(cursor));
}

/** Reads the path after `:`, as one text: `a.b[0]['c']`. */
function parsePath(cursor: Cursor): string {
  let path = '';
  const key = (): string => `['${LOOSE}${cursor.name()}']`;
  if (!cursor.sees('[')) path += key();
  for (;;) {
    if (cursor.accept('.')) path += key();
    else if (cursor.accept('[')) {
      const token = cursor.take();
      if (token.kind === 'text') path += `['${token.value}']`;
      else if (token.value === '*' || /^\d+$/.test(token.value)) path += `[${token.value}]`;
      else throw cursor.refuse('this path after :');
      cursor.expect(']');
    } else return path;
  }
}

/** Reads what may follow a value: `::type`, `[item]`, `.field`, `:path`, COLLATE. */
export function parseAfter(cursor: Cursor, first: Expression): Expression {
  let value = first;
  for (let length = 0; ; length += 1) {
    if (length > LONGEST_CHAIN) throw cursor.refuse(`a chain of more than ${LONGEST_CHAIN} accesses`);
    const { at } = value;
    const token = cursor.peek();
    if (cursor.sees('::') || cursor.sees('?', '::')) {
      const lenient = cursor.accept('?');
      cursor.expect('::');
      const type = parseType(cursor);
      value = { kind: 'cast', operand: value, type, lenient, at, span: { from: at, to: cursor.end } };
    } else if (cursor.accept('[')) {
      const index = cursor.grammar.expression(cursor);
      cursor.expect(']');
      value = { kind: 'item', operand: value, index, at, span: { from: at, to: cursor.end } };
    } else if (cursor.sees('.') && ['word', 'name'].includes(cursor.peek(1).kind)) {
      cursor.take();
      value = { kind: 'field', operand: value, name: cursor.name(), at };
    } else if (token.kind === 'parameter' && token.at === cursor.end) {
      cursor.take();
      const key = `['${LOOSE}${token.value}']`;
      const rest = cursor.sees('.') || cursor.sees('[') ? parsePathRest(cursor) : '';
      value = { kind: 'path', operand: value, path: key + rest, at };
    } else if (cursor.sees(':') && ['name', 'symbol'].includes(cursor.peek(1).kind)) {
      cursor.take();
      value = { kind: 'path', operand: value, path: parsePath(cursor), at };
    } else if (cursor.accept('COLLATE')) value = { kind: 'collate', operand: value, collation: cursor.name(), at };
    else return value;
  }
}
function parsePathRest(cursor: Cursor): string {
  if (cursor.accept('.')) return parsePath(cursor);
  return parsePath(cursor);
}

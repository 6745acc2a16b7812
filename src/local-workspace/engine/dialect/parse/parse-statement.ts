import { tokenize } from '../lex/tokenize.ts';
import { SqlError } from '../sql-error.ts';
import type { Expression, Query } from './ast.ts';
import { Cursor } from './cursor.ts';
import { parseAlter } from './parse-alter.ts';
import { parseComment, parseDelete, parseDrop, parseInsert, parseUpdate } from './parse-change.ts';
import { parseCreate } from './parse-create.ts';
import { parseDescribe } from './parse-describe.ts';
import { parseExpression, parseValue } from './parse-expression.ts';
import { parseName } from './parse-from.ts';
import { parseDeny, parseGrant } from './parse-grant.ts';
import { parseMerge } from './parse-merge.ts';
import { parseQuery, parseValues, parseWith } from './parse-query.ts';
import { parseReset, parseSet } from './parse-set.ts';
import { parseShow } from './parse-show.ts';
import type { Statement } from './statement.ts';

export type Parameters = ReadonlyMap<string, (at: number) => Expression>;
type Rule = (cursor: Cursor) => Statement;

const query: Rule = (cursor) => ({ kind: 'query', query: parseQuery(cursor) });
const after =
  (rule: Rule): Rule =>
  (cursor) => {
    cursor.take();
    return rule(cursor);
  };

/** What a statement may start with. */
const HEADS: Readonly<Record<string, Rule>> = {
  SELECT: query,
  WITH: (cursor) => {
    const named = parseWith(cursor);
    if (!cursor.accept('INSERT')) return { kind: 'query', query: parseQuery(cursor, named) };
    const insert = parseInsert(cursor);
    return insert.query.with.length > 0
      ? { ...insert, query: { ...named, body: { kind: 'nested', query: insert.query, at: 0 }, order: [] } }
      : { ...insert, query: { ...insert.query, ...named } };
  },
  VALUES: query,
  FROM: query,
  TABLE: query,
  '(': query,
  SHOW: after(parseShow),
  DESCRIBE: after(parseDescribe),
  DESC: after(parseDescribe),
  CREATE: after(parseCreate),
  INSERT: after(parseInsert),
  UPDATE: after(parseUpdate),
  DELETE: after(parseDelete),
  MERGE: after(parseMerge),
  DROP: after(parseDrop),
  COMMENT: after(parseComment),
  ALTER: after(parseAlter),
  TRUNCATE: after((cursor) => {
    cursor.expect('TABLE');
    const table = parseName(cursor);
    if (cursor.sees('PARTITION')) throw cursor.refuse('TRUNCATE … PARTITION');
    return { kind: 'truncate', table };
  }),
  USE: after((cursor) => {
    for (const word of ['CATALOG', 'SCHEMA', 'DATABASE'])
      if (cursor.peek(1).kind !== 'end' && cursor.accept(word))
        return { kind: 'use', name: parseName(cursor), what: word };
    return { kind: 'use', name: parseName(cursor) };
  }),
  EXPLAIN: after((cursor) => {
    for (const mode of ['EXTENDED', 'CODEGEN', 'COST']) if (cursor.accept(mode)) throw cursor.refuse(`EXPLAIN ${mode}`);
    cursor.accept('FORMATTED');
    if (cursor.sees('EXPLAIN')) throw cursor.refuse('EXPLAIN of EXPLAIN');
    return { kind: 'explain', statement: parseHead(cursor) };
  }),
  SET: after(parseSet),
  RESET: after(parseReset),
  GRANT: parseGrant,
  REVOKE: parseGrant,
  DENY: parseDeny,
};

/** Statements Databricks knows and this engine refuses by name; any other head is a syntax error, as in Spark. */
export const REFUSED_WORDS: readonly string[] =
  'ANALYZE CACHE CALL CLEAR CONVERT COPY DECLARE EXPORT FSCK GENERATE GET IMPORT INSTALL ATTACH DETACH CHECKPOINT PRAGMA LIST LOAD LS MAP MSCK OPTIMIZE PUT REDUCE REFRESH REMOVE REORG REPAIR REPLACE RESTORE SYNC UNCACHE UNDROP VACUUM'.split(
    ' ',
  );
/** With the heads of scripts, which are read apart. */
export const HEAD_WORDS: readonly string[] = [...Object.keys(HEADS), 'BEGIN', 'EXECUTE IMMEDIATE'];

export function newCursor(text: string, parameters: Parameters): Cursor {
  return new Cursor(
    text,
    tokenize(text),
    { expression: parseExpression, query: parseQuery, value: parseValue, values: parseValues },
    parameters,
  );
}

function end(cursor: Cursor): void {
  while (cursor.accept(';'));
  if (cursor.peek().kind !== 'end') throw cursor.unexpected();
}

function parseHead(cursor: Cursor): Statement {
  const head = cursor.peek();
  const rule = head.kind === 'word' || head.kind === 'symbol' ? HEADS[head.upper] : undefined;
  if (rule) return rule(cursor);
  if (head.kind === 'word' && REFUSED_WORDS.includes(head.upper)) throw cursor.refuse(`${head.upper} statements`);
  throw cursor.unexpected();
}

/** Reads exactly one statement; a trailing `;` is fine, a second statement is a syntax error as in Databricks. */
export function parseStatement(text: string, parameters: Parameters): Statement {
  const cursor = newCursor(text, parameters);
  if (text.trim() === '')
    throw new SqlError('PARSE_EMPTY_STATEMENT', '42617', 'Syntax error, unexpected empty statement.', 0);
  const statement = parseHead(cursor);
  end(cursor);
  return statement;
}

/** Reads an expression that is kept with a table. */
export function parseExpressionText(text: string): Expression {
  const cursor = newCursor(text, new Map());
  const expression = parseExpression(cursor);
  end(cursor);
  return expression;
}

/** Reads a query kept as a view's definition. */
export function parseDefinition(text: string): Query {
  const cursor = newCursor(text, new Map());
  const definition = parseQuery(cursor);
  end(cursor);
  return definition;
}

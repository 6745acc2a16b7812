import { SqlError } from '../sql-error.ts';
import type { Name, Query } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { parseName } from './parse-from.ts';
import { parseFunction } from './parse-function.ts';
import { parseType } from './parse-type.ts';
import type { NewColumn, NewIdentity, Statement } from './statement.ts';

function ifNotExists(cursor: Cursor): boolean {
  return cursor.accept('IF', 'NOT', 'EXISTS');
}

/** The text of an expression, kept as it was written. */
function textOf(cursor: Cursor): string {
  const { at } = cursor.peek();
  cursor.grammar.expression(cursor);
  return cursor.text.slice(at, cursor.end);
}

function wholeNumber(cursor: Cursor): bigint {
  const isNegative = cursor.accept('-');
  const token = cursor.take();
  if (token.kind !== 'number' || !/^\d{1,18}$/.test(token.value)) throw cursor.unexpected();
  return isNegative ? -BigInt(token.value) : BigInt(token.value);
}

/** Reads `(START WITH 1 INCREMENT BY 1)`, all of which may be left out. */
function parseIdentity(cursor: Cursor, always: boolean): NewIdentity {
  const { at } = cursor.peek();
  const said = new Map<string, bigint>();
  if (cursor.accept('(')) {
    for (;;) {
      const word = cursor.accept('START', 'WITH') ? 'START' : cursor.accept('INCREMENT', 'BY') ? 'STEP' : undefined;
      if (word === undefined) break;
      if (said.has(word))
        throw new SqlError(
          'IDENTITY_COLUMNS_DUPLICATED_SEQUENCE_GENERATOR_OPTION',
          '42601',
          `Duplicated IDENTITY column sequence generator option: ${word}.`,
          at,
        );
      said.set(word, wholeNumber(cursor));
    }
    cursor.expect(')');
  }
  const { start, step } = { start: said.get('START') ?? 1n, step: said.get('STEP') ?? 1n };
  if (step !== 0n) return { always, start, step };
  throw new SqlError('IDENTITY_COLUMNS_ILLEGAL_STEP', '42611', 'IDENTITY column step cannot be 0.', at);
}

/** Reads `name TYPE NOT NULL DEFAULT … GENERATED ALWAYS AS (…) COMMENT '…'`. */
export function parseColumn(cursor: Cursor, mayBePlaced = false): NewColumn {
  const name = cursor.name();
  const isChar = cursor.sees('CHAR', '(') || cursor.sees('CHARACTER', '(');
  const hasLength = isChar || cursor.sees('VARCHAR', '(');
  const size = hasLength ? { length: Number(cursor.peek(2).value), ...(isChar && { isChar }) } : {};
  const { at } = cursor.peek();
  const type = parseType(cursor);
  if (type.parts && /\b(VAR)?CHAR(ACTER)?\s*\(/i.test(cursor.text.slice(at, cursor.end)))
    throw cursor.refuse(`columns of a ${type.name} with VARCHAR or CHAR in it`);
  const column: { required: boolean; identity?: NewIdentity } & Partial<
    Record<'comment' | 'default' | 'generated' | 'after', string>
  > = { required: false };
  for (;;) {
    if (cursor.accept('NOT', 'NULL')) column.required = true;
    else if (cursor.accept('COMMENT')) column.comment = cursor.string();
    else if (cursor.accept('DEFAULT')) column.default = textOf(cursor);
    else if (mayBePlaced && cursor.accept('FIRST')) column.after = '';
    else if (mayBePlaced && cursor.accept('AFTER')) column.after = cursor.name();
    else if (cursor.accept('GENERATED', 'ALWAYS', 'AS', 'IDENTITY')) column.identity = parseIdentity(cursor, true);
    else if (cursor.accept('GENERATED', 'BY', 'DEFAULT', 'AS', 'IDENTITY'))
      column.identity = parseIdentity(cursor, false);
    else if (cursor.accept('GENERATED', 'ALWAYS', 'AS', '(')) {
      column.generated = textOf(cursor);
      cursor.expect(')');
    } else break;
  }
  if (!cursor.sees(',') && !cursor.sees(')') && cursor.peek().kind !== 'end') throw cursor.refuse('column constraints');
  return { name, type, ...size, ...column };
}

/** Reads `('key' = 'value', …)`. */
export function parseProperties(cursor: Cursor): Record<string, string> {
  const keys = new Set<string>();
  const entries = cursor.list((): [string, string] => {
    const { at } = cursor.peek();
    const key = parseKey(cursor);
    if (keys.has(key)) throw new SqlError('DUPLICATE_KEY', '23505', `Found duplicate keys \`${key}\`.`, at);
    keys.add(key);
    cursor.accept('=');
    const token = cursor.take();
    return [key, token.value];
  });
  return Object.fromEntries(entries);
}
export function parseKey(cursor: Cursor): string {
  if (cursor.peek().kind === 'text') return cursor.string();
  return parseName(cursor).parts.join('.');
}

function parseColumns(cursor: Cursor): NewColumn[] {
  if (!cursor.sees('(') || ['SELECT', 'WITH', 'VALUES', '('].includes(cursor.peek(1).upper)) return [];
  return cursor.list(() => {
    if (['CONSTRAINT', 'PRIMARY', 'FOREIGN'].includes(cursor.peek().upper) && cursor.peek(1).kind === 'word')
      throw cursor.refuse('constraints in CREATE TABLE');
    return parseColumn(cursor);
  });
}

/** Columns by which a table is clustered; none where it is by none. */
export function parseClustering(cursor: Cursor): string[] {
  if (cursor.accept('NONE')) return [];
  if (cursor.sees('AUTO')) throw cursor.refuse('CLUSTER BY AUTO');
  return cursor.list(() => {
    const name = cursor.name();
    if (cursor.sees('.')) throw cursor.refuse('CLUSTER BY a field of a column');
    return name;
  });
}

function parseLike(cursor: Cursor, table: Name, unless: boolean): Statement {
  const source = parseName(cursor);
  let properties: Record<string, string> | undefined;
  for (;;) {
    if (cursor.accept('USING')) {
      if (!cursor.accept('DELTA')) throw cursor.refuse('table formats other than DELTA');
    } else if (cursor.accept('TBLPROPERTIES')) properties = parseProperties(cursor);
    else break;
  }
  if (cursor.peek().kind === 'word') throw cursor.refuse(`CREATE TABLE … LIKE … ${cursor.peek().upper}`);
  return { kind: 'create-table-like', table, ifNotExists: unless, source, ...(properties && { properties }) };
}

function parseTable(cursor: Cursor, orReplace: boolean): Statement {
  const unless = ifNotExists(cursor);
  const table = parseName(cursor);
  if (!orReplace && cursor.accept('LIKE')) return parseLike(cursor, table, unless);
  const columns = parseColumns(cursor);
  const more: {
    comment?: string;
    properties?: Record<string, string>;
    partitionedBy?: string[];
    clusteredBy?: string[];
  } = {};
  for (;;) {
    if (cursor.accept('USING')) {
      if (!cursor.accept('DELTA')) throw cursor.refuse('table formats other than DELTA');
    } else if (cursor.accept('COMMENT')) more.comment = cursor.string();
    else if (cursor.accept('TBLPROPERTIES')) more.properties = parseProperties(cursor);
    else if (cursor.accept('PARTITIONED', 'BY'))
      more.partitionedBy = cursor.list(() => parsePartition(cursor, columns));
    else if (cursor.accept('CLUSTER', 'BY')) more.clusteredBy = parseClustering(cursor);
    else break;
  }
  cursor.accept('AS');
  const isQuery = ['SELECT', 'WITH', 'VALUES', '(', 'FROM', 'TABLE'].some((word) => cursor.sees(word));
  const query = isQuery ? cursor.grammar.query(cursor) : undefined;
  if (!query && cursor.peek().kind === 'word') throw cursor.refuse(`CREATE TABLE … ${cursor.peek().upper}`);
  if (query && columns.length > 0) throw cursor.refuse('CREATE TABLE … AS SELECT with a list of columns');
  if (!query && columns.length === 0) throw cursor.refuse('CREATE TABLE without columns');
  return { kind: 'create-table', table, ifNotExists: unless, orReplace, columns, ...more, ...(query && { query }) };
}

/** A column of the table, or a new one with its type. */
function parsePartition(cursor: Cursor, columns: NewColumn[]): string {
  if (cursor.peek(1).kind !== 'word') return cursor.name();
  const column = parseColumn(cursor);
  columns.push(column);
  return column.name;
}

/** Reads `AS query` at the end of a statement. */
export function parseViewQuery(cursor: Cursor): { readonly query: Query; readonly definition: string } {
  cursor.expect('AS');
  const { at } = cursor.peek();
  const query = cursor.grammar.query(cursor);
  return { query, definition: cursor.text.slice(at, cursor.peek().at).trim() };
}

function parseView(cursor: Cursor, orReplace: boolean): Statement {
  const unless = ifNotExists(cursor);
  const view = parseName(cursor);
  const columns = cursor.sees('(')
    ? cursor.list(() => {
        const name = cursor.name();
        return { name, ...(cursor.accept('COMMENT') && { comment: cursor.string() }) };
      })
    : [];
  const more: { comment?: string; properties?: Record<string, string> } = {};
  for (;;) {
    if (cursor.accept('COMMENT')) more.comment = cursor.string();
    else if (cursor.accept('TBLPROPERTIES')) more.properties = parseProperties(cursor);
    else if (!cursor.accept('WITH', 'SCHEMA', 'COMPENSATION')) break;
  }
  if (!cursor.sees('AS')) throw cursor.refuse(`CREATE VIEW … ${cursor.peek().upper}`);
  return { kind: 'create-view', view, ifNotExists: unless, orReplace, columns, ...more, ...parseViewQuery(cursor) };
}

/** Reads what follows CREATE. */
export function parseCreate(cursor: Cursor): Statement {
  const orReplace = cursor.accept('OR', 'REPLACE');
  if (cursor.accept('TABLE')) return parseTable(cursor, orReplace);
  if (cursor.accept('VIEW')) return parseView(cursor, orReplace);
  if (cursor.accept('FUNCTION')) return parseFunction(cursor, orReplace);
  if (!orReplace && (cursor.accept('SCHEMA') || cursor.accept('DATABASE'))) {
    const unless = ifNotExists(cursor);
    const schema = parseName(cursor);
    const comment = cursor.accept('COMMENT') ? cursor.string() : undefined;
    const properties = cursor.accept('WITH', 'DBPROPERTIES') ? { properties: parseProperties(cursor) } : {};
    return {
      kind: 'create-schema',
      schema,
      ifNotExists: unless,
      ...(comment !== undefined && { comment }),
      ...properties,
    };
  }
  throw cursor.refuse(`CREATE ${cursor.peek().upper}`);
}

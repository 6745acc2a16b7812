import type { Body, Query } from '../parse/ast.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import { type Column, engineType, isOpaque, type SqlType, sameType, typeText, VOID } from '../types.ts';
import { coerce, commonType, plainType, wantOrdered } from './coerce.ts';
import { callsAny, contains } from './constant.ts';
import { refuseCorrelated } from './correlated.ts';
import { isAnew } from './draws.ts';
import { rowCount } from './limit.ts';
import { newContext } from './new-context.ts';
import { orderKey } from './order-key.ts';
import { ordinal } from './ordinal.ts';
import { boundedUnion, mentions, recursiveParts, wantPlace } from './recursion.ts';
import { refuseRoutine } from './refuse-routine.ts';
import { analyzeSelect } from './select.ts';
import type { AnalyzedQuery, Environment, Rules, Scope, Typed } from './typed.ts';
import { sortSql } from './window.ts';

function widest(types: readonly SqlType[], at: number): SqlType {
  return types.reduce((wide, type) => {
    const common = commonType(wide, type);
    if (common) return common;
    throw new SqlError(
      'INCOMPATIBLE_COLUMN_TYPE',
      '42825',
      `Columns that belong together have incompatible types "${wide.name}" and "${type.name}".`,
      at,
    );
  }, VOID);
}

/** In an inline table a text never becomes anything else. */
function columnType(rows: readonly (readonly Typed[])[], index: number, at: number): SqlType {
  const types = rows.map((row) => row[index]?.type ?? VOID);
  return types.reduce((wide, type) => {
    const common = plainType(wide, type);
    if (common) return common;
    const sentence = `Invalid inline table. Found incompatible types in the column \`col${index + 1}\` for inline table: "${typeText(wide)}" and "${typeText(type)}".`;
    throw new SqlError('INVALID_INLINE_TABLE.INCOMPATIBLE_TYPES_IN_INLINE_TABLE', '42000', sentence, at);
  }, VOID);
}

function analyzeValues(
  body: Extract<Body, { kind: 'values' }>,
  environment: Environment,
  outer: Scope | undefined,
  rules: Rules,
): AnalyzedQuery {
  const scope: Scope = { sources: [], visible: [], ...(outer && { outer }) };
  const context = newContext(environment, scope, rules);
  const rows = body.rows.map((row) => row.map((node) => rules.expression(node, context)));
  const width = rows[0]?.length ?? 0;
  if (rows.some((row) => row.length !== width)) {
    throw new SqlError(
      'INVALID_INLINE_TABLE.NUM_COLUMNS_MISMATCH',
      '42000',
      'Invalid inline table. Inline table rows have different numbers of columns.',
      body.at,
    );
  }
  if (contains(body.rows, ['scalar']))
    throw new SqlError(
      'UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.SCALAR_SUBQUERY_IN_VALUES',
      '0A000',
      'Unsupported subquery expression: Scalar subqueries in the VALUES clause.',
      body.at,
    );
  // What Spark computes in two steps, or anew for each row, it does not compute here.
  const isStepped =
    contains(body.rows, ['between']) ||
    callsAny(body.rows, /^nullif$/) ||
    rows.some((row) => row.some(({ sql }) => isAnew(sql)));
  const { aggregate, window, outer: isCorrelated, parameter, lambda, routine } = context.seen;
  if (aggregate || window || isCorrelated || parameter || lambda || routine !== undefined || isStepped)
    throw new SqlError(
      'INVALID_INLINE_TABLE.CANNOT_EVALUATE_EXPRESSION_IN_INLINE_TABLE',
      '42000',
      'Invalid inline table.',
      body.at,
    );
  const columns: Column[] = [];
  for (let index = 0; index < width; index += 1)
    columns.push({ name: `col${index + 1}`, type: columnType(rows, index, body.at) });
  const cell = (value: Typed, index: number): string => coerce(value, columns[index]?.type ?? VOID).sql;
  const lines = rows.map((row) => `(${row.map(cell).join(', ')})`);
  const names = columns.map((_, index) => `c${index}`).join(', ');
  return {
    sql: `SELECT * FROM (VALUES ${lines.join(', ')}) AS ${environment.newName('t')}(${names})`,
    columns,
    origins: columns.map(() => []),
  };
}

function aligned(query: AnalyzedQuery, columns: readonly Column[], environment: Environment): string {
  const alias = environment.newName('t');
  const cells = query.columns.map((column, index) => {
    const value = coerce(
      { sql: `${alias}.c${index}`, type: column.type, name: column.name },
      columns[index]?.type ?? VOID,
    );
    return `${value.sql} AS c${index}`;
  });
  return `SELECT ${cells.join(', ')} FROM (${query.sql}) AS ${alias}`;
}

function analyzeSet(
  body: Extract<Body, { kind: 'set' }>,
  environment: Environment,
  outer: Scope | undefined,
  rules: Rules,
): AnalyzedQuery {
  const left = analyzeBody(body.left, environment, outer, rules);
  const right = analyzeBody(body.right, environment, outer, rules);
  if (left.columns.length !== right.columns.length) {
    throw new SqlError(
      'NUM_COLUMNS_MISMATCH',
      '42826',
      `${body.op} can only be performed on inputs with the same number of columns, but the first input has ${left.columns.length} columns and the second input has ${right.columns.length} columns.`,
      body.at,
    );
  }
  const columns = left.columns.map((column, index) => ({
    name: column.name,
    type: widest([column.type, right.columns[index]?.type ?? VOID], body.at),
  }));
  for (const { type } of columns) if (!(body.op === 'UNION' && body.all)) wantOrdered(type, body.op, body.at);
  const sides = [aligned(left, columns, environment), aligned(right, columns, environment)];
  const word = `${body.op}${body.all ? ' ALL' : ''}`;
  const origins = columns.map((_, index) => [...(left.origins[index] ?? []), ...(right.origins[index] ?? [])]);
  return { sql: sides.map((side) => `(${side})`).join(` ${word} `), columns, origins };
}

const UNSORTED: Query = { with: [], order: [], body: { kind: 'values', rows: [], at: 0 } };

function analyzeBody(body: Body, environment: Environment, outer: Scope | undefined, rules: Rules): AnalyzedQuery {
  switch (body.kind) {
    case 'select':
      return analyzeSelect(body, UNSORTED, '', environment, outer, rules);
    case 'values':
      return analyzeValues(body, environment, outer, rules);
    case 'nested':
      return rules.query(body.query, environment, outer, rules);
    case 'set':
      return analyzeSet(body, environment, outer, rules);
  }
}

/** ORDER BY over what is no plain SELECT sees only the columns of the result. */
function sorted(
  query: Query,
  inner: AnalyzedQuery,
  limit: string,
  environment: Environment,
  rules: Rules,
): AnalyzedQuery {
  if (query.order.length === 0 && limit === '') return inner;
  const alias = environment.newName('t');
  const visible = inner.columns.map((column, index) => ({
    name: column.name,
    type: column.type,
    sql: `${alias}.c${index}`,
    origins: inner.origins[index] ?? [],
  }));
  const scope: Scope = { sources: [], visible };
  const context = newContext(environment, scope, rules);
  const items = query.order.flatMap((item) => {
    const position = ordinal(item.expression, visible, 'ORDER_BY_POS_OUT_OF_RANGE');
    if (!position && item.expression.kind === 'literal') return [];
    const value = position ?? rules.expression(item.expression, context);
    refuseRoutine(context.seen, 'ORDER BY', item.expression.at);
    refuseCorrelated(context.seen, item.expression.at);
    wantOrdered(value.type, 'ORDER BY', item.expression.at);
    return sortSql(item, orderKey(position?.sql ?? `(${value.sql})`, value.type));
  });
  if (context.seen.aggregate || context.seen.window)
    throw cannotCompute('an aggregate or window function in ORDER BY over a set operation or VALUES');
  const order = items.length > 0 ? ` ORDER BY ${items.join(', ')}` : '';
  return {
    sql: `SELECT ${alias}.* FROM (${inner.sql}) AS ${alias}${order}${limit}`,
    columns: inner.columns,
    origins: inner.origins,
  };
}

/** A query that names itself: its first part says the types, and the second adds rows to those of the step before. */
function analyzeRecursive(
  cte: Query['with'][number],
  sql: string,
  environment: Environment,
  rules: Rules,
): AnalyzedQuery | undefined {
  if (!mentions(cte.query.body, cte.name)) return undefined;
  const body = recursiveParts(cte);
  const first = analyzeBody(body.left, environment, undefined, rules);
  const columns = first.columns.map((column, index) => ({ ...column, name: cte.columns[index] ?? column.name }));
  const self: AnalyzedQuery = { sql, columns, origins: first.origins };
  const within = { ...environment, ctes: new Map([...environment.ctes, [cte.name.toLowerCase(), self]]) };
  const next = analyzeBody(body.right, within, undefined, rules);
  if (next.columns.length !== columns.length)
    throw cannotCompute('a recursive query whose parts differ in columns', body.at);
  for (const [index, { type }] of columns.entries()) wantHeld(type, next.columns[index]?.type ?? VOID, body.at);
  wantPlace(body.right, cte.name);
  const sides = [aligned(first, columns, environment), aligned(next, columns, environment)] as const;
  return { sql: boundedUnion(sql, ...sides, cte.mostLevels), columns: first.columns, origins: first.origins };
}

/** The types are those of the first part; the second never widens them. */
function wantHeld(first: SqlType, next: SqlType, at: number): void {
  const common = plainType(first, next);
  if (common && sameType(common, first)) return;
  throw new SqlError(
    'CANNOT_MERGE_INCOMPATIBLE_DATA_TYPE',
    '42825',
    `Failed to merge incompatible data types "${typeText(first)}" and "${typeText(next)}".`,
    at,
  );
}

/** Engine SQL of a query, whose columns are c0, c1, …; Spark's names and types stand in `columns`. */
export function analyzeQuery(
  query: Query,
  environment: Environment,
  outer: Scope | undefined,
  rules: Rules,
): AnalyzedQuery {
  let within = environment;
  const withs: string[] = [];
  const names = query.with.map(({ name }) => name.toLowerCase());
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new SqlError('DUPLICATED_CTE_NAMES', '42602', `CTE definition can't have duplicate names: \`${twice}\`.`);
  for (const cte of query.with) {
    const sql = environment.newName('q');
    const recursive = query.isRecursive ? analyzeRecursive(cte, sql, within, rules) : undefined;
    const inner = recursive ?? rules.query(cte.query, within, outer, rules);
    if (cte.columns.length > 0 && cte.columns.length !== inner.columns.length)
      throw new SqlError(
        'ASSIGNMENT_ARITY_MISMATCH',
        '42802',
        `The number of columns of \`${cte.name}\` does not match its query.`,
      );
    const columns = inner.columns.map((column, index) => ({
      name: cte.columns[index] ?? column.name,
      type: column.type,
    }));
    withs.push(`${sql} AS (${inner.sql})`);
    within = {
      ...within,
      ctes: new Map([...within.ctes, [cte.name.toLowerCase(), { sql, columns, origins: inner.origins }]]),
    };
  }
  const limit = rowCount(query.limit, 'LIMIT', within, rules) + rowCount(query.offset, 'OFFSET', within, rules);
  const { body } = query;
  const result =
    body.kind === 'select'
      ? analyzeSelect(body, query, limit, within, outer, rules)
      : sorted(query, analyzeBody(body, within, outer, rules), limit, within, rules);
  const word = query.isRecursive ? 'WITH RECURSIVE' : 'WITH';
  return withs.length > 0 ? { ...result, sql: `${word} ${withs.join(', ')} ${result.sql}` } : result;
}

/** Columns of types that are only shown cannot be those of a table or view. */
export function refuseShown(columns: readonly Column[]): void {
  const shown = columns.find((column) => isOpaque(column.type));
  if (shown) throw cannotCompute(`a stored column of type ${typeText(shown.type)} (\`${shown.name}\`)`);
}

/** Columns of untyped NULLs, and of types that are only shown, cannot be stored. */
export function refuseVoid(columns: readonly Column[]): void {
  refuseShown(columns);
  const nothing = columns.find((column) => sameType(column.type, VOID));
  if (nothing)
    throw cannotCompute(`a stored column of untyped NULLs (\`${nothing.name}\`, kept as ${engineType(VOID)})`);
  const unknown = columns.find(({ type }) => hasInterval(type));
  if (unknown)
    throw new SqlError(
      'DELTA_UNSUPPORTED_DATA_TYPES',
      '0AKDC',
      `Found columns using unsupported data types: [${unknown.name}: ${typeText(unknown.type)}].`,
    );
}
const hasInterval = (type: SqlType): boolean => type.name === 'INTERVAL' || (type.parts ?? []).some(hasInterval);

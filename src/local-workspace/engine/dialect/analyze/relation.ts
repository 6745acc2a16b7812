import { columnType, engineColumn, engineTable, fullName } from '../../catalog/entries.ts';
import { tableSecurable } from '../../grants/securable.ts';
import { isRefused } from '../functions/refused.ts';
import type { Generated, Name, Relation } from '../parse/ast.ts';
import { parseDefinition } from '../parse/parse-statement.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import { BIGINT, type Column, sameType } from '../types.ts';
import { wantBoolean } from './coerce.ts';
import { refuseOuter, refuseSubqueries, unrelated } from './correlated.ts';
import { fenced } from './fence.ts';
import { generate, isGenerator, rowsSql } from './generators.ts';
import { inDefinition, onlyColumns } from './in-definition.ts';
import { join } from './join.ts';
import { newContext } from './new-context.ts';
import { notGenerator, tableFunctionNotFound } from './no-generator.ts';
import { pivot, unpivot } from './pivot.ts';
import { routineOf, routineRows } from './routine.ts';
import type { AnalyzedQuery, Environment, Rules, Scope, ScopeColumn } from './typed.ts';

/** `keepsRow`: where it makes no rows for a row before it, that row stays. */
export type AnalyzedRelation = { readonly sql: string; readonly scope: Scope; readonly keepsRow?: boolean };

const DEEPEST_VIEW = 20;

function oneSource(sql: string, qualifier: readonly string[], columns: readonly ScopeColumn[]): AnalyzedRelation {
  return {
    sql,
    scope: { sources: [{ qualifier: qualifier.map((part) => part.toLowerCase()), columns }], visible: columns },
  };
}

function rename(columns: readonly Column[], names: readonly string[]): Column[] {
  if (names.length > 0 && names.length !== columns.length) {
    throw new SqlError(
      'ASSIGNMENT_ARITY_MISMATCH',
      '42802',
      `Number of column aliases does not match number of columns: ${names.length} and ${columns.length}.`,
    );
  }
  return columns.map((column, index) => ({ ...column, name: names[index] ?? column.name }));
}

/** A query in FROM; its columns are c0, c1, … inside the engine, so that two may share a name. */
function derived(
  query: AnalyzedQuery,
  qualifier: readonly string[],
  names: readonly string[],
  environment: Environment,
): AnalyzedRelation {
  const alias = environment.newName('t');
  const columns = rename(query.columns, names).map((column, index) => ({
    name: column.name,
    type: column.type,
    sql: `${alias}.c${index}`,
    origins: query.origins[index] ?? [],
  }));
  return oneSource(`(${query.sql}) AS ${alias}`, qualifier, columns);
}

function table(
  relation: Extract<Relation, { kind: 'table' }>,
  environment: Environment,
  rules: Rules,
): AnalyzedRelation {
  const { name, alias, columns: names } = relation;
  const cte = name.parts.length === 1 ? environment.ctes.get(name.parts[0]?.toLowerCase() ?? '') : undefined;
  if (cte)
    return derived({ ...cte, sql: `SELECT * FROM ${cte.sql}` }, [alias ?? name.parts[0] ?? ''], names, environment);
  const entry = environment.findTable(name, environment.session, environment.access);
  const qualifier = alias === undefined ? [entry.catalog, entry.schema, entry.name] : [alias];
  if (entry.rows) {
    const origins = entry.columns.map(() => []);
    return derived(
      { sql: entry.rows(environment.access), columns: entry.columns, origins },
      qualifier,
      names,
      environment,
    );
  }
  environment.reads.add(fullName(entry));
  if (entry.definition) {
    if (environment.viewDepth >= DEEPEST_VIEW)
      throw cannotCompute(`views nested more than ${DEEPEST_VIEW} deep`, name.at);
    const inside: Environment = {
      ...environment,
      session: entry.definition,
      access: environment.access.ofOwner({ ...entry, type: 'TABLE' }),
      reads: new Set(),
      readsByCall: new Set(),
      parameters: undefined,
      ctes: new Map(),
      viewDepth: environment.viewDepth + 1,
    };
    const { text, columns: before = [] } = entry.definition;
    const isManaged = environment.access.manages(tableSecurable(entry));
    const made = inDefinition(`view ${fullName(entry)}`, isManaged, () =>
      rules.query(parseDefinition(text), inside, undefined, rules),
    );
    const query = before.length > 0 ? onlyColumns(made, before) : made;
    // Databricks would cast what has another type now (SCHEMA COMPENSATION).
    const isAsMade = query?.columns.every(({ type }, index) => sameType(type, entry.columns[index]?.type ?? type));
    if (!query || !isAsMade)
      throw cannotCompute(`the view ${fullName(entry)}, whose tables have other columns now`, name.at);
    const shown = names.length > 0 ? names : entry.columns.map((column) => column.name);
    const origins = entry.columns.map((column) => [{ table: fullName(entry), column: column.name }]);
    const sql = environment.access.owns(tableSecurable(entry)) ? query.sql : fenced(query.sql);
    return derived({ ...query, sql, origins }, qualifier, shown, environment);
  }
  const internal = environment.newName('t');
  const columns = rename(entry.columns, names).map((column, index) => {
    const own = entry.columns[index]?.name ?? column.name;
    const origins = [{ table: fullName(entry), column: own }];
    return {
      name: column.name,
      type: columnType(entry.columns[index] ?? column),
      sql: `${internal}.${engineColumn(own)}`,
      origins,
    };
  });
  return oneSource(`${engineTable(entry)} AS ${internal}`, qualifier, columns);
}

function range(relation: Extract<Relation, { kind: 'range' }>, environment: Environment): AnalyzedRelation {
  const [first = 0, second, step = 1] = relation.bounds;
  const [start, end] = second === undefined ? [0, first] : [first, second];
  const sql = `SELECT CAST(range AS BIGINT) AS c0 FROM range(CAST(${start} AS BIGINT), CAST(${end} AS BIGINT), CAST(${step} AS BIGINT))`;
  return derived(
    { sql, columns: [{ name: 'id', type: BIGINT }], origins: [[]] },
    aliasOf(relation),
    relation.columns,
    environment,
  );
}

const aliasOf = ({ alias }: { alias?: string }): string[] => (alias === undefined ? [] : [alias]);

/** Rows that a function makes, or a query, for each row of what stands before it. */
function lateral(node: Generated, environment: Environment, outer: Scope | undefined, rules: Rules): AnalyzedRelation {
  const left = node.left && analyzeRelation(node.left, environment, outer, rules);
  const seen: Scope = left
    ? { ...left.scope, ...(outer && { outer }) }
    : { sources: [], visible: [], ...(outer && { outer }) };
  const right = node.query
    ? derived(rules.query(node.query, environment, seen, rules), aliasOf(node), node.columns, environment)
    : generated(node, environment, seen, rules);
  // What makes no rows is a row of NULLs then, with nothing before it too.
  if (!left && right.keepsRow)
    return { ...right, sql: `((SELECT 1) AS nothing LEFT JOIN LATERAL ${right.sql} ON true)`, keepsRow: false };
  if (!left) return right;
  const scope: Scope = {
    sources: [...left.scope.sources, ...right.scope.sources],
    visible: [...left.scope.visible, ...right.scope.visible],
    ...(outer && { outer }),
  };
  const context = newContext(environment, scope, rules);
  const on = node.on ? wantBoolean(rules.expression(node.on, context), 'JOIN', node.at).sql : 'true';
  refuseSubqueries(context.seen, node.at);
  const outerJoin = node.outer || right.keepsRow === true;
  return { sql: `(${left.sql} ${outerJoin ? 'LEFT' : 'INNER'} JOIN LATERAL ${right.sql} ON ${on})`, scope };
}

function generated(node: Generated, environment: Environment, seen: Scope, rules: Rules): AnalyzedRelation {
  const { call } = node;
  if (!call) throw cannotCompute('LATERAL', node.at);
  if (!call.path && isRefused(call.name)) throw cannotCompute(`the table function ${call.name}()`, node.at);
  const routine = routineOf(call, environment);
  if (routine) {
    const rows = routineRows(routine, call, seen, environment, rules);
    if (node.columns.length > 0 && node.columns.length !== rows.columns.length)
      throw new SqlError(
        'NUM_TABLE_VALUE_ALIASES_MISMATCH',
        '42826',
        `Number of given aliases does not match number of output columns. Function name: \`${routine.name}\`; number of aliases: ${node.columns.length}; number of output columns: ${rows.columns.length}.`,
        node.at,
      );
    return derived(rows, [node.alias ?? routine.name], node.columns, environment);
  }
  if (!isGenerator(call.name)) throw (node.isView ? notGenerator : tableFunctionNotFound)(call.name, node.at);
  const context = newContext(environment, seen, rules);
  const { rows, outer } = generate(call, context);
  if (node.left) refuseOuter(context.seen, node.at);
  if (node.columns.length > 0 && node.columns.length !== rows.names.length)
    throw new SqlError(
      'UDTF_ALIAS_NUMBER_MISMATCH',
      '42802',
      `The number of aliases supplied in the AS clause does not match the number of columns output by the UDTF. Expected ${rows.names.length} aliases, but got ${node.columns.join(',')}.`,
      node.at,
    );
  const alias = environment.newName('g');
  const columns = rows.parts.map((type, index) => ({
    name: node.columns[index] ?? rows.names[index] ?? '',
    type,
    sql: `struct_extract(${alias}.s, 'f${index}')`,
    origins: [],
  }));
  return { ...oneSource(rowsSql(rows, alias), aliasOf(node), columns), keepsRow: outer };
}

/** Engine SQL of a relation in FROM, and the columns it shows. */
export function analyzeRelation(
  relation: Relation,
  environment: Environment,
  outer: Scope | undefined,
  rules: Rules,
): AnalyzedRelation {
  switch (relation.kind) {
    case 'table':
      return table(relation, environment, rules);
    case 'range':
      return range(relation, environment);
    case 'query': {
      const query = rules.query(relation.query, environment, outer, rules);
      const isInline = relation.query.body.kind === 'values' && relation.columns.length > 0;
      if (isInline && relation.columns.length !== query.columns.length)
        throw new SqlError(
          'INVALID_INLINE_TABLE.NUM_COLUMNS_MISMATCH',
          '42000',
          `Invalid inline table. It expected ${relation.columns.length} columns but found ${query.columns.length} columns.`,
          relation.query.body.at,
        );
      return derived(query, relation.alias === undefined ? [] : [relation.alias], relation.columns, environment);
    }
    case 'sample': {
      const input = analyzeRelation(relation.input, environment, outer, rules);
      const method = relation.unit === 'ROWS' ? 'reservoir' : 'bernoulli';
      return { ...input, sql: `${input.sql} TABLESAMPLE ${method}(${relation.amount} ${relation.unit})` };
    }
    case 'lateral':
      return lateral(relation, environment, outer, rules);
    case 'pivot':
      return derived(
        pivot(relation, analyzeRelation(relation.input, environment, outer, rules), environment, rules),
        aliasOf(relation),
        [],
        environment,
      );
    case 'unpivot':
      return derived(
        unpivot(relation, analyzeRelation(relation.input, environment, outer, rules), environment, rules),
        aliasOf(relation),
        [],
        environment,
      );
    case 'join': {
      const side = (node: Relation, isKept: boolean): AnalyzedRelation => {
        if (isKept || !outer) return analyzeRelation(node, environment, outer, rules);
        return unrelated(outer, relation.at, (around) => analyzeRelation(node, environment, around, rules));
      };
      const left = side(relation.left, relation.how !== 'RIGHT' && relation.how !== 'FULL');
      const right = side(relation.right, ['INNER', 'CROSS', 'RIGHT'].includes(relation.how));
      return join(relation, left, right, environment, outer, rules);
    }
  }
}

/** All relations of FROM, separated by commas. */
export function analyzeFrom(
  from: readonly Relation[],
  environment: Environment,
  outer: Scope | undefined,
  rules: Rules,
): AnalyzedRelation {
  const parts = from.map((relation) => analyzeRelation(relation, environment, outer, rules));
  return {
    sql: parts.map((part) => part.sql).join(' CROSS JOIN '),
    scope: {
      sources: parts.flatMap((part) => part.scope.sources),
      visible: parts.flatMap((part) => part.scope.visible),
      ...(outer && { outer }),
    },
  };
}

/** The table that UPDATE, DELETE or MERGE changes, under `internal` in the engine. */
export function targetScope(name: Name, alias: string | undefined, environment: Environment, internal: string): Scope {
  const entry = environment.findTable(name, environment.session, environment.access);
  const qualifier = alias === undefined ? [entry.catalog, entry.schema, entry.name] : [alias.toLowerCase()];
  const columns = entry.columns.map((column) => ({
    name: column.name,
    type: columnType(column),
    sql: `${internal}.${engineColumn(column.name)}`,
    origins: [{ table: fullName(entry), column: column.name }],
  }));
  return { sources: [{ qualifier, columns }], visible: columns };
}

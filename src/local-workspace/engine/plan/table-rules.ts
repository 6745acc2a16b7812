import {
  engineColumn,
  engineSequence,
  engineTable,
  fullName,
  type TableColumn,
  type TableEntry,
} from '../catalog/entries.ts';
import { castSql } from '../dialect/analyze/cast.ts';
import { wantBoolean } from '../dialect/analyze/coerce.ts';
import { keptEnvironment, keptRules } from '../dialect/analyze/kept.ts';
import { newContext } from '../dialect/analyze/new-context.ts';
import { quoteText } from '../dialect/analyze/quote-text.ts';
import { raise } from '../dialect/analyze/raise.ts';
import type { Environment, Seen, Typed } from '../dialect/analyze/typed.ts';
import { parseExpressionText } from '../dialect/parse/parse-statement.ts';
import { cannotCompute, SqlError } from '../dialect/sql-error.ts';
import * as types from '../dialect/types.ts';
import { RULES } from './new-environment.ts';
import { withoutEmpty } from './without-empty.ts';

const KEPT = 'a default, a constraint or a generated column';
const SUBQUERY = cannotCompute(`a subquery in ${KEPT}`);

/** SQL that is kept with a table, over the columns of a row that the engine calls `alias`, and what stands in it. */
export function rule(
  text: string,
  entry: TableEntry,
  alias: string,
  environment: Environment,
  subquery = SUBQUERY,
): { value: Typed; seen: Seen } {
  const visible = entry.columns.map(({ name, type }) => ({
    name,
    type,
    sql: `${alias}.${engineColumn(name)}`,
    origins: [{ table: fullName(entry), column: name }],
  }));
  const rules = keptRules(RULES, subquery);
  const context = newContext(keptEnvironment(environment, KEPT), { sources: [], visible }, rules);
  return { value: rules.expression(parseExpressionText(text), context), seen: context.seen };
}

const ruleSql = (text: string, entry: TableEntry, alias: string, environment: Environment): Typed =>
  rule(text, entry, alias, environment).value;

/** What a column says of itself where it is not filled; it sees no column. */
export const defaultSql = (text: string, entry: TableEntry, environment: Environment): Typed =>
  ruleSql(text, { ...entry, columns: [] }, 'q', environment);

export const isRuled = (entry: TableEntry): boolean =>
  (entry.checks ?? []).length > 0 || entry.columns.some((column) => column.generated !== undefined);

/** A table has to say that its columns have defaults. */
export function wantDefaults(
  columns: readonly TableColumn[],
  properties: Readonly<Record<string, string>> | undefined,
): void {
  const isOn = properties?.['delta.feature.allowColumnDefaults'];
  if (isOn === 'supported' || isOn === 'enabled' || columns.every((column) => column.default === undefined)) return;
  throw new SqlError(
    'WRONG_COLUMN_DEFAULTS_FOR_DELTA_FEATURE_NOT_ENABLED',
    '0AKDE',
    "Failed to execute the command because it assigned a column DEFAULT value, but the corresponding table feature was not enabled. Please retry the command again after executing ALTER TABLE tableName SET TBLPROPERTIES('delta.feature.allowColumnDefaults' = 'supported').",
  );
}

/** A text in a VARCHAR(n) or CHAR(n); spaces at its end count, as in Delta. */
function shortened(sql: string, { name, length, isChar, type }: TableColumn): string {
  if (length === undefined) return sql;
  const sentence = `Value exceeds char/varchar type length limitation. Failed check: (isnull(${name}) OR (length(${name}) <= ${length})).`;
  const failure = raise('DELTA_EXCEED_CHAR_VARCHAR_LIMIT', '22001', sentence, undefined, '', type);
  return `CASE WHEN length(${sql}) > ${length} THEN ${failure} ELSE ${isChar ? `rpad(${sql}, ${length}, ' ')` : sql} END`;
}

/** A value of the column's type as the table keeps it; an empty CHAR is empty before it is filled with spaces. */
export const kept = (sql: string, column: TableColumn, entry: TableEntry): string =>
  shortened(withoutEmpty(sql, column, entry), column);

/** What a column gets that the rows do not fill: its next number, its default, or NULL. */
export function missing(column: TableColumn, entry: TableEntry, environment: Environment): string {
  if (column.identity) return `nextval(${quoteText(engineSequence(entry, column.identity))})`;
  if (column.default === undefined) return `CAST(NULL AS ${types.engineType(column.type)})`;
  return kept(castSql(defaultSql(column.default, entry, environment), column.type), column, entry);
}

/** The condition that every new row meets, or the statement fails. */
function checkSql(name: string, text: string, entry: TableEntry, environment: Environment): string {
  const met = wantBoolean(ruleSql(text, entry, 'r', environment), 'CHECK', 0).sql;
  const failure = raise(
    'DELTA_VIOLATE_CONSTRAINT_WITH_VALUES',
    '23001',
    `CHECK constraint ${name} (${text}) violated by row.`,
    undefined,
    '',
    types.BOOLEAN,
  );
  return `CASE WHEN ${met} THEN true ELSE ${failure} END`;
}

const conditions = (entry: TableEntry, environment: Environment): string[] =>
  (entry.checks ?? []).map(({ name, text }) => checkSql(name, text, entry, environment));

function generatedSql(column: TableColumn, entry: TableEntry, environment: Environment): string {
  const { generated = '', type } = column;
  return withoutEmpty(castSql(ruleSql(generated, entry, 'g', environment), type), column, entry);
}

/** A generated column that the rows fill has the very value that it would get. */
function sameSql(column: TableColumn, entry: TableEntry, environment: Environment): string {
  const failure = raise(
    'DELTA_VIOLATE_CONSTRAINT_WITH_VALUES',
    '23001',
    `CHECK constraint Generated Column (\`${column.name}\` <=> ${column.generated}) violated by row.`,
    undefined,
    '',
    types.BOOLEAN,
  );
  const own = `g.${engineColumn(column.name)}`;
  return `CASE WHEN ${own} IS NOT DISTINCT FROM ${generatedSql(column, entry, environment)} THEN ${own} ELSE CAST(${failure} AS ${types.engineType(column.type)}) END`;
}

/** The rows with what the table computes itself, none of which breaks a rule. */
export function ruled(
  rows: string,
  entry: TableEntry,
  filled: readonly TableColumn[],
  environment: Environment,
): string {
  const cells = entry.columns.map((column) => {
    const name = engineColumn(column.name);
    if (column.generated === undefined) return `g.${name}`;
    const sql = filled.includes(column) ? sameSql : generatedSql;
    return `${sql(column, entry, environment)} AS ${name}`;
  });
  const computed = entry.columns.some((column) => column.generated !== undefined)
    ? `SELECT ${cells.join(', ')} FROM (${rows}) AS g`
    : rows;
  const all = conditions(entry, environment);
  return all.length === 0 ? computed : `SELECT r.* FROM (${computed}) AS r WHERE ${all.join(' AND ')}`;
}

/** What follows a change of rows: columns are computed anew, and no row may break a rule. All others keep both already. */
export function settle(entry: TableEntry, environment: Environment): string[] {
  const table = engineTable(entry);
  const generated = entry.columns.filter((column) => column.generated !== undefined);
  const set = generated.map((column) => `${engineColumn(column.name)} = ${generatedSql(column, entry, environment)}`);
  const all = conditions(entry, environment);
  return [
    ...(set.length > 0 ? [`UPDATE ${table} AS g SET ${set.join(', ')}`] : []),
    ...(all.length > 0 ? [`SELECT count(*) FROM ${table} AS r WHERE ${all.join(' AND ')}`] : []),
  ];
}

/** The columns that part a table are some of its own. */
export function wantPartitions(names: readonly string[], columns: readonly TableColumn[], at: number): void {
  const isNumbered = columns.find(
    ({ name, identity }) => identity && names.some((own) => own.toLowerCase() === name.toLowerCase()),
  );
  if (isNumbered)
    throw new SqlError(
      'DELTA_IDENTITY_COLUMNS_PARTITION_NOT_SUPPORTED',
      '42601',
      `PARTITIONED BY IDENTITY column ${isNumbered.name} is not supported.`,
      at,
    );
  const known = new Set(columns.map(({ name }) => name.toLowerCase()));
  const missing = names.find((name) => !known.has(name.toLowerCase()));
  if (
    missing === undefined &&
    (names.length === 0 || new Set(names.map((name) => name.toLowerCase())).size < known.size)
  )
    return;
  if (missing === undefined)
    throw new SqlError(
      'ALL_PARTITION_COLUMNS_NOT_ALLOWED',
      'KD005',
      'Cannot use all columns for partition columns.',
      at,
    );
  const sentence = `Couldn't find column ${missing} in: ${columns.map(({ name }) => name).join(', ')}.`;
  throw new SqlError('_LEGACY_ERROR_TEMP_3060', 'XXKD0', sentence, at);
}

/** The columns that a table is clustered by, as it calls them. */
export function wantClustering(
  names: readonly string[],
  entry: TableEntry,
  partitionedBy: readonly string[] | undefined,
  at: number,
): string[] {
  if (names.length > 0 && partitionedBy && partitionedBy.length > 0)
    throw new SqlError(
      'SPECIFY_CLUSTER_BY_WITH_PARTITIONED_BY_IS_NOT_ALLOWED',
      '42908',
      'Cannot specify both CLUSTER BY and PARTITIONED BY.',
      at,
    );
  return names.map((name) => {
    const own = entry.columns.find((each) => each.name.toLowerCase() === name.toLowerCase());
    if (own) return own.name;
    const known = entry.columns.map((each) => `\`${each.name}\``).join(', ');
    const sentence = `clustering column \`${name}\` is not defined in table \`${entry.catalog}\`.\`${entry.schema}\`.\`${entry.name}\`, defined table columns are: ${known}.`;
    throw new SqlError('COLUMN_NOT_DEFINED_IN_TABLE', '42703', sentence, at);
  });
}

import { engineColumn, type TableEntry } from '../catalog/entries.ts';
import { castSql } from '../dialect/analyze/cast.ts';
import { wantBoolean } from '../dialect/analyze/coerce.ts';
import { newContext } from '../dialect/analyze/new-context.ts';
import { raise } from '../dialect/analyze/raise.ts';
import type { Environment, Rules, Typed } from '../dialect/analyze/typed.ts';
import { parseExpressionText } from '../dialect/parse/parse-statement.ts';
import { cannotCompute } from '../dialect/sql-error.ts';
import { BOOLEAN } from '../dialect/types.ts';
import { RULES } from './new-environment.ts';

/** A subquery would read with the rights of whoever writes a row, and tell what it read to whoever kept the SQL. */
const TABLE_RULES: Rules = {
  ...RULES,
  query: () => {
    throw cannotCompute('a subquery in a default, a constraint or a generated column');
  },
};

/** SQL that is kept with a table, over the columns of a row that the engine calls `alias`. */
export function ruleSql(text: string, entry: TableEntry, alias: string, environment: Environment): Typed {
  const visible = entry.columns.map(({ name, type }) => ({
    name,
    type,
    sql: `${alias}.${engineColumn(name)}`,
    origins: [],
  }));
  const context = newContext(environment, { sources: [], visible }, TABLE_RULES);
  return TABLE_RULES.expression(parseExpressionText(text), context);
}

export const isRuled = (entry: TableEntry): boolean =>
  (entry.checks ?? []).length > 0 ||
  entry.columns.some((column) => column.generated !== undefined || column.length !== undefined);

/** UPDATE and MERGE do not look at what a table asks of its rows. */
export function refuseRuled(entry: TableEntry, at: number): void {
  if (isRuled(entry))
    throw cannotCompute('changes of rows in a table with constraints, generated columns or VARCHAR(n)', at);
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
    BOOLEAN,
  );
  return `CASE WHEN ${met} THEN true ELSE ${failure} END`;
}
function lengthSql(name: string, length: number): string {
  const failure = raise(
    'EXCEED_LIMIT_LENGTH',
    '54006',
    `Exceeds char/varchar type length limitation: ${length}. The column is \`${name}\`.`,
    undefined,
    '',
    BOOLEAN,
  );
  return `CASE WHEN length(rtrim(r.${engineColumn(name)}, ' ')) > ${length} THEN ${failure} ELSE true END`;
}

/** The rows with what the table computes itself, none of which breaks a rule. */
export function ruled(rows: string, entry: TableEntry, environment: Environment): string {
  const cells = entry.columns.map((column) => {
    const name = engineColumn(column.name);
    if (column.generated === undefined) return `g.${name}`;
    return `${castSql(ruleSql(column.generated, entry, 'g', environment), column.type)} AS ${name}`;
  });
  const conditions = [
    ...(entry.checks ?? []).map(({ name, text }) => checkSql(name, text, entry, environment)),
    ...entry.columns.flatMap(({ name, length }) => (length === undefined ? [] : [lengthSql(name, length)])),
  ];
  const computed = entry.columns.some((column) => column.generated !== undefined)
    ? `SELECT ${cells.join(', ')} FROM (${rows}) AS g`
    : rows;
  return conditions.length === 0 ? computed : `SELECT r.* FROM (${computed}) AS r WHERE ${conditions.join(' AND ')}`;
}

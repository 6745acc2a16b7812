import type { Expression } from '../parse/ast.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import { BOOLEAN, type SqlType, struct, typeText } from '../types.ts';
import { align, commonType } from './coerce.ts';
import { negate } from './predicates.ts';
import { raise } from './raise.ts';
import { type Context, type Scope, type ScopeColumn, seeSubquery, type Typed } from './typed.ts';

type InQuery = Extract<Expression, { kind: 'in-query' }>;

const refusal = (what: string, type: SqlType = BOOLEAN): string => {
  const sentence = `The local workspace cannot compute ${what}.`;
  return raise('UNSUPPORTED_FEATURE.LOCAL_WORKSPACE', '0A000', sentence, undefined, '', type);
};
/** Outside a condition Spark says false where a NULL leaves the answer open. */
const OPEN = refusal('the value of IN (a query) where a NULL leaves it open');
const WIDE = refusal('IN of a row of more than three values where one of them is NULL');

/** Each set of values that may be NULL is asked for by itself; there are twice as many for each value more. */
const MOST_VALUES = 3;

/** The values that meet the columns of the query: those of a row `(a, b)`, or one. */
function valuesOf({ operand }: InQuery, context: Context): Typed[] {
  const isRow = operand.kind === 'call' && operand.name === 'struct' && !operand.path;
  return (isRow ? operand.args : [operand]).map((part) => context.rules.expression(part, context));
}

const row = (values: readonly Typed[]): string =>
  `struct_pack(${values.map(({ sql }, index) => `f${index} := ${sql}`).join(', ')})`;

/**
 * Whether a row is among those of a query. Where some of its values are NULL the answer is open if the others are in a
 * row there, and no if they are in none. A NULL in a row of the query is refused while it runs.
 */
function rowAmong(values: readonly Typed[], cells: readonly Typed[], from: string, open: string): string {
  const type = struct(
    values.map((_, index) => `f${index}`),
    values.map((value) => value.type),
  );
  const isNull = (all: readonly string[]): string => all.map((sql) => `${sql} IS NULL`).join(' OR ');
  const refused = refusal('IN over rows of which a column is NULL', type);
  const known = `CASE WHEN ${isNull(cells.map((_, index) => `c${index}`))} THEN ${refused} ELSE ${row(cells)} END`;
  const among = `${row(values)} IN (SELECT ${known} FROM ${from})`;
  const some = `EXISTS (SELECT 1 FROM ${from})`;
  if (values.length > MOST_VALUES)
    return `CASE WHEN ${isNull(values.map(({ sql }) => sql))} THEN CASE WHEN ${some} THEN ${WIDE} ELSE false END ELSE ${among} END`;
  const branches: string[] = [];
  for (let set = 1; set < 2 ** values.length; set += 1) {
    const isIn = (_: Typed, index: number): boolean => (set & (1 << index)) !== 0;
    const rest = values.filter((value, index) => !isIn(value, index));
    const others = cells.filter((cell, index) => !isIn(cell, index));
    const met = rest.length === 0 ? some : `${row(rest)} IN (SELECT ${row(others)} FROM ${from})`;
    const when = values.map((value, index) => `${value.sql} IS ${isIn(value, index) ? '' : 'NOT '}NULL`).join(' AND ');
    branches.push(`WHEN ${when} THEN CASE WHEN ${met} THEN ${open} ELSE false END`);
  }
  return `CASE ${branches.join(' ')} ELSE ${among} END`;
}

/** `a IN (SELECT …)` and `(a, b) IN (SELECT …)`. */
export function isInQuery(node: InQuery, context: Context): Typed {
  const { name } = context.rules.expression(node.operand, context);
  const met: ScopeColumn[] = [];
  const scope: Scope = { ...context.scope, met };
  const query = context.rules.query(node.query, context.environment, scope, context.rules);
  const own = valuesOf(node, { ...context, scope });
  seeSubquery(context.seen, { kind: node.kind, met });
  if (own.length !== query.columns.length)
    throw new SqlError(
      'DATATYPE_MISMATCH.IN_SUBQUERY_LENGTH_MISMATCH',
      '42K09',
      'The number of columns in the left-hand side of an IN subquery does not match the number of columns in the output of the subquery.',
      node.at,
    );
  const values: Typed[] = [];
  const cells: Typed[] = [];
  for (const [index, column] of query.columns.entries()) {
    const cell: Typed = { sql: `c${index}`, type: column.type, name: column.name };
    const value = own[index] ?? cell;
    if (value.type.chars !== undefined) throw cannotCompute('a CHAR IN a query', node.at);
    if (!commonType(value.type, cell.type))
      throw new SqlError(
        'DATATYPE_MISMATCH.IN_SUBQUERY_DATA_TYPE_MISMATCH',
        '42K09',
        `Cannot resolve "${name} IN (subquery)" due to data type mismatch: the left-hand side has "${typeText(value.type)}" where the query has "${typeText(cell.type)}".`,
        node.at,
      );
    const met = align([value, cell], name, node.at).values;
    values.push(met[0] ?? cell);
    cells.push(met[1] ?? cell);
  }
  const from = `(${query.sql}) AS ${context.environment.newName('t')}`;
  const one = `${values[0]?.sql} IN (SELECT ${cells[0]?.sql} FROM ${from})`;
  const open = context.isCondition ? 'NULL' : OPEN;
  const among =
    values.length > 1 ? rowAmong(values, cells, from, open) : context.isCondition ? one : `coalesce(${one}, ${open})`;
  return negate({ sql: `(${among})`, type: BOOLEAN, name: `(${name} IN (listquery()))` }, node.negated);
}

import type { FrameBound, SortItem, Window } from '../parse/ast.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import { isMonths, isNumeric, isSeconds, sameType, typeText } from '../types.ts';
import { wantOrdered } from './coerce.ts';
import { isConstant } from './constant.ts';
import { orderKey } from './order-key.ts';
import { type Context, nothingSeen, type Typed } from './typed.ts';

const sortTail = (item: SortItem): string =>
  `${item.descending ? 'DESC' : 'ASC'} NULLS ${item.nullsFirst ? 'FIRST' : 'LAST'}`;

export function sortSql(item: SortItem, sql: string): string {
  return `${sql} ${sortTail(item)}`;
}

/** The window, or the one that it names. */
export function windowOf(window: Window, context: Context): Window {
  if (window.base === undefined) return window;
  const named = context.windows?.get(window.base.toLowerCase());
  if (!named)
    throw new SqlError(
      'MISSING_WINDOW_SPECIFICATION',
      '42P20',
      `Window specification is not defined in the WINDOW clause for \`${window.base}\`.`,
    );
  return windowOf(named, context);
}

/** How far a frame reaches: rows, or an amount of what the rows are ordered by. */
function distance(rows: Typed): string {
  if (isMonths(rows.type)) return `to_months(CAST(${rows.sql} AS INTEGER))`;
  return isSeconds(rows.type) ? `to_microseconds(${rows.sql})` : rows.sql;
}
function bound(side: FrameBound, context: Context): string {
  if (side.side === 'CURRENT') return 'CURRENT ROW';
  if (side.rows === undefined) return `UNBOUNDED ${side.side}`;
  const seen = nothingSeen();
  const rows = context.rules.expression(side.rows, { ...context, seen });
  if (seen.routine !== undefined) throw noLiteral(side.rows.at);
  return `${distance(rows)} ${side.side}`;
}

const noLiteral = (at: number): SqlError =>
  new SqlError(
    'INVALID_SQL_SYNTAX.INVALID_WINDOW_FRAME_BOUND',
    '42000',
    'Invalid SQL syntax: Frame bound value must be a literal.',
    at,
  );

function wrongFrame(kind: string, text: string): SqlError {
  return new SqlError(
    `DATATYPE_MISMATCH.${kind}`,
    '42K09',
    `Cannot resolve the window due to data type mismatch: ${text}.`,
  );
}

/** Where a bound stands: rows before count down from the current one, rows after count up. */
function place({ side, rows }: FrameBound): number | undefined {
  if (side === 'CURRENT') return 0;
  const far = rows === undefined ? Number.POSITIVE_INFINITY : rows.kind === 'literal' ? Number(rows.value) : Number.NaN;
  return Number.isNaN(far) || far < 0 ? undefined : side === 'PRECEDING' ? -far : far;
}

function checkFrame({ frame, order }: Window, context: Context): void {
  if (!frame) return;
  const [from, to] = [place(frame.from), place(frame.to)];
  for (const rows of [frame.from.rows, frame.to.rows]) if (rows && !isConstant(rows)) throw noLiteral(rows.at);
  if (from === Number.POSITIVE_INFINITY || to === Number.NEGATIVE_INFINITY)
    throw wrongFrame('SPECIFIED_WINDOW_FRAME_INVALID_BOUND', 'a bound of the frame is beyond the other side');
  const isOneSided = frame.from.side === 'CURRENT' || frame.to.side === 'CURRENT';
  if (isOneSided && from !== undefined && to !== undefined && from > to)
    throw cannotCompute('a window frame that ends before it begins');
  if (from !== undefined && to !== undefined && from > to)
    throw wrongFrame('SPECIFIED_WINDOW_FRAME_WRONG_COMPARISON', 'the lower bound is above the upper one');
  const amounts = [frame.from.rows, frame.to.rows].flatMap((rows) =>
    rows ? [context.rules.expression(rows, context).type] : [],
  );
  const [first, second] = amounts;
  if (first && second && !sameType(first, second))
    throw wrongFrame(
      'SPECIFIED_WINDOW_FRAME_DIFF_TYPES',
      `the bounds are of the types "${typeText(first)}" and "${typeText(second)}"`,
    );
  const odd = amounts.find(({ name }) => name !== 'INT');
  if (frame.unit === 'ROWS' && odd)
    throw wrongFrame('SPECIFIED_WINDOW_FRAME_UNACCEPTED_TYPE', `rows are counted by "INT", not by "${typeText(odd)}"`);
  if (frame.unit === 'ROWS' || !first) return;
  const [key, ...others] = order;
  if (!key) throw wrongFrame('RANGE_FRAME_WITHOUT_ORDER', 'a range window frame cannot be used without ORDER BY');
  if (others.length > 0)
    throw wrongFrame('RANGE_FRAME_MULTI_ORDER', 'a range window frame with a value cannot have several ORDER BY');
  const { type } = context.rules.expression(key.expression, context);
  if (!isNumeric(type) && !['DATE', 'TIMESTAMP', 'TIMESTAMP_NTZ', 'INTERVAL'].includes(type.name))
    throw wrongFrame('SPECIFIED_WINDOW_FRAME_UNACCEPTED_TYPE', `a value has no distance in "${typeText(type)}"`);
  if (isNumeric(type) && !isNumeric(first)) throw cannotCompute('a range of numbers by an interval');
}

/** What stands between the parentheses of OVER; NULL order is always spelled out. */
export function windowSql(window: Window, context: Context): string {
  checkFrame(window, context);
  const parts: string[] = [];
  const sql = (item: Window['partition'][number], ordered: boolean): string => {
    const value = context.rules.expression(item, context);
    wantOrdered(value.type, 'a window', item.at);
    return ordered ? orderKey(value.sql, value.type) : value.sql;
  };
  if (window.partition.length > 0)
    parts.push(`PARTITION BY ${window.partition.map((item) => sql(item, false)).join(', ')}`);
  if (window.order.length > 0)
    parts.push(`ORDER BY ${window.order.map((item) => sortSql(item, sql(item.expression, true))).join(', ')}`);
  if (window.frame)
    parts.push(
      `${window.frame.unit} BETWEEN ${bound(window.frame.from, context)} AND ${bound(window.frame.to, context)}`,
    );
  return parts.join(' ');
}

/** How Spark writes the window in the name of a column without alias. */
export function windowName(window: Window, context: Context): string {
  const name = (item: Window['partition'][number]): string => context.rules.expression(item, context).name;
  const partition = window.partition.length > 0 ? `PARTITION BY ${window.partition.map(name).join(', ')} ` : '';
  const order =
    window.order.length > 0
      ? `ORDER BY ${window.order.map((item) => sortSql(item, name(item.expression))).join(', ')} `
      : '';
  const side = (each: FrameBound): string =>
    each.side === 'CURRENT' ? 'CURRENT ROW' : `${each.rows === undefined ? 'UNBOUNDED' : name(each.rows)} ${each.side}`;
  const frame = window.frame
    ? `${window.frame.unit} BETWEEN ${side(window.frame.from)} AND ${side(window.frame.to)}`
    : window.order.length > 0
      ? 'RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW'
      : 'ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING';
  return ` OVER (${partition}${order}${frame})`;
}

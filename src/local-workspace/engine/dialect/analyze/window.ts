import type { FrameBound, SortItem, Window } from '../parse/ast.ts';
import { refuseOpaque } from './coerce.ts';
import type { Context } from './typed.ts';

const sortTail = (item: SortItem): string =>
  `${item.descending ? 'DESC' : 'ASC'} NULLS ${item.nullsFirst ? 'FIRST' : 'LAST'}`;

export function sortSql(item: SortItem, sql: string): string {
  return `${sql} ${sortTail(item)}`;
}

function bound(side: FrameBound): string {
  return side.side === 'CURRENT' ? 'CURRENT ROW' : `${side.rows === undefined ? 'UNBOUNDED' : side.rows} ${side.side}`;
}

/** What stands between the parentheses of OVER; NULL order is always spelled out. */
export function windowSql(window: Window, context: Context): string {
  const parts: string[] = [];
  const sql = (item: Window['partition'][number]): string => {
    const value = context.rules.expression(item, context);
    refuseOpaque(value.type, 'a window', item.at);
    return value.sql;
  };
  if (window.partition.length > 0) parts.push(`PARTITION BY ${window.partition.map(sql).join(', ')}`);
  if (window.order.length > 0)
    parts.push(`ORDER BY ${window.order.map((item) => sortSql(item, sql(item.expression))).join(', ')}`);
  if (window.frame)
    parts.push(`${window.frame.unit} BETWEEN ${bound(window.frame.from)} AND ${bound(window.frame.to)}`);
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
  const frame = window.frame
    ? `${window.frame.unit} BETWEEN ${bound(window.frame.from)} AND ${bound(window.frame.to)}`
    : window.order.length > 0
      ? 'RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW'
      : 'ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING';
  return ` OVER (${partition}${order}${frame})`;
}

import type { Call, Select } from '../parse/ast.ts';
import { cannotCompute } from '../sql-error.ts';
import * as types from '../types.ts';
import { whereSql } from './conditions.ts';
import type { AnalyzedRelation } from './relation.ts';
import { durationOf, keyOfCall, momentOf } from './time-window.ts';
import type { Context, ScopeColumn, Typed } from './typed.ts';

/** The rows of FROM that WHERE keeps, each with the session in which it lies. */
export type Sessions = { readonly from: AnalyzedRelation; readonly call: string; readonly value: Typed };

/** Other keys of GROUP BY: a session is one of theirs. */
function keysOf(select: Select, call: Call, context: Context): string[] {
  const keys = select.groupBy === 'ALL' ? [] : select.groupBy.filter((key) => key !== call);
  return keys.map((key) => {
    if (key.kind === 'literal') throw cannotCompute('session_window() beside a position in GROUP BY', call.at);
    return context.rules.expression(key, context).sql;
  });
}

/**
 * FROM where GROUP BY has session_window(): rows of the same keys that follow each other within the gap are one session,
 * from the first of them until the gap after the last. Undefined where it has none.
 */
export function sessionsOf(select: Select, from: AnalyzedRelation, context: Context): Sessions | undefined {
  const call =
    select.groupBy === 'ALL'
      ? undefined
      : select.groupBy.find((key) => key.kind === 'call' && key.name === 'session_window');
  if (call?.kind !== 'call') return undefined;
  if (select.groupingSets || select.items.some((item) => item.kind === 'star'))
    throw cannotCompute('session_window() beside * or sets of keys', call.at);
  const [first, second] = call.args.map((arg) => context.rules.expression(arg, context));
  if (!second || call.args.length !== 2) throw cannotCompute('session_window() without its gap', call.at);
  const [moment, gap] = [momentOf(call, first), durationOf(call, second)];
  const keys = keysOf(select, call, context);
  const name = context.environment.newName('s');
  const columns = new Map<string, ScopeColumn>();
  for (const column of from.scope.sources.flatMap((source) => source.columns)) columns.set(column.sql, column);
  for (const column of from.scope.visible) columns.set(column.sql, column);
  const order = [...columns.keys()];
  const cells = [
    ...order.map((sql, index) => `${sql} AS k${index}`),
    ...keys.map((sql, index) => `${sql} AS p${index}`),
    `${moment.sql} AS ts`,
  ];
  const by = keys.length === 0 ? '' : `PARTITION BY ${keys.map((_, index) => `p${index}`).join(', ')} `;
  const within = `PARTITION BY ${[...keys.map((_, index) => `p${index}`), 'n'].join(', ')}`;
  const rows = `SELECT ${cells.join(', ')} FROM ${from.sql}${whereSql(select, context, from.sql)}`;
  const before = `SELECT *, lag(epoch_us(ts)) OVER (${by}ORDER BY ts) AS l FROM (${rows}) WHERE ts IS NOT NULL`;
  const isNew = `CASE WHEN l IS NULL OR epoch_us(ts) > l + ${gap} THEN 1 ELSE 0 END`;
  const numbered = `SELECT *, sum(${isNew}) OVER (${by}ORDER BY ts ROWS UNBOUNDED PRECEDING) AS n FROM (${before})`;
  const end = `make_timestamp(epoch_us(max(ts) OVER (${within})) + ${gap})`;
  const all = `SELECT *, struct_pack(f0 := min(ts) OVER (${within}), f1 := ${end}) AS s FROM (${numbered})`;
  const moved = (column: ScopeColumn): ScopeColumn => ({ ...column, sql: `${name}.k${order.indexOf(column.sql)}` });
  const { scope } = from;
  return {
    from: {
      sql: `(${all}) AS ${name}`,
      scope: {
        ...scope,
        sources: scope.sources.map((source) => ({ ...source, columns: source.columns.map(moved) })),
        visible: scope.visible.map(moved),
      },
    },
    call: keyOfCall(call),
    value: {
      sql: `${name}.s`,
      type: types.struct(['start', 'end'], [moment.type, moment.type]),
      name: 'session_window',
      isNamed: true,
    },
  };
}

import { unitSize } from '../natives/interval-text.ts';
import type { Call, Select } from '../parse/ast.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import * as types from '../types.ts';
import { coerce } from './coerce.ts';
import { rowsSql } from './generators.ts';
import type { Context, TimeWindow, Typed } from './typed.ts';

const MOST_WINDOWS = 200;

/** `1 hour 30 minutes` in microseconds. */
export function durationOf(call: Call, value: Typed): bigint {
  const parts = [...(value.literal ?? '').matchAll(/(\d+)\s+([a-z]+?)s?(?:\s+|$)/gi)];
  const rest = (value.literal ?? '').replace(/^\s*interval\s+/i, '').replace(/(\d+)\s+([a-z]+?)s?(?:\s+|$)/gi, '');
  const micros = parts.reduce((sum, [, amount = '', unit = '']) => {
    const size = unitSize(unit.toUpperCase());
    if (size < 1_000n && unit.toUpperCase() !== 'MICROSECOND')
      throw cannotCompute(`${call.name}() by the ${unit}`, call.at);
    return sum + BigInt(amount) * size;
  }, 0n);
  if (value.type.name === 'STRING' && parts.length > 0 && rest.trim() === '') return micros;
  throw cannotCompute(`${call.name}() with the duration ${value.name}`, call.at);
}

export function momentOf(call: Call, value: Typed | undefined): Typed {
  const name = value?.type.name ?? 'VOID';
  if (value && name === 'TIMESTAMP_NTZ') return value;
  if (value && ['TIMESTAMP', 'DATE', 'STRING'].includes(name)) return coerce(value, types.TIMESTAMP);
  const sentence = `Cannot resolve "${call.name}(${value?.name ?? ''})" due to data type mismatch: the first parameter requires the ("TIMESTAMP" or "TIMESTAMP WITHOUT TIME ZONE") type.`;
  throw new SqlError('DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE', '42K09', sentence, call.at);
}

/** The windows in which a moment lies, the latest first: a list of their starts and ends. */
function windowsOf(call: Call, args: readonly Typed[]): { list: string; type: types.SqlType } {
  const moment = momentOf(call, args[0]);
  const [length = 0n, step = length, shift = 0n] = args.slice(1).map((value) => durationOf(call, value));
  if (args.length < 2 || args.length > 4 || step === 0n || step > length || shift >= step)
    throw cannotCompute('window() with these durations', call.at);
  const most = (length + step - 1n) / step;
  if (most > MOST_WINDOWS) throw cannotCompute(`window() with more than ${MOST_WINDOWS} windows for a row`, call.at);
  const at = `epoch_us(${moment.sql})`;
  const first = `${at} - ((${at} - ${shift}) % ${step} + ${step}) % ${step}`;
  const each = Array.from({ length: Number(most) }, (_, index) => {
    const start = `${first} - ${step * BigInt(index)}`;
    return `struct_pack(f0 := make_timestamp(${start}), f1 := make_timestamp(${start} + ${length}))`;
  });
  // The earliest one may end before the moment where the steps do not divide the length.
  const last = length % step === 0n ? undefined : each.pop();
  const before = `${first} - ${step * (most - 1n)} + ${length} > ${at}`;
  const tail = last === undefined ? '' : ` || CASE WHEN ${before} THEN [${last}] ELSE [] END`;
  return {
    list: `CASE WHEN ${moment.sql} IS NOT NULL THEN [${each.join(', ')}]${tail} END`,
    type: types.struct(['start', 'end'], [moment.type, moment.type]),
  };
}

/** What tells one call from another: its arguments, wherever they stand. */
export const keyOfCall = ({ args }: Call): string =>
  JSON.stringify(args, (name, value: unknown) => (name === 'at' || name === 'span' ? null : value));

/** The time windows of a query: its rows, once for each window in which they lie. */
export function timeWindow(
  select: Select,
  context: Context,
  joined: string[],
  sessions?: { readonly call: string; readonly value: Typed },
): TimeWindow {
  let known: { readonly key: string; readonly value: Typed } | undefined;
  const of = (call: Call): Typed => {
    if (call.name === 'session_window') {
      if (sessions?.call === keyOfCall(call)) return sessions.value;
      throw cannotCompute('session_window() that is no key of GROUP BY', call.at);
    }
    const key = keyOfCall(call);
    if (known && known.key !== key) throw cannotCompute('several time windows in one query', call.at);
    if (known) return known.value;
    if (select.items.some((item) => item.kind === 'star')) throw cannotCompute('* beside window()', call.at);
    const { list, type } = windowsOf(
      call,
      call.args.map((arg) => context.rules.expression(arg, context)),
    );
    const alias = context.environment.newName('w');
    joined.push(`INNER JOIN LATERAL ${rowsSql({ list, names: [], parts: [] }, alias)} ON true`);
    known = { key, value: { sql: `${alias}.s`, type, name: 'window', isNamed: true } };
    return known.value;
  };
  const named = (name: string): Typed | undefined => {
    if (name === 'session_window') return sessions?.value;
    if (known) return known.value;
    const keys = select.groupBy === 'ALL' ? [] : select.groupBy;
    const call = keys.find((key) => key.kind === 'call' && key.name === 'window');
    return call?.kind === 'call' ? of(call) : undefined;
  };
  return { of, named };
}

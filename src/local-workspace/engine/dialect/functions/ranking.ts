import { coerce } from '../analyze/coerce.ts';
import { DOUBLE, INT } from '../types.ts';
import type { AggregateRule } from './aggregate-rule.ts';
import { argument, count, unexpected, wantPositive, wholeLiteral } from './rule.ts';
import { isHeld } from './signature.ts';

const rank =
  (engine: string, type = INT): AggregateRule =>
  (given, emit) => {
    // What it is given besides the order of its window says nothing.
    if (given.name === 'row_number' || given.name === 'cume_dist') count(given, 0);
    return { sql: type === INT ? `CAST(${emit(engine, '')} AS INTEGER)` : emit(engine, ''), type };
  };
const ntile: AggregateRule = (given, emit) => {
  count(given, 0, 1);
  const [number] = given.args;
  if (number && !isHeld(number.type, INT)) throw unexpected(given, number, '"INT"');
  if (number?.type.name === 'VOID') throw unexpected(given, number, '"INT"');
  wantPositive(given, 0);
  const buckets = given.args.length === 0 ? 1 : wholeLiteral(given, 0, 1, 1_000_000);
  return { sql: `CAST(${emit('ntile', String(buckets))} AS INTEGER)`, type: INT };
};
const neighbour =
  (engine: 'lag' | 'lead'): AggregateRule =>
  (given, emit, { ignoresNulls }) => {
    count(given, 1, 3);
    const value = argument(given, 0);
    const offset = given.args.length > 1 ? wholeLiteral(given, 1, -1_000_000, 1_000_000) : 1;
    const missing = given.args.length > 2 ? `, ${coerce(argument(given, 2), value.type).sql}` : '';
    return {
      sql: emit(engine, `${value.sql}, ${offset}${missing}${ignoresNulls ? ' IGNORE NULLS' : ''}`),
      type: value.type,
    };
  };

/** Functions that exist only with OVER (… ORDER BY …). */
export const RANKING: Readonly<Record<string, AggregateRule>> = {
  row_number: rank('row_number'),
  rank: rank('rank'),
  dense_rank: rank('dense_rank'),
  percent_rank: rank('percent_rank', DOUBLE),
  cume_dist: rank('cume_dist', DOUBLE),
  ntile,
  lag: neighbour('lag'),
  lead: neighbour('lead'),
};

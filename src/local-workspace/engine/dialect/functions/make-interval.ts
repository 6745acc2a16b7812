import { coerce } from '../analyze/coerce.ts';
import * as types from '../types.ts';
import { count, number, type Rule } from './rule.ts';

/** Years, months, weeks, days, hours, minutes, and seconds with their fraction. */
export const makeInterval: Rule = (given) => {
  count(given, 0, 7);
  const [y, mo, w, d, h, mi, s] = [0, 1, 2, 3, 4, 5, 6].map((index) =>
    given.args[index] ? coerce(number(given, index), index < 6 ? types.INT : types.decimal(18, 6)).sql : '0',
  );
  const micros = `CAST(${h} AS BIGINT) * 3600000000 + CAST(${mi} AS BIGINT) * 60000000 + CAST(CAST(${s} AS DECIMAL(18,6)) * 1000000 AS BIGINT)`;
  const sql = `(to_months(CAST(${y} AS INTEGER) * 12 + CAST(${mo} AS INTEGER)) + to_days(CAST(${w} AS INTEGER) * 7 + CAST(${d} AS INTEGER)) + to_microseconds(${micros}))`;
  return { sql, type: types.CALENDAR };
};

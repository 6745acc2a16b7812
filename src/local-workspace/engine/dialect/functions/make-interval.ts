import { coerce } from '../analyze/coerce.ts';
import * as types from '../types.ts';
import { count, type Given, number, type Rule } from './rule.ts';

/** So many whole numbers from an argument on, 0 where none is given. */
const wholes = (given: Given, from: number, many: number): string[] =>
  Array.from({ length: many }, (_, index) =>
    given.args[from + index] ? coerce(number(given, from + index), types.INT).sql : '0',
  );

/** Hours, minutes, and seconds with their fraction, from an argument on, in microseconds. */
function clock(given: Given, from: number): string {
  const [h, m] = wholes(given, from, 2);
  const s = given.args[from + 2] ? coerce(number(given, from + 2), types.decimal(18, 6)).sql : '0';
  // The engine gives a product no more than 18 digits where no factor has more.
  const micros = `CAST(CAST(${s} AS DECIMAL(38,6)) * 1000000 AS BIGINT)`;
  return `CAST(${h} AS BIGINT) * 3600000000 + CAST(${m} AS BIGINT) * 60000000 + ${micros}`;
}

/** Years, months, weeks and days before the clock. */
export const makeInterval: Rule = (given) => {
  count(given, 0, 7);
  const [y, m, w, d] = wholes(given, 0, 4);
  const sql = `(to_months(CAST(${y} AS INTEGER) * 12 + CAST(${m} AS INTEGER)) + to_days(CAST(${w} AS INTEGER) * 7 + CAST(${d} AS INTEGER)) + to_microseconds(${clock(given, 4)}))`;
  return { sql, type: types.CALENDAR };
};

/** Days before the clock. */
export const makeSeconds: Rule = (given) => {
  count(given, 0, 4);
  const [d] = wholes(given, 0, 1);
  return { sql: `(CAST(${d} AS BIGINT) * 86400000000 + ${clock(given, 1)})`, type: types.SECONDS };
};

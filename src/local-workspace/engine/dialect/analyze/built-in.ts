import { AGGREGATE_FUNCTIONS, FUNCTIONS, WINDOW_FUNCTIONS } from '../functions/catalogue.ts';
import { LAMBDAS } from '../functions/lambdas.ts';
import { isRefused } from '../functions/refused.ts';
import { SESSION_FUNCTIONS } from './call.ts';
import { GENERATORS } from './generators.ts';

/** The names of all functions that are computed without anybody having made them. */
export const BUILT_IN: readonly string[] = [
  ...new Set([
    ...[FUNCTIONS, AGGREGATE_FUNCTIONS, WINDOW_FUNCTIONS, LAMBDAS].flatMap((all) => [...all.keys()]),
    ...GENERATORS.flatMap((name) => [name, `${name}_outer`]),
    ...SESSION_FUNCTIONS,
    ...['grouping', 'grouping_id', 'range', 'window', 'session_window'],
  ]),
]
  // Such as `trim both`, which is written otherwise.
  .filter((name) => /^\w+$/.test(name))
  .sort();

/** What Databricks describes as functions, and is written as an operator. */
const OPERATORS = /^(\W+|and|between|case|div|in|is|like|ilike|rlike|regexp|mod|not|or|when)$/;

/** Whether Databricks has a function of that name, be it computed here or refused. */
export const isBuiltIn = (name: string): boolean => BUILT_IN.includes(name) || isRefused(name) || OPERATORS.test(name);

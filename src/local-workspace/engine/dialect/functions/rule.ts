import { castSql } from '../analyze/cast.ts';
import { coerce } from '../analyze/coerce.ts';
import type { Typed } from '../analyze/typed.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import * as types from '../types.ts';

/** The arguments of one call, and where it stands. */
export type Given = { readonly name: string; readonly args: readonly Typed[]; readonly at: number };
export type Rule = (given: Given) => { readonly sql: string; readonly type: types.SqlType };

/** The argument at `index`; a missing one is Spark's error. */
export function argument(given: Given, index: number): Typed {
  const value = given.args[index];
  // To a function a CHAR is a text like any other.
  if (value) return value.type.chars === undefined ? value : { ...value, type: types.withoutChars(value.type) };
  throw wrongCount(given);
}

export function wrongCount(given: Given): SqlError {
  const sentence = `The \`${given.name}\` requires other parameters but the actual number is ${given.args.length}.`;
  return new SqlError('WRONG_NUM_ARGS.WITHOUT_SUGGESTION', '42605', sentence, given.at);
}

export function count(given: Given, least: number, most = least): void {
  if (given.args.length < least || given.args.length > most) throw wrongCount(given);
}

/** So many arguments of one call are computed; the engine's time for some of them grows by the square. */
const MOST_ARGUMENTS = 1000;

/** At least so many arguments, as of a function that takes any number of them. */
export function countFrom(given: Given, least: number): void {
  if (given.args.length < least) throw wrongCount(given);
  if (given.args.length > MOST_ARGUMENTS)
    throw cannotCompute(`${given.name}() of more than ${MOST_ARGUMENTS} arguments`, given.at);
}

export function unexpected(given: Given, value: Typed, wanted: string): SqlError {
  const sentence = `Cannot resolve "${given.name}(${given.args.map((arg) => arg.name).join(', ')})" due to data type mismatch: a parameter requires the ${wanted} type, however "${value.name}" has the type "${types.typeText(value.type)}".`;
  return new SqlError('DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE', '42K09', sentence, given.at);
}

/** An argument as STRING; numbers and dates are written out, as Spark does. */
export function text(given: Given, index: number): string {
  const value = argument(given, index);
  if (types.isNested(value.type)) throw unexpected(given, value, '"STRING"');
  return coerce(value, types.STRING).sql;
}

export function number(given: Given, index: number): Typed {
  const value = argument(given, index);
  if (value.type.name === 'VOID') return coerce(value, types.DOUBLE);
  if (value.type.name === 'STRING') return coerce(value, types.DOUBLE);
  if (!types.isNumeric(value.type)) throw unexpected(given, value, 'numeric');
  return value;
}

/** A function that is called like the type that it casts to. */
export const convert =
  (type: types.SqlType): Rule =>
  (given) => {
    count(given, 1);
    return { sql: castSql(argument(given, 0), type, false, given.at), type };
  };

/** An argument as DATE or TIMESTAMP; a string is read as one. */
export function moment(given: Given, index: number, wanted: 'DATE' | 'TIMESTAMP'): string {
  const value = argument(given, index);
  if (!['DATE', 'TIMESTAMP', 'TIMESTAMP_NTZ', 'STRING', 'VOID'].includes(value.type.name))
    throw unexpected(given, value, `"${wanted}"`);
  return coerce(value, wanted === 'DATE' ? types.DATE : types.TIMESTAMP).sql;
}

/** Spark's error where a literal number is below 1. */
export function wantPositive(given: Given, index: number): void {
  const { literal, type } = given.args[index] ?? { literal: undefined, type: types.VOID };
  if (literal === undefined || !types.isInteger(type) || Number(literal) > 0) return;
  const sentence = `Cannot resolve "${given.name}" due to data type mismatch: argument ${index + 1} must be above 0, but is ${literal}.`;
  throw new SqlError('DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE', '42K09', sentence, given.at);
}

/** Spark's error where what must be the same for every row is a column. */
export function wantFoldable(given: Given, index: number): void {
  const value = given.args[index];
  if (!value?.isNamed) return;
  const sentence = `Cannot resolve "${given.name}" due to data type mismatch: argument ${index + 1} should be a foldable expression; however, got "${value.name}".`;
  throw new SqlError('DATATYPE_MISMATCH.NON_FOLDABLE_INPUT', '42K09', sentence, given.at);
}

/** A literal whole number between the bounds; anything else is refused by name. */
export function wholeLiteral(given: Given, index: number, least: number, most: number): number {
  wantFoldable(given, index);
  const value = argument(given, index);
  const whole = value.literal !== undefined && types.isInteger(value.type) ? Number(value.literal) : Number.NaN;
  if (whole >= least && whole <= most) return whole;
  throw cannotCompute(`${given.name}() unless argument ${index + 1} is a number from ${least} to ${most}`, given.at);
}

/** A literal, non-empty string; anything else is refused by name. */
export function textLiteral(given: Given, index: number): string {
  const value = argument(given, index);
  if (value.literal !== undefined && value.type.name === 'STRING' && value.literal !== '') return value.literal;
  throw cannotCompute(`${given.name}() unless argument ${index + 1} is a literal text`, given.at);
}

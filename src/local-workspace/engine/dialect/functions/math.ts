import { arithmetic } from '../analyze/arithmetic.ts';
import { castSql } from '../analyze/cast.ts';
import { coerce } from '../analyze/coerce.ts';
import { cannotCompute } from '../sql-error.ts';
import * as types from '../types.ts';
import { argument, count, type Given, number, type Rule, wholeLiteral } from './rule.ts';

const abs: Rule = (given) => {
  count(given, 1);
  const value = number(given, 0);
  const sql = `abs(${value.sql})`;
  return {
    sql: value.type.name === 'DECIMAL' ? `CAST(${sql} AS ${types.typeText(value.type)})` : sql,
    type: value.type,
  };
};

const toWhole =
  (engine: 'ceil' | 'floor'): Rule =>
  (given) => {
    if (given.args.length === 2) throw cannotCompute(`${given.name}() with a scale`, given.at);
    count(given, 1);
    const value = number(given, 0);
    if (types.isInteger(value.type)) return { sql: castSql(value, types.BIGINT), type: types.BIGINT };
    if (types.isFloating(value.type)) return { sql: `CAST(${engine}(${value.sql}) AS BIGINT)`, type: types.BIGINT };
    const type = types.decimal(Math.min(value.type.precision - value.type.scale + 1, 38), 0);
    return { sql: `CAST(${engine}(${value.sql}) AS ${types.typeText(type)})`, type };
  };

/**
 * Spark rounds the shortest decimal text of a double, ties away from zero: round(2.675, 2) is 2.68, where binary
 * rounding gives 2.67. From 9.1e15 on a double has no fraction left.
 */
function roundDouble(sql: string, scale: number): string {
  const rounded = `CAST(CAST(CAST(CAST(${sql} AS VARCHAR) AS DECIMAL(38,${scale})) AS VARCHAR) AS DOUBLE)`;
  return `CASE WHEN abs(${sql}) < 9100000000000000 THEN ${rounded} ELSE ${sql} END`;
}

const round: Rule = (given) => {
  count(given, 1, 2);
  const value = number(given, 0);
  const scale = given.args.length === 2 ? wholeLiteral(given, 1, 0, 15) : 0;
  if (types.isInteger(value.type)) return value;
  if (value.type.name === 'FLOAT') throw cannotCompute('round() of a FLOAT', given.at);
  if (value.type.name === 'DOUBLE') return { sql: roundDouble(value.sql, scale), type: types.DOUBLE };
  const kept = Math.min(value.type.scale, scale);
  const type = types.decimal(Math.min(value.type.precision - value.type.scale + 1 + kept, 38), kept);
  return { sql: `CAST(${value.sql} AS ${types.typeText(type)})`, type };
};

const sqrt: Rule = (given) => {
  count(given, 1);
  const { sql } = coerce(number(given, 0), types.DOUBLE);
  return { sql: `CASE WHEN ${sql} < 0 THEN CAST('nan' AS DOUBLE) ELSE sqrt(${sql}) END`, type: types.DOUBLE };
};

const mod: Rule = (given) => {
  count(given, 2);
  return arithmetic('%', number(given, 0), number(given, 1), given.at);
};

const convert =
  (type: types.SqlType): Rule =>
  (given: Given) => {
    count(given, 1);
    return { sql: castSql(argument(given, 0), type, false, given.at), type };
  };

/** Number functions whose engine meaning and type equal Spark's. */
export const MATH: Readonly<Record<string, Rule>> = {
  abs,
  ceil: toWhole('ceil'),
  ceiling: toWhole('ceil'),
  floor: toWhole('floor'),
  round,
  sqrt,
  mod,
  int: convert(types.INT),
  bigint: convert(types.BIGINT),
  double: convert(types.DOUBLE),
  boolean: convert(types.BOOLEAN),
};

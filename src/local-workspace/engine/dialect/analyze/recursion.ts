import { BIGINT, INT } from '../types.ts';
import { raise } from './raise.ts';

/** Spark's `spark.sql.cteRecursionLevelLimit` and `spark.sql.cteRecursionRowLimit`. */
const MOST_LEVELS = 100;
const MOST_ROWS = 1_000_000;
const SQL_STATE = '42836';

/**
 * Engine SQL of a query that names itself as `self`: each row says its level and how many rows came before that. Both are
 * looked at before a step, as in Spark, so that a LIMIT that needs no more steps ends the query in peace.
 */
export function boundedUnion(self: string, first: string, next: string, mostLevels = MOST_LEVELS): string {
  const tooDeep = raise(
    'RECURSION_LEVEL_LIMIT_EXCEEDED',
    SQL_STATE,
    `Recursion level limit ${mostLevels} reached but query has not exhausted, try increasing it like 'WITH RECURSIVE t(col) MAX RECURSION LEVEL 200'.`,
    undefined,
    '',
    INT,
  );
  const tooMany = raise(
    'RECURSION_ROW_LIMIT_EXCEEDED',
    SQL_STATE,
    `Recursion row limit ${MOST_ROWS} reached but query has not exhausted, try setting a larger LIMIT value when querying the CTE relation.`,
    undefined,
    '',
    BIGINT,
  );
  const level = `CASE WHEN max(level) >= ${mostLevels} THEN ${tooDeep} ELSE max(level) + 1 END`;
  const before = 'max(before) + count(*)';
  const rows = `CASE WHEN ${before} > ${MOST_ROWS} THEN ${tooMany} ELSE ${before} END`;
  const counts = `SELECT ${level} AS level, ${rows} AS before FROM ${self}`;
  return `(SELECT f.*, 0 AS level, CAST(0 AS BIGINT) AS before FROM (${first}) AS f) UNION ALL (SELECT n.*, s.level, s.before FROM (${next}) AS n CROSS JOIN (${counts}) AS s)`;
}

import type { Body, Join, Query, Select } from '../parse/ast.ts';
import { SqlError } from '../sql-error.ts';
import { BIGINT, INT } from '../types.ts';
import { computesOverRows } from './grouped-generator.ts';
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

/** Whether a relation of this name stands anywhere in what is written. */
export function mentions(node: unknown, name: string): boolean {
  if (Array.isArray(node)) return node.some((each) => mentions(each, name));
  if (typeof node !== 'object' || node === null) return false;
  if (
    'kind' in node &&
    node.kind === 'table' &&
    JSON.stringify(node).toLowerCase().includes(`"parts":["${name.toLowerCase()}"]`)
  )
    return true;
  return Object.values(node).some((each) => mentions(each, name));
}

/** The two parts of a query that names itself: UNION ALL of one that does not and one that does. */
export function recursiveParts({ name, query }: Query['with'][number]): Extract<Body, { kind: 'set' }> {
  const { body, order, limit, offset } = query;
  const isUnion = body.kind === 'set' && body.op === 'UNION' && order.length === 0 && !limit && !offset;
  if (!isUnion || mentions(body.left, name))
    throw new SqlError(
      'INVALID_RECURSIVE_CTE',
      SQL_STATE,
      'Invalid recursive definition found. A recursive query is a UNION ALL of two parts, of which the first does not name the query itself.',
      body.at,
    );
  if (!body.all)
    throw new SqlError(
      'UNION_NOT_SUPPORTED_IN_RECURSIVE_CTE',
      SQL_STATE,
      'The UNION operator is not yet supported within recursive common table expressions. Please use UNION ALL instead.',
      body.at,
    );
  return body;
}

/** Throws where a query names itself in a place that needs the rows of all steps at once. */
export function wantPlace(body: Body, name: string): void {
  if (!isMisplaced(body, name)) return;
  throw new SqlError(
    'INVALID_RECURSIVE_REFERENCE.PLACE',
    SQL_STATE,
    'Invalid recursive reference found inside WITH RECURSIVE clause. Recursive references cannot be used on the side of an outer join that is filled up with NULLs, in a semi or anti join, in aggregates, and in window functions.',
    body.at,
  );
}

function isMisplaced(node: unknown, name: string): boolean {
  if (Array.isArray(node)) return node.some((each) => isMisplaced(each, name));
  if (typeof node !== 'object' || node === null) return false;
  return (isBody(node) && isOverAll(node, name)) || Object.values(node).some((each) => isMisplaced(each, name));
}
const isBody = (node: object): node is Select | Join => 'kind' in node && /^(select|join)$/.test(String(node.kind));

function isOverAll(node: Select | Join, name: string): boolean {
  if (node.kind === 'join') {
    const { how, left, right } = node;
    return (
      (/^(LEFT|FULL|SEMI|ANTI)$/.test(how) && mentions(right, name)) ||
      (/^(RIGHT|FULL)$/.test(how) && mentions(left, name))
    );
  }
  const { from, groupBy, items, having, qualify } = node;
  const isGrouped = groupBy === 'ALL' || groupBy.length > 0 || computesOverRows([items, having, qualify]);
  return isGrouped && mentions(from, name);
}

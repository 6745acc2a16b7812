import { mostWords } from './words-of.ts';

/** A search finds so many tables at the most. */
export const mostFound = 50;

const numbers = Array.from({ length: mostWords }, (_, index) => index + 1);
const scores = numbers.map((number) => `s${number}`);
const sum = scores.join(' + ');
const list = scores.join(', ');

/** A word counts once, by the best place in which it is found. `contains` knows no wildcards. */
function scored(places: readonly (readonly [condition: (word: string) => string, score: number])[]): string {
  return numbers
    .map((number) => {
      const cases = places.map(([condition, score]) => `WHEN ${condition(`lower(:w${number})`)} THEN ${score}`);
      return `CASE ${cases.join(' ')} ELSE 0 END AS s${number}`;
    })
    .join(', ');
}

const is = (column: string) => (word: string) => `lower(${column}) = ${word}`;
const has = (column: string) => (word: string) => `contains(lower(${column}), ${word})`;

const ofTable = scored([
  [is('table_name'), 16],
  [has('table_name'), 8],
  [has('table_schema'), 3],
  [has('comment'), 1],
]);
const ofColumn = scored([
  [is('column_name'), 5],
  [has('column_name'), 4],
  [has('comment'), 1],
]);

const within = `table_schema <> 'information_schema'
  AND (:scope IS NULL OR contains(:scope, concat(',', lower(table_catalog), '.', lower(table_schema), ',')))`;

/**
 * The tables that have one of the words `:w1` to `:w6` (NULL for none) in their name, schema, comment, or in the name or
 * comment of a column; those with more of the words first, then the name before a column before a comment. `:scope` is
 * NULL or `,catalog.schema,catalog.schema,`. The last column is how many there are.
 */
export const searchSql = `SELECT concat(table_catalog, '.', table_schema, '.', table_name) AS table_name, table_type,
    concat_ws(', ',
      CASE WHEN table_hit >= 8 THEN 'name' WHEN table_hit >= 3 THEN 'schema' WHEN table_hit > 0 THEN 'comment' END,
      CASE WHEN column_hits = 1 THEN concat('column ', column_hit)
        WHEN column_hits > 1 THEN concat('column ', column_hit, ' and ', CAST(column_hits - 1 AS STRING), ' more') END) AS found_in,
    comment, count(*) OVER () AS tables_found
  FROM (SELECT table_catalog, table_schema, table_name, max(table_type) AS table_type, max(comment) AS comment,
      max(table_hit) AS table_hit, min(column_hit) AS column_hit, count(column_hit) AS column_hits,
      ${scores.map((score) => `max(${score}) AS ${score}`).join(', ')}
    FROM (SELECT table_catalog, table_schema, table_name, table_type, comment, greatest(${list}) AS table_hit,
        CAST(NULL AS STRING) AS column_hit, ${list}
      FROM (SELECT table_catalog, table_schema, table_name, table_type, comment, ${ofTable}
        FROM information_schema.tables WHERE ${within}) AS one
      UNION ALL
      SELECT table_catalog, table_schema, table_name, CAST(NULL AS STRING), CAST(NULL AS STRING), 0,
        column_name, ${list}
      FROM (SELECT table_catalog, table_schema, table_name, column_name, ${ofColumn}
        FROM information_schema.columns WHERE ${within}) AS other
      WHERE ${sum} > 0) AS hits
    GROUP BY table_catalog, table_schema, table_name) AS found
  WHERE ${sum} > 0
  ORDER BY ${scores.map((score) => `CASE WHEN ${score} > 0 THEN 1 ELSE 0 END`).join(' + ')} DESC, ${sum} DESC, table_name
  LIMIT ${mostFound}`;

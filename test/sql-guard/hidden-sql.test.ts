import { expect, it } from 'vitest';
import { hiddenSqlIn } from '../../src/sql-guard/classify/hidden-sql.ts';
import { sourceOf } from '../../src/sql-guard/classify/source.ts';
import { tokenize } from '../../src/sql-guard/tokenize.ts';

function count(options: string): number {
  const lexed = tokenize(options);
  return lexed.outcome === 'tokens' ? hiddenSqlIn(sourceOf(lexed.tokens), 0).length : -1;
}

it.each([
  "('query' = 'DROP TABLE x')",
  "('a' = 'b', 'Query' 'x')",
  "('qu\\u0065ry' = 'x')",
  "('qu' 'ery' = 'x')",
  "('' 'query' = 'x')",
  "('qu' \"\\u0065ry\" = 'x')",
  "(r'query' = 'x')",
  "(a.query = 'x')",
  "(`query`.b = 'x')",
  "(`query` = 'x')",
  "(query 'x')",
  "(IDENTIFIER('query') = 'x')",
  "(:p = 'x')",
  "('preActions' = 'x')",
  "('postActions' = 'x')",
])('an option may hold SQL: %s', (options) => {
  expect(count(options)).toBe(1);
});

it.each([
  "('fetchsize' = '100')",
  "('fetchsize' '100')",
  "('mergeSchema' = 'a\\n', header true)",
  "('a' 'query')",
  '(spark.x.y = \'query\', `b` = "query")',
  '()',
])('no option holds SQL: %s', (options) => {
  expect(count(options)).toBe(0);
});

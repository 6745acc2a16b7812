import { type People, startWithPeople } from './grants.ts';

export const DOUBLED = 'main.lab.doubled';

/** A workspace with functions of the analyst's in `main.lab`, and what they read. */
export async function startWithFunctions(): Promise<People> {
  const people = await startWithPeople();
  for (const statement of [
    'CREATE SCHEMA main.lab',
    'CREATE TABLE main.lab.secret AS SELECT 7 AS n',
    `CREATE FUNCTION ${DOUBLED}(x INT) RETURNS INT COMMENT 'twice' RETURN x + x`,
    'CREATE FUNCTION main.lab.told() RETURNS INT RETURN (SELECT max(n) FROM main.lab.secret)',
    'CREATE FUNCTION main.lab.numbers(most INT) RETURNS TABLE (n BIGINT) RETURN SELECT id FROM range(10) WHERE id < most',
    'CREATE TABLE main.lab.plain_rows AS SELECT 4 AS n',
    'CREATE FUNCTION main.lab.all_rows() RETURNS TABLE (m INT) RETURN SELECT n FROM main.lab.secret',
    `CREATE VIEW main.lab.shown AS SELECT ${DOUBLED}(n) AS n FROM main.lab.secret`,
  ])
    await people.analyst.rows(statement);
  return people;
}

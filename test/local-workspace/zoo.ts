import { startWithPeople } from './grants.ts';
import type { WorkspaceClient } from './workspace-client.ts';

/** What stands in the tests: everything that a table, a view and a function can be given. */
const MADE = [
  "CREATE SCHEMA main.zoo COMMENT 'Animals.' WITH DBPROPERTIES ('keeper' = 'amy')",
  `CREATE TABLE main.zoo.pens (id BIGINT NOT NULL COMMENT 'it''s', v STRING DEFAULT 'x', n DECIMAL(6,2), w VARCHAR(3), c CHAR(4),
    \`b-c\` STRUCT<a: INT, \`d e\`: ARRAY<STRING>>, m MAP<STRING, INT>, g BIGINT GENERATED ALWAYS AS (id * 2), d DATE)
    PARTITIONED BY (d) COMMENT 'a \\\\ b' TBLPROPERTIES ('delta.feature.allowColumnDefaults' = 'supported', 'k''' = 'v')`,
  'ALTER TABLE main.zoo.pens ADD CONSTRAINT Pos CHECK (id > 0)',
  'CREATE TABLE main.zoo.numbered (id BIGINT GENERATED ALWAYS AS IDENTITY (START WITH 5 INCREMENT BY -2), v STRING) CLUSTER BY (v)',
  "CREATE VIEW main.zoo.seen (a COMMENT 'The a.', b) COMMENT 'Seen.' TBLPROPERTIES ('p' = 'q') AS SELECT id, v FROM main.zoo.pens WHERE id > 1",
  "CREATE FUNCTION main.zoo.f(x INT, y STRING DEFAULT 'a' COMMENT 'why') RETURNS STRING COMMENT 'Does.' RETURN x || y",
  "CREATE FUNCTION main.zoo.rows(x INT) RETURNS TABLE(a INT COMMENT 'aa', b STRING) RETURN SELECT x, 'b'",
];

/** A workspace in which all of that stands. */
export async function startZoo() {
  const people = await startWithPeople();
  for (const statement of MADE) await people.analyst.rows(statement);
  return people;
}

/** Rows as lines of name and value, those that differ from run to run without their value. */
export async function told(client: WorkspaceClient, statement: string): Promise<string[]> {
  const rows = await client.rows(statement);
  return rows.map(([name, value, comment]) =>
    [name, /(Created|Updated) (Time|At)/.test(name ?? '') ? '…' : value, comment].filter((cell) => cell).join(' | '),
  );
}

export async function columnsOf(client: WorkspaceClient, statement: string): Promise<string[]> {
  const { manifest } = await client.execute(statement);
  return (manifest?.schema.columns ?? []).map(({ name, type_text }) => `${name} ${type_text}`);
}

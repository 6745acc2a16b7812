import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { ADMIN, ANALYST, INTERN, lacks, type People, startWithPeople, UNITY } from './grants.ts';

let people: People;
const use = `GRANT USE CATALOG, USE SCHEMA ON CATALOG main TO \`${INTERN}\``;

describe('another name', () => {
  it('keeps grants and owner, over a restart too, and leaves nothing under the old one', async () => {
    await using directory = await temporaryDirectory();
    {
      await using first = await startWithPeople({ dataDirectory: directory.path });
      for (const statement of [
        use,
        'CREATE TABLE main.default.t AS SELECT 7 AS a',
        'CREATE VIEW main.default.v AS SELECT 8 AS a',
        `GRANT SELECT ON TABLE main.default.t TO \`${INTERN}\``,
        `GRANT SELECT ON VIEW main.default.v TO \`${INTERN}\``,
        `ALTER TABLE main.default.t OWNER TO \`${ADMIN}\``,
        'ALTER TABLE main.default.t RENAME TO main.default.u',
        'ALTER VIEW main.default.v RENAME TO w',
        'CREATE TABLE main.default.t AS SELECT 9 AS a',
      ])
        await first.analyst.rows(statement);
    }
    await using again = await startWithPeople({ dataDirectory: directory.path });
    expect(await again.intern.rows('SELECT a FROM main.default.u')).toEqual([['7']]);
    expect(await again.intern.rows('SELECT a FROM main.default.w')).toEqual([['8']]);
    expect(await again.intern.failure('SELECT a FROM main.default.t')).toBe(lacks('SELECT', "Table 'main.default.t'"));
    expect(await again.intern.failure('SELECT a FROM main.default.v')).toContain('[TABLE_OR_VIEW_NOT_FOUND]');
    expect(await again.intern.get(`${UNITY}/tables/main.default.u`)).toMatchObject({
      owner: ADMIN,
      created_by: ANALYST,
    });
  });
});

describe('statements about what is there', () => {
  beforeAll(async () => {
    people = await startWithPeople();
    await people.analyst.rows(use);
    await people.analyst.rows('CREATE TABLE main.default.t AS SELECT 7 AS a');
    await people.analyst.rows('CREATE VIEW main.default.v AS SELECT 8 AS a');
  });
  afterAll(() => people.workspace.close());

  it('rename with MANAGE alone, and not with MODIFY', async () => {
    await people.analyst.rows(`GRANT MODIFY ON TABLE main.default.t TO \`${INTERN}\``);
    const rename = 'ALTER TABLE main.default.t RENAME TO s';
    expect(await people.intern.failure(rename)).toBe(lacks('MANAGE', "Table 'main.default.t'"));
    await people.analyst.rows(`GRANT MANAGE ON TABLE main.default.t TO \`${INTERN}\``);
    await people.analyst.rows(`REVOKE MODIFY ON TABLE main.default.t FROM \`${INTERN}\``);
    expect(await people.intern.failure(rename)).toMatch(/^SUCCEEDED/);
    expect(await people.intern.failure('ALTER TABLE main.default.s RENAME TO t')).toMatch(/^SUCCEEDED/);
  });

  it('keep what was granted on a view that gets another query, which its owner gives it', async () => {
    await people.analyst.rows('CREATE VIEW main.default.lens AS SELECT 1 AS a');
    await people.analyst.rows(`GRANT SELECT, MANAGE ON VIEW main.default.lens TO \`${INTERN}\``);
    const change = 'ALTER VIEW main.default.lens AS SELECT 2 AS b';
    expect(await people.intern.failure(change)).toContain("User is not an owner of Table 'main.default.lens'.");
    await people.analyst.rows(change);
    expect(await people.intern.rows('SELECT b FROM main.default.lens')).toEqual([['2']]);
  });

  it('give a schema its comment', async () => {
    await people.analyst.rows("COMMENT ON SCHEMA main.default IS 'what is ours'");
    expect(await people.analyst.rows('DESCRIBE SCHEMA main.default')).toContainEqual(['Comment', 'what is ours']);
    await people.analyst.rows('COMMENT ON DATABASE main.default IS NULL');
    expect(await people.analyst.rows('DESCRIBE SCHEMA main.default')).toContainEqual(['Comment', '']);
  });

  it('tell a new owner to who gave it away', async () => {
    await people.analyst.rows('CREATE TABLE main.default.gift (a INT)');
    await people.analyst.rows(`ALTER TABLE main.default.gift OWNER TO \`${INTERN}\``);
    const { status, json } = await people.intern.call('PATCH', `${UNITY}/tables/main.default.gift`, { owner: ADMIN });
    expect({ status, json }).toMatchObject({ status: 200, json: { owner: ADMIN } });
    expect(await people.intern.refused('GET', `${UNITY}/tables/main.default.gift`)).toMatchObject({ status: 403 });
  });

  it.each([
    ['DENY SELECT ON TABLE main.default.t TO analysts', '[UC_COMMAND_NOT_SUPPORTED.WITHOUT_RECOMMENDATION]', '0AKUC'],
    ['ALTER VIEW main.default.t RENAME TO x', '[EXPECT_VIEW_NOT_TABLE.NO_ALTERNATIVE]', '42809'],
    ['ALTER TABLE main.default.v RENAME TO x', '[EXPECT_TABLE_NOT_VIEW.NO_ALTERNATIVE]', '42809'],
    ['ALTER TABLE main.default.t RENAME TO v', '[TABLE_OR_VIEW_ALREADY_EXISTS]', '42P07'],
    [
      "CREATE TABLE main.default.x (a INT DEFAULT (SELECT 1)) TBLPROPERTIES ('delta.feature.allowColumnDefaults' = 'supported')",
      '[INVALID_DEFAULT_VALUE.SUBQUERY_EXPRESSION]',
      '42623',
    ],
    [
      'ALTER TABLE main.default.t ALTER COLUMN a SET DEFAULT (SELECT 1)',
      '[INVALID_DEFAULT_VALUE.SUBQUERY_EXPRESSION]',
      '42623',
    ],
    ['ALTER TABLE main.default.t ADD CONSTRAINT c CHECK (EXISTS (SELECT 1))', 'compute a subquery', '0A000'],
    ['CREATE VOLUME main.default.files', 'compute CREATE VOLUME', '0A000'],
    ['DROP VOLUME main.default.files', 'compute DROP VOLUME', '0A000'],
    ["LIST '/Volumes/main/default/files'", 'compute LIST statements', '0A000'],
    ["ALTER TABLE main.default.t SET TAGS ('k' = 'v')", 'compute ALTER TABLE … SET TAGS', '0A000'],
    ["ALTER TABLE main.default.t ALTER COLUMN a SET TAGS ('k' = 'v')", 'compute ALTER COLUMN … SET', '0A000'],
    ["SET TAG ON TABLE main.default.t k = 'v'", 'compute SET TAG', '0A000'],
    ["COMMENT ON CATALOG main IS 'x'", 'compute COMMENT ON CATALOG', '0A000'],
    ['ALTER TABLE main.default.t DROP COLUMN a', '[DELTA_UNSUPPORTED_DROP_COLUMN]', '0AKDC'],
    ['CREATE CATALOG x', 'compute CREATE CATALOG', '0A000'],
    ['UNDROP TABLE main.default.t', 'compute UNDROP statements', '0A000'],
  ])('refuse by name: %s', async (statement, message, state) => {
    const { status } = await people.analyst.execute(statement);
    expect(status).toMatchObject({ state: 'FAILED', sql_state: state });
    expect(status.error?.message).toContain(message);
  });
});

import { describe, expect, it } from 'vitest';
import { openClient } from './open-client.ts';

const client = await openClient();

// What Spark answers to scripts is in data/scripts.jsonl.
describe('a script', () => {
  it('keeps what it wrote before it failed, and says where in its text that was', async () => {
    const script =
      'BEGIN\n  CREATE TABLE main.default.log (a INT);\n  INSERT INTO main.default.log VALUES (1);\n  SELECT nope FROM main.default.log;\nEND';
    expect(await client.failure(script)).toMatch(/UNRESOLVED_COLUMN.*line 4 pos 9$/s);
    expect(await client.rows('SELECT * FROM main.default.log')).toEqual([['1']]);
  });

  it('tells of a mistake before it has done anything', async () => {
    expect(await client.failure('BEGIN CREATE TABLE main.default.early (a INT); SELECT 1 +; END')).toContain(
      '[PARSE_SYNTAX_ERROR]',
    );
    expect(await client.failure('SELECT * FROM main.default.early')).toContain('TABLE_OR_VIEW_NOT_FOUND');
  });

  it('cannot handle what is not computed here', async () => {
    const script = "BEGIN DECLARE EXIT HANDLER FOR SQLEXCEPTION SELECT 'handled'; SELECT rand(42); END";
    expect(await client.failure(script)).toContain('[UNSUPPORTED_FEATURE.LOCAL_WORKSPACE]');
  });

  it('uses the schema that it says, until its end', async () => {
    await client.rows('CREATE SCHEMA main.nook');
    expect(await client.rows('BEGIN USE SCHEMA main.nook; SELECT current_schema(); END')).toEqual([['nook']]);
    expect(await client.rows('SELECT current_schema()')).toEqual([['default']]);
  });

  it('gives a parameter to each of its statements', async () => {
    const parameters = [{ name: 'n', type: 'INT', value: '3' }];
    const script = 'BEGIN DECLARE x INT DEFAULT :n; SET x = x + :n; SELECT x AS x LIMIT :n; END';
    expect(await client.rows(script, { parameters })).toEqual([['6']]);
  });

  it('puts a value into EXECUTE IMMEDIATE that does not run together with what stands beside it', async () => {
    expect(await client.rows("EXECUTE IMMEDIATE 'SELECT 10 -?, 2' USING -5")).toEqual([['15', '2']]);
    expect(await client.rows("EXECUTE IMMEDIATE 'SELECT?' USING 5")).toEqual([['5']]);
  });

  it('shows EXECUTE IMMEDIATE no parameters but those that it is given', async () => {
    const parameters = [{ name: 'p', value: '7', type: 'INT' }];
    const given = await client.rows("EXECUTE IMMEDIATE 'SELECT :p' USING :p + 1 AS p", { parameters });
    expect(given).toEqual([['8']]);
    expect(await client.failure("EXECUTE IMMEDIATE 'SELECT :p'", { parameters })).toContain('[UNBOUND_SQL_PARAMETER]');
  });

  it('keeps the sign of zero in a variable', async () => {
    expect(await client.rows('BEGIN DECLARE x DOUBLE DEFAULT -0.0D; SELECT x; END')).toEqual([['-0.0']]);
  });

  it.each([
    'CREATE VIEW main.default.kept AS SELECT x AS a',
    'CREATE FUNCTION main.default.kept() RETURNS INT RETURN x',
    'CREATE TABLE main.default.kept (a INT, b INT GENERATED ALWAYS AS (x))',
  ])('leaves no variable in what is kept: %s', async (made) => {
    expect(await client.failure(`BEGIN DECLARE x INT DEFAULT 5; ${made}; END`)).toContain('[UNRESOLVED_COLUMN');
  });

  it('lets others have their turn while FOR does nothing', async () => {
    const script = `BEGIN FOR r AS SELECT * FROM range(10000) DO ${'BEGIN END; '.repeat(200)} END FOR; END`;
    const { statement_id: id } = await client.execute(script, { wait_timeout: '0s' });
    await client.call('POST', `/api/2.0/sql/statements/${id}/cancel`);
    await expect.poll(async () => (await client.result(id)).status.state).toBe('CANCELED');
  });

  it('refuses a result too long to be held', async () => {
    expect(await client.failure('BEGIN SELECT * FROM range(10001); END')).toContain('more than 10000 rows');
    expect(await client.rows('BEGIN SELECT * FROM range(10001); SELECT 1; END')).toEqual([['1']]);
  });

  it.each(['LOOP END LOOP', 'WHILE true DO SELECT 1; END WHILE'])('can be cancelled: %s', async (loop) => {
    const { statement_id: id } = await client.execute(`BEGIN ${loop}; END`, { wait_timeout: '0s' });
    await client.call('POST', `/api/2.0/sql/statements/${id}/cancel`);
    await expect.poll(async () => (await client.result(id)).status.state).toBe('CANCELED');
  });
});

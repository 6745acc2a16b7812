import { describe, expect, it } from 'vitest';
import { openClient } from './open-client.ts';

const PATH = '/api/2.0/sql/statements';
const ENDLESS = 'SELECT count(*) AS c FROM range(100000000) a CROSS JOIN range(1000000) b WHERE a.id * b.id = -1';
// Of one row, where no subquery can stand. The engine lets go of it only every hundred thousand rows.
const SLOW = Array.from({ length: 20 }, (_, index) => `sin(id + ${index})`).join(' + ');

const client = await openClient();

const stateOf = async (id: string) => (await client.get(`${PATH}/${id}`)).status;

/** Begins statements that never end, and ends them after the work. */
async function during(statements: readonly string[], work: (ids: readonly string[]) => Promise<void>): Promise<void> {
  const sent = await Promise.all(statements.map((statement) => client.execute(statement, { wait_timeout: '0s' })));
  const ids = sent.map(({ statement_id }) => statement_id);
  const is = (state: string) => async (id: string) => expect.poll(() => stateOf(id)).toEqual({ state });
  try {
    await Promise.all(ids.map(is('RUNNING')));
    await work(ids);
  } finally {
    for (const id of ids) await client.call('POST', `${PATH}/${id}/cancel`);
    await Promise.all(ids.map(is('CANCELED')));
  }
}

describe('while one write takes long', () => {
  it('others of other tables, and grants, do not wait for it', async () => {
    await client.rows('CREATE TABLE main.default.other (id BIGINT)');
    await during([`CREATE OR REPLACE TABLE main.default.slow AS ${ENDLESS}`], async () => {
      await client.rows('INSERT INTO main.default.other VALUES (1)');
      await client.rows('CREATE TABLE main.default.made AS SELECT * FROM main.default.other');
      await client.rows("COMMENT ON TABLE main.default.other IS 'another'");
      await client.rows('CREATE VIEW main.default.seen AS SELECT * FROM main.default.made');
      await client.rows('CREATE SCHEMA main.beside');
      await client.rows('GRANT SELECT ON TABLE main.default.other TO `account users`');
      const path = '/api/2.1/unity-catalog/permissions/table/main.default.made';
      const changes = [{ principal: 'account users', add: ['SELECT'] }];
      expect(await client.call('PATCH', path, { changes })).toMatchObject({ status: 200 });
      await client.rows('DROP SCHEMA main.beside');
      expect(await client.rows('SELECT id FROM main.default.seen')).toEqual([['1']]);
    });
  });

  it.each([
    [
      'MERGE',
      'CREATE TABLE main.default.merged (c BIGINT)',
      `MERGE INTO main.default.merged AS m USING (${ENDLESS}) AS s ON m.c = s.c WHEN NOT MATCHED THEN INSERT *`,
    ],
    [
      'a new CHECK',
      'CREATE TABLE main.default.checked AS SELECT id FROM range(10000000)',
      `ALTER TABLE main.default.checked ADD CONSTRAINT slow CHECK (${SLOW} < 1000)`,
    ],
  ])('that is %s, grants do not wait for it', async (_what, table, slow) => {
    await client.rows(table);
    await during([slow], async ([id = '']) => {
      await client.rows('GRANT SELECT ON SCHEMA main.default TO `account users`');
      expect(await stateOf(id)).toEqual({ state: 'RUNNING' });
    });
  });

  it('one of the same table waits, and can be cancelled', async () => {
    await client.rows('CREATE TABLE main.default.busy (c BIGINT)');
    await during([`INSERT INTO main.default.busy ${ENDLESS}`], async () => {
      const { statement_id } = await client.execute('DROP TABLE main.default.busy', { wait_timeout: '5s' });
      expect(await stateOf(statement_id)).toEqual({ state: 'PENDING' });
      await client.call('POST', `${PATH}/${statement_id}/cancel`);
      expect(await stateOf(statement_id)).toEqual({ state: 'CANCELED' });
    });
    expect(await client.rows('DROP TABLE main.default.busy')).toEqual([]);
  });
});

describe('many writes at once', () => {
  it('of one table all come through, in whatever order', async () => {
    await client.rows('CREATE TABLE main.default.counted (id BIGINT)');
    const inserts = Array.from({ length: 30 }, (_, id) => `INSERT INTO main.default.counted VALUES (${id})`);
    const updates = Array.from({ length: 10 }, () => 'UPDATE main.default.counted SET id = id + 100');
    await Promise.all([...inserts, ...updates].map((statement) => client.rows(statement)));
    expect(await client.rows('SELECT count(*) FROM main.default.counted')).toEqual([['30']]);
  });

  it('that make and drop tables, schemas and grants all come through', async () => {
    const one = async (index: number): Promise<void> => {
      const schema = `main.many${index % 3}`;
      await client.rows(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
      for (let round = 0; round < 4; round += 1) {
        const table = `${schema}.t${index}`;
        await client.rows(`CREATE OR REPLACE TABLE ${table} AS SELECT id FROM range(100)`);
        await client.rows(`GRANT SELECT ON TABLE ${table} TO \`account users\``);
        await client.rows(`INSERT INTO ${table} SELECT count(*) FROM samples.tpch.nation`);
        expect(await client.rows(`SELECT count(*) FROM ${table}`)).toEqual([['101']]);
        await client.rows(`DROP TABLE ${table}`);
      }
    };
    await Promise.all(Array.from({ length: 9 }, (_, index) => one(index)));
    for (const index of [0, 1, 2]) await client.rows(`DROP SCHEMA main.many${index}`);
  });
});

describe('while eight queries take long', () => {
  it('another is answered, and what needs no rows as well', async () => {
    await during(
      Array.from({ length: 8 }, () => ENDLESS),
      async () => {
        expect(await client.rows('SELECT 1')).toEqual([['1']]);
        expect(await client.failure('SELEC 1')).toContain('PARSE_SYNTAX_ERROR');
        expect(await client.rows("SHOW TABLES IN samples.tpch LIKE 'nation'")).toHaveLength(1);
        await client.rows('CREATE TABLE main.default.quick (id BIGINT)');
      },
    );
  });

  it('even when there is no place left for rows', async () => {
    await during(
      Array.from({ length: 12 }, () => ENDLESS),
      async () => {
        expect(await client.failure('SELEC 1')).toContain('PARSE_SYNTAX_ERROR');
        expect(await client.rows('DESCRIBE samples.tpch.nation')).toHaveLength(4);
        await client.rows('CREATE TABLE main.default.last (id BIGINT)');
      },
    );
  });
});

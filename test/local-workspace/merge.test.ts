import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { columnLineage } from '../../src/databricks-api/lineage.ts';
import { INTERN, lacks, type People, startWithPeople } from './grants.ts';

let people: People;
const rows = (text: string) => people.analyst.rows(text);
const failure = (text: string) => people.analyst.failure(text);
const target = () => rows('SELECT * FROM main.m.t ORDER BY id, v');

beforeAll(async () => {
  people = await startWithPeople();
  await rows('CREATE SCHEMA main.m');
});
afterAll(() => people.workspace.close());
beforeEach(async () => {
  await rows('CREATE OR REPLACE TABLE main.m.t (id INT NOT NULL, v STRING, n DECIMAL(5,1))');
  await rows("INSERT INTO main.m.t VALUES (1, 'a', 1.5), (2, 'b', 2.5), (3, 'c', 3.5)");
  await rows('CREATE OR REPLACE TABLE main.m.s (id INT, v STRING, n DOUBLE)');
  await rows("INSERT INTO main.m.s VALUES (2, 'B', 20.25), (3, 'C', 30), (9, 'I', 90), (10, NULL, NULL)");
});

describe('what MERGE does', () => {
  it('takes the first clause that fits, and counts each kind of change', async () => {
    const answer = await people.analyst.execute(`
      MERGE INTO main.m.t USING main.m.s AS src ON t.id = src.id
      WHEN MATCHED AND src.v = 'C' THEN DELETE
      WHEN MATCHED THEN UPDATE SET t.v = concat(t.v, src.v), n = src.n
      WHEN NOT MATCHED AND src.v IS NULL THEN INSERT (id) VALUES (src.id * 10)
      WHEN NOT MATCHED BY TARGET THEN INSERT (v, id) VALUES (src.v, src.id)
      WHEN NOT MATCHED BY SOURCE AND t.id > 1 THEN DELETE
      WHEN NOT MATCHED BY SOURCE THEN UPDATE SET v = 'alone'`);
    expect(answer.status).toEqual({ state: 'SUCCEEDED' });
    const columns = answer.manifest?.schema.columns ?? [];
    expect(columns.map(({ name, type_text }) => `${name} ${type_text}`)).toEqual([
      'num_affected_rows BIGINT',
      'num_updated_rows BIGINT',
      'num_deleted_rows BIGINT',
      'num_inserted_rows BIGINT',
    ]);
    expect(answer.result?.data_array).toEqual([['5', '2', '1', '2']]);
    expect(await target()).toEqual([
      ['1', 'alone', '1.5'],
      ['2', 'bB', '20.3'],
      ['9', 'I', null],
      ['100', null, null],
    ]);
  });

  it('writes every column by its name where it says *', async () => {
    const merge = `MERGE INTO main.m.t AS x USING (SELECT n, v, id, 1 AS more FROM main.m.s WHERE id IN (2, 9)) y ON x.id = y.id
      WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *`;
    expect(await rows(merge)).toEqual([['2', '1', '0', '1']]);
    expect(await target()).toEqual([
      ['1', 'a', '1.5'],
      ['2', 'B', '20.3'],
      ['3', 'c', '3.5'],
      ['9', 'I', '90.0'],
    ]);
    expect(
      await failure(
        'MERGE INTO main.m.t USING (SELECT id FROM main.m.s) s ON t.id = s.id WHEN NOT MATCHED THEN INSERT *',
      ),
    ).toContain('[DELTA_MERGE_UNRESOLVED_EXPRESSION] Cannot resolve v in INSERT clause given columns id.');
  });

  it.each([
    ['an empty source', '(SELECT * FROM main.m.s WHERE false)', 'true', ['3', '0', '3', '0']],
    ['a condition that never holds', 'main.m.s', 'false', ['7', '0', '3', '4']],
    ['a condition that is NULL', 'main.m.s', 'NULL', ['7', '0', '3', '4']],
    ['the target itself', 'main.m.t', 't.id < s.id AND t.id = 1 AND s.id = 2', ['5', '1', '2', '2']],
  ])('pairs the rows of %s', async (_what, source, on, counts) => {
    const merge = `MERGE INTO main.m.t t USING ${source} s ON ${on} WHEN MATCHED THEN UPDATE SET v = s.v
      WHEN NOT MATCHED THEN INSERT (id, v) VALUES (s.id, s.v) WHEN NOT MATCHED BY SOURCE THEN DELETE`;
    expect(await rows(merge)).toEqual([counts]);
  });

  it('refuses two rows of the source for one of the target, and leaves everything as it was', async () => {
    const twice = "(SELECT 1 AS id, 'x' AS v UNION ALL SELECT 1, 'y') s";
    const merge = (clauses: string) => `MERGE INTO main.m.t USING ${twice} ON t.id = s.id ${clauses}`;
    const before = await target();
    const failed = await people.analyst.execute(
      merge('WHEN MATCHED THEN UPDATE SET v = s.v WHEN NOT MATCHED BY SOURCE THEN DELETE'),
    );
    expect(failed.status).toMatchObject({ state: 'FAILED', sql_state: '21506' });
    expect(failed.status.error?.message).toMatch(
      /^\[DELTA_MULTIPLE_SOURCE_ROW_MATCHING_TARGET_ROW_IN_MERGE\] Cannot perform Merge as multiple source rows matched .* SQLSTATE: 21506$/,
    );
    expect(await target()).toEqual(before);
    // Only rows that a clause is about count, and a deletion of all of them is no conflict.
    expect(await rows(merge("WHEN MATCHED AND s.v = 'y' THEN UPDATE SET v = s.v"))).toEqual([['1', '1', '0', '0']]);
    expect(await rows(merge('WHEN MATCHED THEN DELETE'))).toEqual([['1', '0', '1', '0']]);
  });

  it('undoes all of it where one value does not fit', async () => {
    const before = await target();
    const merge = (insert: string) => `MERGE INTO main.m.t USING main.m.s ON t.id = s.id
      WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT ${insert}`;
    expect(await failure(merge('(v) VALUES (s.v)'))).toContain('[DELTA_NOT_NULL_CONSTRAINT_VIOLATED]');
    expect(await failure(merge('(id, n) VALUES (s.id, s.n * 1000)'))).toContain('SQLSTATE: 22003');
    expect(await target()).toEqual(before);
  });
});

describe('what MERGE refuses', () => {
  const on = 'MERGE INTO main.m.t USING main.m.s ON t.id = s.id';
  it.each([
    ['MERGE INTO main.m.t USING main.m.s ON t.id = s.id', 'MERGE_WITHOUT_WHEN'],
    [`${on} WHEN MATCHED THEN DELETE WHEN MATCHED THEN UPDATE SET v = 'x'`, 'NON_LAST_MATCHED_CLAUSE_OMIT_CONDITION'],
    [`${on} WHEN MATCHED THEN INSERT (id) VALUES (1)`, "Syntax error at or near 'INSERT'"],
    [`${on} WHEN NOT MATCHED THEN DELETE`, "Syntax error at or near 'DELETE'"],
    [`${on} WHEN MATCHED THEN UPDATE SET v = v`, 'AMBIGUOUS_REFERENCE'],
    [`${on} WHEN MATCHED THEN UPDATE SET nope = s.v`, 'DELTA_MERGE_UNRESOLVED_EXPRESSION'],
    [`${on} WHEN MATCHED THEN UPDATE SET v = s.v, v = 'x'`, 'DELTA_CONFLICT_SET_COLUMN'],
    [`${on} WHEN MATCHED THEN UPDATE SET id = s.v`, 'CAST_INVALID_INPUT'],
    [`${on} WHEN NOT MATCHED THEN INSERT (id, v) VALUES (t.id, 'x')`, 'DELTA_MERGE_UNRESOLVED_EXPRESSION'],
    [`${on} WHEN NOT MATCHED THEN INSERT (id, v) VALUES (1)`, 'MERGE_INSERT_VALUE_COUNT_MISMATCH'],
    [`${on} WHEN NOT MATCHED BY SOURCE THEN UPDATE SET v = s.v`, 'DELTA_MERGE_UNRESOLVED_EXPRESSION'],
    [`${on} AND EXISTS (SELECT 1) WHEN MATCHED THEN DELETE`, 'cannot compute a subquery in a condition'],
    [`${on} WHEN MATCHED THEN UPDATE SET v = max(s.v)`, 'DELTA_AGGREGATION_NOT_SUPPORTED'],
    ['MERGE WITH SCHEMA EVOLUTION INTO main.m.t USING main.m.s ON true WHEN MATCHED THEN DELETE', 'SCHEMA EVOLUTION'],
    [`MERGE INTO samples.tpch.region USING main.m.s ON true WHEN MATCHED THEN DELETE`, 'INSUFFICIENT_PERMISSIONS'],
  ])('%s', async (merge, error) => {
    expect(await failure(merge)).toContain(error);
  });
});

it('needs MODIFY and SELECT on the target and SELECT on the source', async () => {
  const merge = () =>
    people.intern.failure('MERGE INTO main.m.t USING main.m.s ON t.id = s.id WHEN MATCHED THEN UPDATE SET v = s.v');
  const grant = (what: string) => rows(`GRANT ${what} TO \`${INTERN}\``);
  await grant('USE CATALOG ON CATALOG main');
  await grant('USE SCHEMA ON SCHEMA main.m');
  expect(await merge()).toBe(lacks('MODIFY', "Table 'main.m.t'"));
  await grant('MODIFY ON TABLE main.m.t');
  expect(await merge()).toBe(lacks('SELECT', "Table 'main.m.s'"));
  await grant('SELECT ON TABLE main.m.s');
  expect(await merge()).toBe(lacks('SELECT', "Table 'main.m.t'"));
  await grant('SELECT ON TABLE main.m.t');
  expect(await merge()).toBe('SUCCEEDED: [["2","2","0","0"]]');
});

it('leaves its lineage, by table and by column, and its kind in the history', async () => {
  await rows('CREATE TABLE main.m.lined (id INT, v STRING, n STRING, other STRING)');
  const merge = `MERGE INTO main.m.lined l USING (SELECT r_regionkey AS k, r_name, concat(r_comment, n_name) AS both
      FROM samples.tpch.region JOIN samples.tpch.nation ON n_regionkey = r_regionkey AND n_nationkey < 5) s ON l.id = s.k
    WHEN MATCHED THEN UPDATE SET v = s.r_name
    WHEN NOT MATCHED THEN INSERT (id, n) VALUES (s.k, s.both)
    WHEN NOT MATCHED BY SOURCE THEN UPDATE SET other = l.v`;
  const { statement_id: id } = await people.analyst.execute(merge);
  const up = async (column: string) => {
    const path = `/api/2.0/lineage-tracking/column-lineage?table_name=main.m.lined&column_name=${column}`;
    const { upstream_cols } = columnLineage.parse(await people.analyst.get(path));
    return (upstream_cols ?? []).map((each) => `${each.table_name}.${each.name}`).sort();
  };
  expect(await up('id')).toEqual(['region.r_regionkey']);
  expect(await up('v')).toEqual(['region.r_name']);
  expect(await up('n')).toEqual(['nation.n_name', 'region.r_comment']);
  expect(await up('other')).toEqual([]);
  expect(await people.analyst.get('/api/2.0/lineage-tracking/table-lineage?table_name=main.m.lined')).toMatchObject({
    upstreams: [{ tableInfo: { name: 'region' } }, { tableInfo: { name: 'nation' } }],
  });
  const told = (table: string, columns: string) =>
    people.admin.rows(
      `SELECT ${columns} FROM system.access.${table} WHERE target_table_full_name = 'main.m.lined' AND statement_id = '${id}' ORDER BY 1`,
    );
  expect(await told('table_lineage', 'source_table_full_name')).toEqual([
    ['samples.tpch.nation'],
    ['samples.tpch.region'],
  ]);
  expect(await told('column_lineage', 'source_column_name, target_column_name')).toEqual([
    ['n_name', 'n'],
    ['r_comment', 'n'],
    ['r_name', 'v'],
    ['r_regionkey', 'id'],
  ]);
  const history = await people.analyst.get('/api/2.0/sql/history/queries?max_results=1');
  expect(JSON.stringify(history)).toContain('"statement_type":"MERGE"');
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { INTERN, type People, UNITY } from './grants.ts';
import type { WorkspaceClient } from './workspace-client.ts';
import { columnsOf, startZoo } from './zoo.ts';

let people: People;
let analyst: WorkspaceClient;
beforeAll(async () => {
  people = await startZoo();
  analyst = people.analyst;
});
afterAll(() => people.workspace.close());

const from = (relation: string, wanted: string, where: string): Promise<unknown[][]> =>
  analyst.rows(`SELECT ${wanted} FROM main.information_schema.${relation} WHERE ${where}`);

describe('information_schema', () => {
  it('tells columns as DESCRIBE and REST tell them', async () => {
    const told = await from(
      'columns',
      'column_name, full_data_type, comment',
      "table_schema = 'zoo' AND table_name = 'pens'",
    );
    expect(told).toEqual((await analyst.rows('DESCRIBE main.zoo.pens')).slice(0, told.length));
    const { columns } = z
      .object({
        columns: z.array(z.object({ name: z.string(), type_text: z.string(), comment: z.string().optional() })),
      })
      .parse(await analyst.get(`${UNITY}/tables/main.zoo.pens`));
    expect(columns.map(({ name, type_text, comment = null }) => [name, type_text, comment])).toEqual(told);
  });

  // docs.databricks.com, information schema, COLUMNS.
  it('tells what a column is made of', async () => {
    const made =
      'column_name, is_nullable, column_default, data_type, numeric_precision, numeric_precision_radix, numeric_scale, datetime_precision, partition_ordinal_position';
    expect(
      await from(
        'columns',
        made,
        "table_name = 'pens' AND column_name IN ('id', 'v', 'n', 'd') ORDER BY ordinal_position",
      ),
    ).toEqual([
      ['id', 'NO', null, 'LONG', '64', '2', '0', null, null],
      ['v', 'YES', "'x'", 'STRING', null, null, null, null, null],
      ['n', 'YES', null, 'DECIMAL', '6', '10', '2', null, null],
      ['d', 'YES', null, 'DATE', null, null, null, '0', '1'],
    ]);
  });

  it('tells functions, their parameters and their columns, and what stands in them to their owner', async () => {
    const routines = 'routine_name, routine_type, data_type, full_data_type, routine_definition, comment';
    expect(await from('routines', routines, "routine_schema = 'zoo' ORDER BY 1")).toEqual([
      ['f', 'FUNCTION', 'STRING', 'string', 'x || y', 'Does.'],
      ['rows', 'FUNCTION', 'TABLE', 'TABLE', "SELECT x, 'b'", null],
    ]);
    expect(
      await from(
        'parameters',
        'specific_name, ordinal_position, parameter_name, full_data_type, parameter_default, comment',
        'true ORDER BY 1, 2',
      ),
    ).toEqual([
      ['f', '1', 'x', 'int', null, null],
      ['f', '2', 'y', 'string', "'a'", 'why'],
      ['rows', '1', 'x', 'int', null, null],
    ]);
    expect(
      await from(
        'routine_columns',
        'specific_name, ordinal_position, column_name, data_type, comment',
        'true ORDER BY 2',
      ),
    ).toEqual([
      ['rows', '1', 'a', 'INT', 'aa'],
      ['rows', '2', 'b', 'STRING', null],
    ]);
    for (const grant of [
      'USE CATALOG ON CATALOG main',
      'USE SCHEMA ON SCHEMA main.zoo',
      'EXECUTE ON FUNCTION main.zoo.f',
    ])
      await analyst.rows(`GRANT ${grant} TO \`${INTERN}\``);
    expect(await people.intern.rows(`SELECT ${routines} FROM main.information_schema.routines`)).toEqual([
      ['f', 'FUNCTION', 'STRING', 'string', null, 'Does.'],
    ]);
    expect(
      await people.intern.rows('SELECT specific_name, parameter_name FROM main.information_schema.parameters'),
    ).toHaveLength(2);
    expect(
      await from(
        'routine_privileges',
        'grantee, routine_name, privilege_type, inherited_from',
        `grantee = '${INTERN}' AND inherited_from = 'NONE'`,
      ),
    ).toEqual([[INTERN, 'f', 'EXECUTE', 'NONE']]);
  });

  it('has what BI tools ask for: keys, tags and volumes, of which there are none', async () => {
    for (const name of ['table_constraints', 'key_column_usage', 'referential_constraints', 'constraint_column_usage'])
      expect(await from(name, '*', 'true')).toEqual([]);
    for (const name of ['table_tags', 'column_tags', 'schema_tags', 'volumes', 'check_constraints'])
      expect(await from(name, '*', 'true')).toEqual([]);
    expect((await columnsOf(analyst, 'SELECT * FROM main.information_schema.key_column_usage')).slice(-3)).toEqual([
      'column_name STRING',
      'ordinal_position INT',
      'position_in_unique_constraint INT',
    ]);
    expect(await from('information_schema_catalog_name', '*', 'true')).toEqual([['main']]);
  });

  it('describes itself: every relation is one of its tables, with the columns that a query of it gives', async () => {
    const relations = (await analyst.rows('SHOW TABLES IN main.information_schema')).map((row) => row[1]);
    expect(relations.length).toBeGreaterThan(20);
    for (const name of relations) {
      const full = `main.information_schema.${name}`;
      expect(await analyst.rows(`DESCRIBE ${full}`)).toEqual(
        (await columnsOf(analyst, `SELECT * FROM ${full} LIMIT 1`)).map((column) => {
          const [own, type = ''] = column.split(' ');
          return [own, type.toLowerCase(), null];
        }),
      );
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { People } from './grants.ts';
import type { WorkspaceClient } from './workspace-client.ts';
import { columnsOf, startZoo, told } from './zoo.ts';

let people: People;
let analyst: WorkspaceClient;
beforeAll(async () => {
  people = await startZoo();
  analyst = people.analyst;
});
afterAll(() => people.workspace.close());

describe('SHOW', () => {
  it.each(['pens', 'numbered', 'seen'])('CREATE TABLE, run again, makes the same: %s', async (name) => {
    const all = async () => [
      await analyst.rows(`SHOW CREATE TABLE main.zoo.${name}`),
      await told(analyst, `DESCRIBE EXTENDED main.zoo.${name}`),
      (await analyst.rows(`DESCRIBE EXTENDED main.zoo.${name} AS JSON`))
        .join()
        .replaceAll(/"created_time":"[^"]*"/g, ''),
    ];
    const before = await all();
    const [[statement = ''] = []] = await analyst.rows(`SHOW CREATE TABLE main.zoo.${name}`);
    await analyst.rows(`DROP ${name === 'seen' ? 'VIEW' : 'TABLE'} main.zoo.${name}`);
    await analyst.rows(statement ?? '');
    expect(await all()).toEqual(before);
  });

  it('CREATE TABLE makes rules that hold', async () => {
    expect(await analyst.rows('SHOW CREATE TABLE main.zoo.numbered')).toEqual([
      [
        'CREATE TABLE main.zoo.numbered (\n  id BIGINT GENERATED ALWAYS AS IDENTITY (START WITH 5 INCREMENT BY -2),\n  v STRING)\nUSING delta\nCLUSTER BY (v)\n',
      ],
    ]);
    expect(await analyst.failure('INSERT INTO main.zoo.pens (id) VALUES (0)')).toContain(
      'CHECK constraint pos (id > 0)',
    );
    await analyst.rows(
      "INSERT INTO main.zoo.pens (id, d) VALUES (3, NULL), (3, DATE'2024-01-02'), (4, DATE'2024-01-02')",
    );
    expect(await analyst.rows('SELECT DISTINCT v, g FROM main.zoo.pens ORDER BY g')).toEqual([
      ['x', '6'],
      ['x', '8'],
    ]);
    await analyst.rows("INSERT INTO main.zoo.numbered (v) VALUES ('a'), ('b')");
    expect(await analyst.rows('SELECT id FROM main.zoo.numbered ORDER BY id')).toEqual([['3'], ['5']]);
  });

  it('PARTITIONS gives the values that there are, and Delta’s error where there are no partitions', async () => {
    expect(await columnsOf(analyst, 'SHOW PARTITIONS main.zoo.pens')).toEqual(['d DATE']);
    expect((await analyst.rows('SHOW PARTITIONS main.zoo.pens')).flat().sort()).toEqual(['2024-01-02', null]);
    expect(await analyst.failure('SHOW PARTITIONS main.zoo.numbered')).toContain(
      '[DELTA_SHOW_PARTITION_IN_NON_PARTITIONED_TABLE]',
    );
  });

  it('TABLE EXTENDED tells each table that one may describe, with its schema', async () => {
    const [[database, name, temporary, information] = []] = await analyst.rows(
      "SHOW TABLE EXTENDED IN main.zoo LIKE 'pe*|nope'",
    );
    expect([database, name, temporary]).toEqual(['zoo', 'pens', 'false']);
    expect(information).toMatch(
      /^Catalog: main\nDatabase: zoo\nTable: pens\nCreated Time: .*\nLast Access: UNKNOWN\nType: MANAGED\n/,
    );
    expect(information).toContain(
      'Schema: root\n |-- id: long (nullable = false)\n |-- v: string (nullable = true)\n |-- n: decimal(6,2) (nullable = true)\n',
    );
    expect(information).toContain(
      ' |-- b-c: struct (nullable = true)\n |    |-- a: integer (nullable = true)\n |    |-- d e: array (nullable = true)\n |    |    |-- element: string (containsNull = true)\n',
    );
  });

  it('FUNCTIONS, TBLPROPERTIES, COLUMNS, VOLUMES and where one is', async () => {
    expect(await analyst.rows('SHOW USER FUNCTIONS IN main.zoo')).toEqual([['main.zoo.f'], ['main.zoo.rows']]);
    expect(await analyst.rows("SHOW FUNCTIONS IN main.zoo LIKE 'f|abs'")).toEqual([['abs'], ['main.zoo.f']]);
    expect(await analyst.rows("SHOW SYSTEM FUNCTIONS LIKE 'tri*|f'")).toEqual([['trim']]);
    expect(await analyst.rows('SHOW ALL FUNCTIONS main.zoo.f')).toEqual([['main.zoo.f']]);
    expect(await analyst.rows('SHOW TBLPROPERTIES main.zoo.pens')).toEqual([
      ['delta.constraints.pos', 'id > 0'],
      ['delta.feature.allowColumnDefaults', 'supported'],
      ["k'", 'v'],
    ]);
    for (const place of [
      'main.zoo.numbered',
      'numbered IN main.zoo',
      'zoo.numbered FROM main.zoo',
      'main.zoo.numbered IN zoo',
    ])
      expect(await analyst.rows(`SHOW COLUMNS IN ${place}`)).toEqual([['id'], ['v']]);
    expect(await analyst.failure('SHOW COLUMNS IN zoo.pens IN default')).toContain(
      '[SHOW_COLUMNS_WITH_CONFLICT_NAMESPACE]',
    );
    expect(await columnsOf(analyst, 'SHOW VOLUMES IN main.zoo')).toEqual(['database STRING', 'volumeName STRING']);
    expect(await analyst.rows('SHOW CURRENT SCHEMA', { catalog: 'samples', schema: 'tpch' })).toEqual([
      ['samples', 'tpch'],
    ]);
    expect(await analyst.failure('SHOW TABLES DROPPED')).toContain('cannot compute SHOW TABLES DROPPED');
  });

  it('takes words such as EXTENDED for the names of tables that are called so', async () => {
    const at = { catalog: 'main', schema: 'zoo' };
    await analyst.rows('CREATE TABLE extended (history INT)', at);
    expect(await analyst.rows('DESCRIBE extended', at)).toEqual([['history', 'int', null]]);
    expect(await analyst.rows('DESCRIBE TABLE extended', at)).toEqual([['history', 'int', null]]);
    expect(await analyst.rows('DESCRIBE extended.x', at).catch(String)).toContain('TABLE_OR_VIEW_NOT_FOUND');
  });
});

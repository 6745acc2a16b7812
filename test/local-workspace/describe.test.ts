import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANALYST, INTERN, lacks, type People } from './grants.ts';
import type { WorkspaceClient } from './workspace-client.ts';
import { columnsOf, startZoo, told } from './zoo.ts';

let people: People;
let analyst: WorkspaceClient;
beforeAll(async () => {
  people = await startZoo();
  analyst = people.analyst;
});
afterAll(() => people.workspace.close());

// Shapes: Spark 4.2 with Delta 4.4, whose answers these are but for files, owners and what Delta adds.
describe('DESCRIBE', () => {
  const head = ["id | bigint | it's", 'v | string', 'n | decimal(6,2)', 'w | varchar(3)', 'c | char(4)'];
  const columns = [
    ...head,
    'b-c | struct<a:int,d e:array<string>>',
    'm | map<string,int>',
    'g | bigint',
    'd | date',
    '# Partition Information',
    '# col_name | data_type | comment',
    'd | date',
  ];

  it('tells columns and partitions, and with EXTENDED everything else that it knows', async () => {
    expect(await told(analyst, 'DESCRIBE main.zoo.pens')).toEqual(columns);
    for (const statement of ['DESCRIBE TABLE EXTENDED', 'DESC FORMATTED', 'desc extended'])
      expect(await told(analyst, `${statement} main.zoo.pens`)).toEqual([
        ...columns,
        '',
        '# Detailed Table Information',
        'Catalog | main',
        'Database | zoo',
        'Table | pens',
        'Created Time | …',
        'Last Access | UNKNOWN',
        'Type | MANAGED',
        'Comment | a \\ b',
        'Provider | delta',
        `Owner | ${ANALYST}`,
        'Is_managed_location | true',
        "Table Properties | [delta.constraints.pos=id > 0,delta.feature.allowColumnDefaults=supported,k'=v]",
        '',
        '# Column Default Values',
        "v | string | 'x'",
      ]);
    expect(await told(analyst, 'DESCRIBE main.zoo.numbered')).toEqual([
      'id | bigint',
      'v | string',
      '# Clustering Information',
      '# col_name | data_type | comment',
      'v | string',
    ]);
  });

  it('tells a view, and its text to its owner only', async () => {
    const lines = await told(analyst, 'DESCRIBE EXTENDED main.zoo.seen');
    expect(lines.slice(0, 3)).toEqual(['a | bigint | The a.', 'b | string', '']);
    expect(lines).toContain('View Text | SELECT id, v FROM main.zoo.pens WHERE id > 1');
    expect(lines).toContain('View Query Output Columns | [`id`, `v`]');
    expect(lines).toContain('Table Properties | [p=q]');
    for (const grant of [
      'USE CATALOG ON CATALOG main',
      'USE SCHEMA ON SCHEMA main.zoo',
      'SELECT ON TABLE main.zoo.seen',
    ])
      await analyst.rows(`GRANT ${grant} TO \`${INTERN}\``);
    const others = await told(people.intern, 'DESCRIBE EXTENDED main.zoo.seen');
    expect(others).toContain('Comment | Seen.');
    expect(others.join()).not.toMatch(/View Text|pens/);
    const json = await people.intern.rows('DESCRIBE EXTENDED main.zoo.seen AS JSON');
    expect(json.join()).not.toContain('pens');
    expect((await people.intern.rows("SHOW TABLE EXTENDED IN main.zoo LIKE '*'")).map((row) => row[1])).toEqual([
      'seen',
    ]);
    expect((await people.intern.rows("SHOW TABLE EXTENDED IN main.zoo LIKE '*'")).join()).not.toContain('pens');
    expect(await people.intern.failure('SHOW CREATE TABLE main.zoo.seen')).toContain('is not an owner of Table');
    for (const statement of ['DESCRIBE EXTENDED', 'DESCRIBE DETAIL', 'SHOW CREATE TABLE', 'SHOW PARTITIONS'])
      expect(await people.intern.failure(`${statement} main.zoo.pens`)).toBe(lacks('SELECT', "Table 'main.zoo.pens'"));
  });

  it('is JSON with AS JSON, which wants EXTENDED', async () => {
    const [[text = ''] = []] = await analyst.rows('DESCRIBE TABLE EXTENDED main.zoo.pens AS JSON');
    expect(JSON.parse(text ?? '')).toMatchObject({
      table_name: 'pens',
      catalog_name: 'main',
      namespace: ['zoo'],
      schema_name: 'zoo',
      type: 'MANAGED',
      provider: 'delta',
      partition_columns: ['d'],
      table_properties: { 'delta.constraints.pos': 'id > 0', "k'": 'v' },
      columns: [
        { name: 'id', type: { name: 'bigint' }, nullable: false, comment: "it's" },
        { name: 'v', type: { name: 'string', collation: 'UTF8_BINARY' }, nullable: true, default: "'x'" },
        { type: { name: 'decimal', precision: 6, scale: 2 } },
        { type: { name: 'varchar', length: 3 } },
        { type: { name: 'char', length: 4 } },
        {
          type: {
            name: 'struct',
            fields: [{ name: 'a' }, { type: { name: 'array', element_type: { name: 'string' } } }],
          },
        },
        { type: { name: 'map', key_type: { name: 'string' }, value_type: { name: 'int' }, value_nullable: true } },
        { name: 'g' },
        { name: 'd' },
      ],
    });
    expect(await analyst.failure('DESCRIBE main.zoo.pens AS JSON')).toContain('[DESCRIBE_JSON_NOT_EXTENDED]');
  });

  it('tells one column, a schema, a catalog', async () => {
    expect(await told(analyst, 'DESCRIBE EXTENDED main.zoo.pens W')).toEqual([
      'col_name | W',
      'data_type | varchar(3)',
      'comment | NULL',
    ]);
    expect(await told(analyst, 'DESCRIBE SCHEMA EXTENDED main.zoo')).toEqual([
      'Catalog Name | main',
      'Namespace Name | zoo',
      'Comment | Animals.',
      `Owner | ${ANALYST}`,
      'Properties | ((keeper,amy))',
    ]);
    expect(await told(analyst, 'DESCRIBE CATALOG EXTENDED samples')).toEqual([
      'Catalog Name | samples',
      'Comment | Synthetic sample data of the local workspace: generated, not real.',
      'Owner | System user',
      'Catalog Type | Regular',
      'Created By | System user',
      'Created At | …',
      'Updated By | System user',
      'Updated At | …',
    ]);
    expect(await analyst.failure('DESCRIBE CATALOG nope')).toContain('[NO_SUCH_CATALOG_EXCEPTION]');
    expect(await analyst.failure('DESCRIBE VOLUME main.zoo.v')).toContain('[UC_VOLUME_NOT_FOUND]');
  });

  it('tells the details of a table, where it has any', async () => {
    const [row] = await analyst.rows('DESCRIBE DETAIL main.zoo.pens');
    expect(row).toEqual([
      'delta',
      expect.stringMatching(/^[0-9a-f-]{36}$/),
      'main.zoo.pens',
      'a \\ b',
      null,
      expect.stringMatching(/^20\d\d-/),
      expect.stringMatching(/^20\d\d-/),
      '["d"]',
      '[]',
      null,
      null,
      '{"delta.constraints.pos":"id > 0","delta.feature.allowColumnDefaults":"supported","k\'":"v"}',
      null,
      null,
      null,
    ]);
    expect((await columnsOf(analyst, 'DESCRIBE DETAIL main.zoo.pens')).join()).toBe(
      'format STRING,id STRING,name STRING,description STRING,location STRING,createdAt TIMESTAMP,lastModified TIMESTAMP,partitionColumns ARRAY<STRING>,clusteringColumns ARRAY<STRING>,numFiles BIGINT,sizeInBytes BIGINT,properties MAP<STRING, STRING>,minReaderVersion INT,minWriterVersion INT,tableFeatures ARRAY<STRING>',
    );
    expect(await analyst.failure('DESCRIBE DETAIL main.zoo.seen')).toContain('[EXPECT_TABLE_NOT_VIEW');
    expect(await analyst.failure('DESCRIBE HISTORY main.zoo.pens')).toContain('cannot compute DESCRIBE HISTORY');
  });

  it('tells functions that people made, and refuses the others by name', async () => {
    expect((await analyst.rows('DESCRIBE FUNCTION main.zoo.rows')).flat()).toEqual([
      'Function: main.zoo.rows',
      'Type:     TABLE',
      'Input:    x INT',
      'Returns:  a INT   ',
      '          b STRING',
    ]);
    const extended = (await analyst.rows('DESCRIBE FUNCTION EXTENDED main.zoo.f')).flat();
    expect(extended.filter((line) => !line?.startsWith('Create Time: '))).toEqual([
      'Function:      main.zoo.f',
      'Type:          SCALAR',
      'Input:         x INT   ',
      "               y STRING DEFAULT 'a' 'why'",
      'Returns:       STRING',
      'Comment:       Does.',
      `Owner:         ${ANALYST}`,
      'Body:          x || y',
    ]);
    for (const name of ['abs', "'+'", 'between', 'st_point'])
      expect(await analyst.failure(`DESCRIBE FUNCTION ${name}`)).toContain(
        'cannot compute DESCRIBE FUNCTION of a built-in',
      );
    expect(await analyst.failure('DESCRIBE FUNCTION nope')).toContain('[UNRESOLVED_ROUTINE]');
    await analyst.rows(`GRANT EXECUTE ON FUNCTION main.zoo.f TO \`${INTERN}\``);
    expect((await people.intern.rows('DESCRIBE FUNCTION EXTENDED main.zoo.f')).join()).not.toContain('Body');
    expect(await people.intern.failure('DESCRIBE FUNCTION main.zoo.rows')).toBe(
      lacks('EXECUTE', "Function 'main.zoo.rows'"),
    );
  });
});

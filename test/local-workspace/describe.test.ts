import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANALYST, INTERN, lacks, type People, startWithPeople } from './grants.ts';
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

let people: People;
let analyst: WorkspaceClient;
beforeAll(async () => {
  people = await startWithPeople();
  analyst = people.analyst;
  for (const statement of MADE) await analyst.rows(statement);
});
afterAll(() => people.workspace.close());

/** Rows as lines of name and value, those that differ from run to run without their value. */
async function told(statement: string, client = analyst): Promise<string[]> {
  const rows = await client.rows(statement);
  return rows.map(([name, value, comment]) =>
    [name, /(Created|Updated) (Time|At)/.test(name ?? '') ? '…' : value, comment].filter((cell) => cell).join(' | '),
  );
}
const columnsOf = async (statement: string): Promise<string[]> => {
  const { manifest } = await analyst.execute(statement);
  return (manifest?.schema.columns ?? []).map(({ name, type_text }) => `${name} ${type_text}`);
};

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
    expect(await told('DESCRIBE main.zoo.pens')).toEqual(columns);
    for (const statement of ['DESCRIBE TABLE EXTENDED', 'DESC FORMATTED', 'desc extended'])
      expect(await told(`${statement} main.zoo.pens`)).toEqual([
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
    expect(await told('DESCRIBE main.zoo.numbered')).toEqual([
      'id | bigint',
      'v | string',
      '# Clustering Information',
      '# col_name | data_type | comment',
      'v | string',
    ]);
  });

  it('tells a view, and its text to its owner only', async () => {
    const lines = await told('DESCRIBE EXTENDED main.zoo.seen');
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
    const others = await told('DESCRIBE EXTENDED main.zoo.seen', people.intern);
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
    expect(await told('DESCRIBE EXTENDED main.zoo.pens W')).toEqual([
      'col_name | W',
      'data_type | varchar(3)',
      'comment | NULL',
    ]);
    expect(await told('DESCRIBE SCHEMA EXTENDED main.zoo')).toEqual([
      'Catalog Name | main',
      'Namespace Name | zoo',
      'Comment | Animals.',
      `Owner | ${ANALYST}`,
      'Properties | ((keeper,amy))',
    ]);
    expect(await told('DESCRIBE CATALOG EXTENDED samples')).toEqual([
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
    expect((await columnsOf('DESCRIBE DETAIL main.zoo.pens')).join()).toBe(
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

describe('SHOW', () => {
  it.each(['pens', 'numbered', 'seen'])('CREATE TABLE, run again, makes the same: %s', async (name) => {
    const all = async () => [
      await analyst.rows(`SHOW CREATE TABLE main.zoo.${name}`),
      await told(`DESCRIBE EXTENDED main.zoo.${name}`),
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
    expect(await columnsOf('SHOW PARTITIONS main.zoo.pens')).toEqual(['d DATE']);
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
    expect(await columnsOf('SHOW VOLUMES IN main.zoo')).toEqual(['database STRING', 'volumeName STRING']);
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

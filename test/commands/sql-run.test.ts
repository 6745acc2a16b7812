import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { endless } from '../statements/session-on.ts';
import { runCli, startCli } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testWorkspace } from '../support/test-workspace.ts';

let workspace: Awaited<ReturnType<typeof testWorkspace>>;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  workspace = await testWorkspace();
});
afterAll(() => workspace.close());
beforeEach(async () => {
  folder = await temporaryDirectory();
});
afterEach(() => folder[Symbol.asyncDispose]());

const run = (words: readonly string[], input?: string) =>
  runCli(['sql', 'run', ...words], {
    environment: workspace.environment,
    directory: folder.path,
    ...(input === undefined ? {} : { input }),
  });

test('a table lines up on a terminal, Japanese too, and it is told on which warehouse it ran', async () => {
  const { stdout, stderr, exitCode } = await run([
    "SELECT 1 AS 数, 'データ' AS 名前 UNION ALL SELECT 10, NULL ORDER BY 1",
  ]);
  expect(stdout.split('\n')).toEqual(['数  名前', '──  ──────', ' 1  データ', '10  NULL']);
  expect({ stderr, exitCode }).toEqual({ stderr: expect.stringMatching(/^Rows: 2\..*Local Warehouse/), exitCode: 0 });
});

test('one text of several lines is shown whole, such as a plan', async () => {
  const { stdout } = await run(['EXPLAIN SELECT 1 AS one']);
  const lines = stdout.split('\n');
  expect(lines.slice(0, 2)).toEqual(['== Physical Plan ==', 'Query [one: INT]']);
  expect(lines.at(-1)).toMatch(/^The local workspace computes it with DuckDB; .* has another plan\.$/);
});

test.each([
  { format: 'csv', shows: 'big,empty,nothing\n9007199254740993,"",' },
  { format: 'json', shows: '[\n{"big":"9007199254740993","empty":"","nothing":null}\n]' },
  { format: 'jsonl', shows: '{"big":"9007199254740993","empty":"","nothing":null}' },
])('rows as $format are exact', async ({ format, shows }) => {
  const sql = "SELECT 9007199254740993 AS big, '' AS empty, CAST(NULL AS STRING) AS nothing";
  expect((await run([sql, '--format', format])).stdout).toBe(shows);
});

test('all chunks of a long result come into one file, in Arrow too, and never over another file', async () => {
  const sql = 'SELECT id FROM range(300000) ORDER BY id';
  expect((await run([sql, '--out', 'ids.csv'])).stderr).toContain('Rows saved: 300000 (1988893 bytes)');
  expect((await readFile(join(folder.path, 'ids.csv'), 'utf8')).split('\n').at(-2)).toBe('299999');
  expect((await run([sql, '--out', 'ids.arrow'])).exitCode).toBe(0);
  const table = tableFromIPC(await readFile(join(folder.path, 'ids.arrow')));
  expect([table.numRows, table.get(299_999)?.toJSON()]).toEqual([300_000, { id: 299_999n }]);
  expect(await run([sql, '--out', 'ids.csv'])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('never overwritten'),
  });
  expect((await readdir(folder.path)).sort()).toEqual(['ids.arrow', 'ids.csv']);
});

test('a file is run statement by statement, and nothing of it where one is refused', async () => {
  await writeFile(
    join(folder.path, 'good.sql'),
    "SELECT 1 AS a;\n-- second\nSELECT ';' AS b;\nSELECT nothing AS c;\nSELECT 4;\n",
  );
  const { stdout, stderr, exitCode } = await run(['-f', 'good.sql', '--format', 'csv']);
  expect({ stdout, exitCode }).toEqual({ stdout: 'a\n1\nb\n;', exitCode: 1 });
  expect(stderr).toContain('Statement 3 of 4, at line 4, did not succeed.');
  await writeFile(join(folder.path, 'bad.sql'), 'SELECT 1;\n  DROP TABLE t;');
  const refused = await run(['-f', 'bad.sql']);
  expect(refused).toMatchObject({ stdout: '', exitCode: 3, stderr: expect.stringContaining('at line 2, column 3') });
});

test.each([
  { encoding: 'latin1', says: 'at line 2, column 10 stands what is no character of UTF-8. Save the file as UTF-8.' },
  { encoding: 'utf16le', says: 'UTF-16. Save the file as UTF-8.' },
] as const)('text in $encoding is not run as other text', async ({ encoding, says }) => {
  const sql = `${encoding === 'utf16le' ? '\ufeff' : ''}SELECT 1;\nSELECT 'Zürich' = 'Zörich'`;
  await writeFile(join(folder.path, 'city.sql'), Buffer.from(sql, encoding));
  const { stdout, stderr, exitCode } = await run(['-f', 'city.sql']);
  expect({ stdout, stderr, exitCode }).toEqual({ stdout: '', stderr: expect.stringContaining(says), exitCode: 2 });
});

test('values come as parameters, and the statement from standard input', async () => {
  const { stdout } = await run(
    ['-', '--format', 'csv', '--param', 'a:INT=41', '--param', "b=x'; --"],
    'SELECT :a + 1 AS n, :b AS t',
  );
  expect(stdout).toBe("n,t\n42,x'; --");
});

test.each(['-- fares\nSELECT 1 = 1 AS n', '--fares\nSELECT 1 = 1 AS n', '--\nSELECT 1 = 1 AS n'])(
  'a statement may begin with a comment: %j',
  async (sql) => {
    expect(await run([sql, '--format', 'csv'])).toMatchObject({ stdout: 'n\ntrue', exitCode: 0 });
  },
);

test.each([
  ['SHOW SCHEMAS IN zzzzzzzzzz', 'SHOW CATALOGS and SHOW SCHEMAS IN …'],
  ['SELECT * FROM samples.nyctaxi.qqqqqqqq', 'SHOW TABLES IN …'],
])('a person reads where a person looks: %s', async (sql, look) => {
  const { stderr } = await run([sql]);
  expect(stderr).toContain(`Look for it with ${look}, or in the Catalog Explorer.`);
  expect(stderr).not.toMatch(/list_|poll_/);
});

test('Ctrl-C cancels the statement on the SQL warehouse, and leaves no file behind', async () => {
  const started = startCli(['sql', 'run', endless, '--out', 'rows.csv'], {
    environment: workspace.environment,
    directory: folder.path,
  });
  const history = async () => {
    const url = `${workspace.host}/api/2.0/sql/history/queries?max_results=1`;
    const answer = await fetch(url, { headers: { authorization: `Bearer ${workspace.token}` } });
    return JSON.stringify(await answer.json());
  };
  await expect.poll(history).toMatch(/"status":"RUNNING".*sql run/);
  started.kill('SIGINT');
  expect((await started).exitCode).toBe(130);
  await expect.poll(history).toMatch(/"status":"CANCELED".*sql run/);
  expect(await readdir(folder.path)).toEqual([]);
});

test.each([
  { words: ['SELECT 1', '--out', 'x.txt'], says: '--format csv' },
  { words: ['SELECT 1; SELECT 2', '--out', 'x.csv'], says: 'one statement' },
  { words: ['SELECT 1', '-f', 'x.sql'], says: 'not both' },
  { words: ['SELECT 1', '--format', 'xml'], says: 'table, csv, json, jsonl, arrow' },
  { words: ['SELECT 1', '--limit', '0'], says: 'The value of --limit does not fit (1, 2, 3 …). See: ' },
  { words: ['SELECT 1', '--param', 'nothing'], says: 'name=value' },
  { words: ['SELECT 1', '--format', 'table', '--out', 'x.csv'], says: 'A table is for the terminal' },
])('wrong use ($words) is told with exit code 2', async ({ words, says }) => {
  const { exitCode, stderr } = await run(words);
  expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining(says) });
});

const merge = 'MERGE INTO samples.tpch.region r USING samples.tpch.nation n ON true WHEN MATCHED THEN DELETE';

test.each([
  ['DROP TABLE samples.nyctaxi.trips', 'SHOW CREATE TABLE samples.nyctaxi.trips'],
  ['TRUNCATE TABLE samples.nyctaxi.trips', 'SELECT count(*) FROM samples.nyctaxi.trips'],
  ['DROP FUNCTION main.default.f', 'DESCRIBE FUNCTION EXTENDED main.default.f'],
  ['RESTORE TABLE samples.nyctaxi.trips TO VERSION AS OF 1', undefined],
  ['INSERT INTO samples.nyctaxi.trips VALUES (1)', undefined],
  [merge, `EXPLAIN ${merge}`],
])('what is advised instead of %s is what the local workspace computes', async (sql, instead) => {
  const { stderr, exitCode } = await run([sql]);
  const advised = /Allowed instead: (.*)/.exec(stderr)?.[1];
  expect([exitCode, advised]).toEqual([3, instead]);
  if (advised !== undefined) expect((await run([advised])).stderr).not.toContain('cannot compute');
});

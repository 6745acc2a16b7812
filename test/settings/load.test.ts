import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { LakegooseError } from '../../src/base/errors.ts';
import { loadSettings } from '../../src/settings/load.ts';
import { timeLimits } from '../../src/settings/schema.ts';
import { wordsOf } from '../../src/terminal/words-of-error.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

async function load(environment: Record<string, string>, directory = '/') {
  return loadSettings({ HOME: '/nonexistent', ...environment }, directory);
}

async function complaint(environment: Record<string, string>): Promise<string> {
  const error: unknown = await load(environment).catch((thrown: unknown) => thrown);
  return error instanceof LakegooseError ? wordsOf(error, 'en') : `no error but ${JSON.stringify(error)}`;
}

test('all bad values are told at once, each with its variable, the fault and a right example', async () => {
  const words = await complaint({
    DATABRICKS_HOST: 'http://company.example',
    DATABRICKS_SQL_WAREHOUSE_ID: 'a b',
    LAKEGOOSE_WORKSPACE: 'locl',
    LAKEGOOSE_PORT: '70000',
  });
  expect(words).toContain('DATABRICKS_HOST is "http://company.example", but must begin with https://');
  expect(words).toContain('Right: DATABRICKS_HOST=https://');
  expect(words).toContain('DATABRICKS_SQL_WAREHOUSE_ID is "a b"');
  expect(words).toContain('LAKEGOOSE_WORKSPACE is "locl", but must be one of: local, remote');
  expect(words).toContain('LAKEGOOSE_PORT is "70000"');
});

test('an unknown LAKEGOOSE_ name is reported with the one that was meant', async () => {
  expect(await complaint({ LAKEGOOSE_WORKSPCE: 'local' })).toContain('Did you mean LAKEGOOSE_WORKSPACE?');
  expect(await complaint({ LAKEGOOSE_SOMETHING_ELSE: '1' })).toContain('LAKEGOOSE_SOMETHING_ELSE is not a setting');
});

test('where nobody sets it, a tool answers within 45 s, and a statement that nobody asks for ends after 10 minutes', () => {
  expect(timeLimits).toMatchObject({ answer: 45, unpolled: 600 });
});

test('a secret is never shown', async () => {
  expect(await complaint({ DATABRICKS_TOKEN: 'dapi secret' })).not.toContain('secret');
});

test('two warehouses that differ are an error, the same twice is none', async () => {
  expect(await complaint({ DATABRICKS_SQL_WAREHOUSE_ID: 'one', DATABRICKS_WAREHOUSE_ID: 'two' })).toContain('keep one');
  const same = await load({ DATABRICKS_SQL_WAREHOUSE_ID: 'one', DATABRICKS_WAREHOUSE_ID: 'one' });
  expect(same.DATABRICKS_SQL_WAREHOUSE_ID).toBe('one');
});

test('an empty text counts as not set, so the value of .env stands', async () => {
  await using directory = await temporaryDirectory();
  await writeFile(join(directory.path, '.env'), 'DATABRICKS_HOST=https://one.example\n');
  const settings = await load({ DATABRICKS_HOST: '', GOOSE_MODEL: '  ' }, directory.path);
  expect(settings.DATABRICKS_HOST).toBe('https://one.example');
  expect(settings.GOOSE_MODEL).toBeUndefined();
});

test('.env is found from a subfolder, with BOM, CRLF, export and quotes, and is not exported', async () => {
  await using directory = await temporaryDirectory();
  const text = '\uFEFFexport DATABRICKS_HOST="https://one.example/"\r\nGOOSE_MODEL=\'m 1\' # mine\r\n';
  await writeFile(join(directory.path, '.env'), text);
  const deep = join(directory.path, 'notebooks/deep');
  await mkdir(deep, { recursive: true });
  expect(await load({}, deep)).toEqual({ DATABRICKS_HOST: 'https://one.example', GOOSE_MODEL: 'm 1' });
  expect(process.env.DATABRICKS_HOST).toBeUndefined();
});

test('.env: a value over several lines, and one of spaces only, take nothing from the lines after them', async () => {
  await using directory = await temporaryDirectory();
  const text = 'KEY="-----\nGOOSE_MODEL=not this\n-----"\nDATABRICKS_CLUSTER_ID= \r\nGOOSE_MODEL=m1\r\n';
  await writeFile(join(directory.path, '.env'), text);
  expect(await load({}, directory.path)).toEqual({ GOOSE_MODEL: 'm1' });
});

test("a stranger's .env above the repository is not read", async () => {
  await using directory = await temporaryDirectory();
  await writeFile(join(directory.path, '.env'), 'DATABRICKS_HOST=https://evil.example\n');
  const inside = join(directory.path, 'repository/.git');
  await mkdir(inside, { recursive: true });
  expect(await load({}, join(directory.path, 'repository'))).toEqual({});
});

test.each([
  ['a named pipe', ['mkfifo', '.env'], 'it is a pipe or a device, and not a file'],
  ['a link to itself', ['ln', '-s', '.env', '.env'], 'links lead in a circle'],
] as const)('.env that is %s may hold limits, so nothing runs without it', async (_what, [program, ...words], why) => {
  await using directory = await temporaryDirectory();
  await execa(program, words, { cwd: directory.path });
  const error: unknown = await load({}, directory.path).catch((thrown: unknown) => thrown);
  expect(wordsOf(error, 'en')).toContain(`.env cannot be read (${why}). Check what it is`);
});

test('a folder .env is a Python environment, and /dev/null an empty file', async () => {
  await using directory = await temporaryDirectory();
  await mkdir(join(directory.path, 'venv/.env'), { recursive: true });
  await mkdir(join(directory.path, 'none'));
  await symlink('/dev/null', join(directory.path, 'none/.env'));
  await writeFile(join(directory.path, '.env'), 'GOOSE_MODEL=m1\n');
  expect(await load({}, join(directory.path, 'venv'))).toEqual({ GOOSE_MODEL: 'm1' });
  expect(await load({}, join(directory.path, 'none'))).toEqual({});
});

test('environment beats .env, and the address of a page becomes the host', async () => {
  await using directory = await temporaryDirectory();
  await writeFile(join(directory.path, '.env'), 'DATABRICKS_HOST=https://one.example\n');
  const settings = await load({ DATABRICKS_HOST: 'two.example/explore/data?o=123' }, directory.path);
  expect(settings.DATABRICKS_HOST).toBe('https://two.example');
});

test('spaces behind = are no value, and the next line is read for itself', async () => {
  await using directory = await temporaryDirectory();
  await writeFile(join(directory.path, '.env'), 'GOOSE_MODEL= \r\nDATABRICKS_HOST=company.example\r\n');
  expect(await load({}, directory.path)).toEqual({ DATABRICKS_HOST: 'https://company.example' });
});

test.each([
  'LAKEGOOSE_AI_FUNCTIONS: refuse',
  'LAKEGOOSE_AI_FUNCTIONS refuse',
  'LAKEGOOSE_AI_FUNCTIONS',
  'set LAKEGOOSE_AI_FUNCTIONS=refuse',
  '$env:LAKEGOOSE_AI_FUNCTIONS = "refuse"',
  'export\tLAKEGOOSE_AI_FUNCTIONS=refuse',
  'lakegoose_ai_functions=refuse',
  'LAKEGOOSE-AI-FUNCTIONS=refuse',
  'LAKEGOOSE_AI_FUNCTIONS＝refuse',
  'ＬＡＫＥＧＯＯＳＥ_AI_FUNCTIONS=refuse',
])('a line of .env that was meant to set a limit is told, and nothing runs without it: %s', async (line) => {
  await using directory = await temporaryDirectory();
  await writeFile(join(directory.path, '.env'), `GOOSE_MODEL=m1\r\n${line}\r\nGOOSE_PROVIDER=databricks\r\n`);
  const error: unknown = await load({}, directory.path).catch((thrown: unknown) => thrown);
  expect(wordsOf(error, 'en').split('\n').slice(1)).toEqual([
    '  - Line 2 of .env names LAKEGOOSE_AI_FUNCTIONS, but sets nothing. (A remark has # in front.) Right: LAKEGOOSE_AI_FUNCTIONS=refuse',
  ]);
});

test('a limit that an open quote above it swallows is told', async () => {
  await using directory = await temporaryDirectory();
  await writeFile(join(directory.path, '.env'), 'A="x\nLAKEGOOSE_AI_FUNCTIONS=refuse\nB="y"\n');
  await expect(load({}, directory.path)).rejects.toMatchObject({
    parts: [{ code: 'settings.line_unread', facts: { line: 2 } }],
  });
});

test('remarks, other names and names within values are no settings of ours', async () => {
  await using directory = await temporaryDirectory();
  const text = `# LAKEGOOSE_AI_FUNCTIONS: refuse
  #LAKEGOOSE_SQL_SCOPE=a.b
MY_LAKEGOOSE_NOTE=use LAKEGOOSE_SQL_SCOPE=a.b
TF_VAR_databricks_host=x # as DATABRICKS_HOST
export LAKEGOOSE_PORT=
 export  GOOSE_MODEL = "m1"
words without any sense
`;
  await writeFile(join(directory.path, '.env'), text);
  expect(await load({}, directory.path)).toEqual({ GOOSE_MODEL: 'm1' });
});

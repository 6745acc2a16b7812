import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parseDotEnv } from '../../src/settings/dot-env.ts';
import { mergeDotEnv, writeDotEnv } from '../../src/settings/write-dot-env.ts';
import { Random } from '../sql-guard/random.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const local = { LAKEGOOSE_WORKSPACE: 'local' };

describe('a setting goes into .env', () => {
  it.each([
    ['an empty file', '', 'LAKEGOOSE_WORKSPACE=local\n'],
    ['no line break at the end', 'A=1', 'A=1\nLAKEGOOSE_WORKSPACE=local\n'],
    ['line ends of Windows', 'A=1\r\n', 'A=1\r\nLAKEGOOSE_WORKSPACE=local\r\n'],
    ['a line without a value', 'LAKEGOOSE_WORKSPACE=\nA=1\n', 'LAKEGOOSE_WORKSPACE=local\nA=1\n'],
    ['a line without a value, of Windows', 'LAKEGOOSE_WORKSPACE=\r\nA=1\r\n', 'LAKEGOOSE_WORKSPACE=local\r\nA=1\r\n'],
    ['export and spaces', '  export LAKEGOOSE_WORKSPACE = remote\n', '  export LAKEGOOSE_WORKSPACE =local\n'],
    ['a byte order mark', '\uFEFFLAKEGOOSE_WORKSPACE=x\n', '\uFEFFLAKEGOOSE_WORKSPACE=local\n'],
    [
      'two lines, of which the last counts',
      'LAKEGOOSE_WORKSPACE=a\nLAKEGOOSE_WORKSPACE=b\n',
      'LAKEGOOSE_WORKSPACE=a\nLAKEGOOSE_WORKSPACE=local\n',
    ],
    ['a comment behind it', 'LAKEGOOSE_WORKSPACE=x  # mine\nA=1\n', 'LAKEGOOSE_WORKSPACE=local  # mine\nA=1\n'],
    ['quotes', 'LAKEGOOSE_WORKSPACE="a # b" # mine\n', 'LAKEGOOSE_WORKSPACE=local # mine\n'],
    ['quotes over two lines', "LAKEGOOSE_WORKSPACE='a\nb'\nA=1\n", 'LAKEGOOSE_WORKSPACE=local\nA=1\n'],
    [
      'another one whose value has it as a line',
      "A='b\nLAKEGOOSE_WORKSPACE=x'\n",
      "A='b\nLAKEGOOSE_WORKSPACE=x'\nLAKEGOOSE_WORKSPACE=local\n",
    ],
    ['a comment only', 'LAKEGOOSE_WORKSPACE= # mine\n', 'LAKEGOOSE_WORKSPACE=local # mine\n'],
    ['a quote of another line', 'LAKEGOOSE_WORKSPACE="a\nA="1"\n', 'LAKEGOOSE_WORKSPACE=local\nA="1"\n'],
    ['a quote that is never closed', 'LAKEGOOSE_WORKSPACE="a\nA=1\n', 'LAKEGOOSE_WORKSPACE=local\nA=1\n'],
    [
      'a comment that names it',
      '# LAKEGOOSE_WORKSPACE=local\n',
      '# LAKEGOOSE_WORKSPACE=local\nLAKEGOOSE_WORKSPACE=local\n',
    ],
    ['a name that contains it', 'MY_LAKEGOOSE_WORKSPACE=x\n', 'MY_LAKEGOOSE_WORKSPACE=x\nLAKEGOOSE_WORKSPACE=local\n'],
  ])('with %s', (_what, before, after) => {
    const text = mergeDotEnv(before, local);
    expect(text).toBe(after);
    expect(parseEnv(text.replace('\uFEFF', '')).LAKEGOOSE_WORKSPACE).toBe('local');
    expect(mergeDotEnv(text, local)).toBe(text);
  });
});

it.each(['my profile', 'a#b', "it's", 'say "so"', ' a '])('a value that needs quotes gets them: %s', (value) => {
  const text = mergeDotEnv('A=1\nB=2 # mine\n', { B: value, DATABRICKS_CONFIG_PROFILE: value });
  expect(parseEnv(text)).toEqual({ A: '1', B: value, DATABRICKS_CONFIG_PROFILE: value });
});

it('whatever the file looks like, it then says this and nothing else', () => {
  const random = new Random(5);
  const names = ['A', 'NAME', 'NAME2', 'MY_NAME', 'HOST'];
  const odd = [
    '',
    ' ',
    'x # c',
    'a#c',
    '"a # b"',
    '"two\nlines"',
    "'a\nNAME=5'",
    "it's",
    'a"b"c',
    '"esc \\" q"',
    '  # c',
    '\\',
  ];
  for (let round = 0; round < 3000; round++) {
    const lines = Array.from({ length: 1 + random.below(4) }, () => {
      const line = `${random.pick(['', 'export ', '  '])}${random.pick(names)}${random.pick(['=', ' = '])}${random.pick(odd)}`;
      return random.pick([line, line, line, '# NAME=9', '']);
    });
    const text = random.pick(['', '\uFEFF']) + lines.join(random.pick(['\n', '\r\n'])) + random.pick(['', '\n']);
    const merged = mergeDotEnv(text, { NAME: 'new', HOST: 'h' });
    expect(settingsIn(merged), text).toEqual({ ...settingsIn(text), NAME: 'new', HOST: 'h' });
  }
});

/** Node.js reads `export NAME=` without a value as a name of two words. */
function settingsIn(text: string) {
  return Object.fromEntries(
    Object.entries(parseDotEnv(text.replace('\uFEFF', ''))).filter(([name]) => !name.startsWith('export ')),
  );
}

it('a new file is its owner’s only; one that is there keeps its mode', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, '.env');
  expect(await writeDotEnv({ directory: directory.path, environment: {} }, local)).toBe(path);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await writeFile(path, 'A=1\n');
  await chmod(path, 0o644);
  await writeDotEnv({ directory: directory.path, environment: {} }, local);
  expect((await stat(path)).mode & 0o777).toBe(0o644);
  expect(await readFile(path, 'utf8')).toBe('A=1\nLAKEGOOSE_WORKSPACE=local\n');
});

it('a folder that cannot be written to is told with its cause', async () => {
  await expect(writeDotEnv({ directory: '/proc', environment: {} }, local)).rejects.toMatchObject({
    code: 'bootstrap.env_not_writable',
    facts: { path: '/proc/.env' },
  });
});

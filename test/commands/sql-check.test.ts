import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readCorpus } from '../sql-guard/corpus.ts';

const cli = join(import.meta.dirname, '..', '..', 'src', 'cli.ts');
const line = z.strictObject({
  class: z.string(),
  verdict: z.enum(['allow', 'refuse']),
  code: z.string().nullable(),
  reason: z.string().nullable(),
  line: z.number(),
  column: z.number(),
});

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lakegoose-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function check(words: readonly string[], input: string | Uint8Array = '', language = 'en') {
  const env = { PATH: process.env.PATH ?? '', HOME: folder, LAKEGOOSE_LANGUAGE: language };
  const program = spawn(process.execPath, [cli, 'sql', 'check', ...words], { env, cwd: folder });
  program.stdin.end(input);
  const [stdout, stderr] = await Promise.all([text(program.stdout), text(program.stderr), once(program, 'exit')]);
  const lines = () =>
    stdout
      .trim()
      .split('\n')
      .map((one) => line.parse(JSON.parse(one)));
  return { stdout, stderr, exitCode: program.exitCode, lines };
}

describe('lakegoose sql check', () => {
  it('splits a file and marks the place of what is refused', async () => {
    await writeFile(
      join(folder, 'q.sql'),
      "SELECT ';';\n-- note\nBEGIN SELECT 1; SELECT 2; END;\n\n  DELETE FROM t\n  WHERE id = 1;\n",
    );
    const { stdout, exitCode } = await check(['q.sql']);
    expect(stdout).toBe(
      [
        '1:1: allowed (read)',
        "  SELECT ';'",
        '3:1: allowed (read)',
        '  BEGIN SELECT 1; SELECT 2; END',
        '5:3: refused',
        '  DELETE FROM t',
        '  ^^^^^^^^^^^',
        '  REMOVES (destructive): "DELETE FROM" at line 5, column 3 removes data, history, files or definitions. That never runs here.',
        '    - Allowed instead: SELECT count(*) FROM t WHERE id = 1',
        '',
        'Allowed: 2. Refused: 1. (Policy: read)',
        '',
      ].join('\n'),
    );
    expect(exitCode).toBe(1);
  });

  it('prints one line of JSON for each statement', async () => {
    const { lines, exitCode } = await check(
      ['-', '--json', '--policy', 'write'],
      'INSERT INTO t VALUES (1); UPDATE t\nSET a = 1 WHERE id = 2',
    );
    expect(lines()).toEqual([
      { class: 'write', verdict: 'allow', code: null, reason: null, line: 1, column: 1 },
      expect.objectContaining({ class: 'write', verdict: 'refuse', code: 'CHANGES_ROWS', line: 1, column: 27 }),
    ]);
    expect(exitCode).toBe(1);
    expect((await check(['--json'], 'SELECT 1;')).exitCode).toBe(0);
  });

  it.each(['read', 'update'])('judges each line of the corpus whole under policy %s', async (policy) => {
    const cases = await readCorpus();
    const { lines } = await check(
      ['--jsonl', '--json', '--policy', policy],
      cases.map((one) => JSON.stringify(one)).join('\n'),
    );
    expect(lines().map(({ verdict }) => verdict)).toEqual(
      cases.map(({ label, expect: may }) =>
        (policy === 'read' ? label === 'read' : may === 'allow') ? 'allow' : 'refuse',
      ),
    );
  });

  it.each([
    ['nonsense', /^BAD_JSON_LINE: line 2 is not JSON/],
    ['{"sql":"SELECT 1"', /^BAD_JSON_LINE: line 2 is not JSON/],
    ['"SELECT 1"', /^BAD_JSON_LINE: line 2 has no "sql"/],
    ['null', /^BAD_JSON_LINE: line 2 has no "sql"/],
    ['{"SQL":"SELECT 1"}', /^BAD_JSON_LINE: line 2 has no "sql"/],
    ['{"sql":1}', /^BAD_JSON_LINE: "sql" in line 2 is not a text/],
    ['{"sql":null}', /^BAD_JSON_LINE: "sql" in line 2 is not a text/],
  ])('says what is wrong with the line %s', async (bad, reason) => {
    const { lines, exitCode } = await check(['--jsonl'], `{"sql":"SELECT 1"}\r\n${bad}\n\n{"sql":"TABLE t"}`);
    expect(lines()).toEqual([
      { class: 'read', verdict: 'allow', code: null, reason: null, line: 1, column: 1 },
      {
        class: 'invalid',
        verdict: 'refuse',
        code: 'BAD_JSON_LINE',
        reason: expect.stringMatching(reason),
        line: 2,
        column: 1,
      },
      expect.objectContaining({ verdict: 'allow' }),
    ]);
    expect(exitCode).toBe(1);
  });

  it('refuses half a character in a line of JSON as what it is', async () => {
    const { lines } = await check(['--jsonl'], '{"sql":"SELECT \\ud800"}');
    expect(lines()).toMatchObject([{ code: 'NOT_TEXT', line: 1, column: 8 }]);
  });

  it.each([
    ['a binary file', Buffer.from('\u007fELF\u0002\u0000\u0001'), /binary/],
    ['UTF-16', Buffer.from('\ufeffSELECT 1', 'utf16le'), /UTF-16/],
    ['another encoding', Buffer.from('SELECT 1;\nSELECT \u00e9', 'latin1'), /line 2, column 8/],
  ])('says that %s is not text', async (_what, bytes, reason) => {
    const { lines, exitCode } = await check(['--json'], bytes);
    expect(lines()).toMatchObject([{ class: 'invalid', code: 'NOT_TEXT', reason: expect.stringMatching(reason) }]);
    expect(exitCode).toBe(1);
  });

  it('reads over the mark that some editors put first', async () => {
    await writeFile(join(folder, 'mark.sql'), '\ufeffSELECT 1;\r\nSELECT 2;\r\n  DROP TABLE t;\r\n');
    expect((await check(['mark.sql', '--json'])).lines()).toMatchObject([
      { verdict: 'allow', line: 1, column: 1 },
      { verdict: 'allow', line: 2, column: 1 },
      { verdict: 'refuse', line: 3, column: 3 },
    ]);
    expect((await check(['--json'], '\ufeffSELECT 1')).lines()).toMatchObject([{ verdict: 'allow' }]);
    expect((await check(['--jsonl'], '\ufeff{"sql":"SELECT 1"}')).lines()).toMatchObject([{ verdict: 'allow' }]);
  });

  it('says that there is no statement, and shows no empty line', async () => {
    const { stdout, exitCode } = await check([], '-- nothing yet\n');
    expect(stdout).toMatch(/^1:1: refused\n {2}EMPTY_STATEMENT/);
    expect(exitCode).toBe(1);
  });

  it('judges the statements before one that cannot be read', async () => {
    const { lines } = await check(['--json'], "SELECT 1;\nDROP TABLE t;\nSELECT 'a;\nSELECT 2");
    expect(lines()).toMatchObject([
      { verdict: 'allow', line: 1 },
      { code: 'REMOVES', line: 2 },
      { code: 'OPEN_QUOTE', line: 3, column: 8 },
    ]);
  });

  it('judges a file of many statements that is longer than one may be', async () => {
    const many = 20_000;
    const { lines, exitCode } = await check(
      ['--json'],
      `${'SELECT a, b FROM t WHERE c = 1;\n'.repeat(many)}DROP TABLE t;`,
    );
    expect(lines()).toHaveLength(many + 1);
    expect(lines().at(-1)).toMatchObject({ code: 'REMOVES', line: many + 1, column: 1 });
    expect(exitCode).toBe(1);
    const broken = await check(['--json'], `${'SELECT a FROM tables_of_mine;\n'.repeat(many)}SELECT 'a`);
    expect(broken.lines().at(-1)).toMatchObject({ code: 'OPEN_QUOTE', line: many + 1, column: 8 });
  });

  it('marks the place below characters of double width', async () => {
    const { stdout } = await check([], "SELECT '売上' AS x, secret('a', 'b')");
    expect(stdout.split('\n').slice(1, 3)).toEqual([
      "  SELECT '売上' AS x, secret('a', 'b')",
      `  ${' '.repeat(20)}^^^^^^`,
    ]);
    const far = await check([], `SELECT ${"'a', ".repeat(60)}secret('a', 'b')`);
    const [, line = '', mark = ''] = far.stdout.split('\n');
    expect(line.slice(mark.indexOf('^'), mark.lastIndexOf('^') + 1)).toBe('secret');
  });

  it('has an exit code of its own where it judges nothing', async () => {
    expect(await check(['nowhere.sql'])).toMatchObject({ exitCode: 2, stdout: '' });
    expect((await check(['nowhere.sql'])).stderr).toMatch(/There is no file .*nowhere\.sql/);
    expect(await check([folder])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('is a folder') });
    expect(await check(['--policy', 'everything'])).toMatchObject({ exitCode: 2 });
    const empty = { exitCode: 2, stdout: '', stderr: expect.stringContaining('no line with a statement') };
    expect(await check(['--jsonl'], '')).toMatchObject(empty);
    expect(await check(['--jsonl'], ' \r\n\n')).toMatchObject(empty);
    const { stdout } = await check(['--help']);
    expect(stdout).toMatch(/0 {2}every statement may run\n {2}1 .*refused\n {2}2 .*nothing was judged/);
  });

  it('ends at once and quietly at Ctrl-C while it waits for input', async () => {
    const env = { PATH: process.env.PATH ?? '', HOME: folder, LAKEGOOSE_LANGUAGE: 'en', LAKEGOOSE_SQL_POLICY: 'read' };
    const program = spawn(process.execPath, [cli, 'sql', 'check'], { env, cwd: folder });
    const told = Promise.all([text(program.stdout), text(program.stderr)]);
    // More than the pipe holds is only taken once the verb reads.
    await new Promise((taken) => program.stdin.write('SELECT 1;\n'.repeat(200_000), taken));
    const ended = once(program, 'exit');
    program.kill('SIGINT');
    expect(await ended).toEqual([130, null]);
    expect(await told).toEqual(['', '']);
  });

  it('speaks Japanese', async () => {
    const { stdout } = await check(['-'], 'DROP TABLE t', 'ja');
    expect(stdout).toContain('拒否されます');
    expect(stdout).toContain('拒否される文: 1');
    expect((await check(['--jsonl'], 'x', 'ja')).lines()[0]?.reason).toContain('JSON ではありません');
    expect((await check(['nowhere.sql'], '', 'ja')).stderr).toContain('ありません');
  });
});

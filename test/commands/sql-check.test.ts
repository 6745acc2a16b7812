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
        '  - Allowed instead: SELECT count(*) FROM t WHERE id = 1',
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

  it('refuses what is not text, and lines that are not JSON', async () => {
    expect((await check(['--json'], new Uint8Array([0xff, 0xfe, 0x00]))).lines()).toMatchObject([
      { class: 'invalid', code: 'NOT_TEXT' },
    ]);
    expect(
      (await check(['--jsonl'], 'nonsense\n{"sql":1}\n{"sql":"SELECT \\ud800"}\n')).lines().map(({ code }) => code),
    ).toEqual(['NOT_TEXT', 'NOT_TEXT', 'NOT_TEXT']);
  });

  it('says what is wrong with its arguments', async () => {
    expect((await check(['nowhere.sql'])).stderr).toContain('nowhere.sql');
    expect(await check(['--policy', 'everything'])).toMatchObject({ exitCode: 2 });
    expect((await check(['-'], 'DROP TABLE t', 'ja')).stdout).toContain('拒否されます');
  });
});

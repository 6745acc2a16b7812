import { execa } from 'execa';
import { expect, test } from 'vitest';
import { aboutArgument } from '../../src/commands/command.ts';
import { allCommands, verbNames } from '../../src/commands/commands.ts';
import { cleanEnvironment, cliProgram, runCli } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

test('bin/lakegoose runs from any directory, through a link, without a Node on the PATH', async () => {
  await using directory = await temporaryDirectory();
  await execa('ln', ['-s', cliProgram, `${directory.path}/lakegoose`]);
  const { stdout } = await execa(`${directory.path}/lakegoose`, ['--version'], {
    cwd: '/',
    env: { PATH: '/usr/bin:/bin' },
    extendEnv: false,
  });
  expect(stdout).toMatch(/^lakegoose \d+\.\d+\.\d+$/);
});

test('help names every verb, and each verb has its own help with examples', async () => {
  const { stdout } = await runCli(['--help']);
  for (const name of verbNames) {
    expect(stdout).toMatch(new RegExp(`^  ${name} +\\S`, 'm'));
    const help = await runCli([name, '--help']);
    expect(help).toMatchObject({ exitCode: 0, stderr: '' });
    expect(help.stdout).toContain(`lakegoose ${name}`);
    expect(help.stdout).toContain('Examples:');
  }
});

test.each([[['sql']], [['help', 'sql']], [['sql', '--help']]])('%s: the verbs that begin so', async (words) => {
  const { stdout, exitCode } = await runCli(words);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^Usage: lakegoose sql <verb>.*\n {2}sql check {2}\S.*\n {2}sql run {4}\S/s);
  expect(stdout).not.toContain('demo');
});

test('help is in the language of the terminal', async () => {
  const { stdout } = await runCli(['--help'], { environment: { LANG: 'ja_JP.UTF-8' } });
  expect(stdout).toContain('使い方:');
});

test.each([
  { words: ['demmo'], says: 'Did you mean "demo"?' },
  { words: ['notbook', 'run', 'x.ipynb'], says: 'no verb "notbook". Did you mean "notebook run"?' },
  { words: ['https://me:pw-1@one.example'], says: 'Did you mean "login https://…"?' },
  { words: ['sql', 'SELECT 1'], says: 'no verb "sql SELECT 1". Did you mean "sql run"?' },
  { words: ['sql', '(SELECT 1)'], says: 'Did you mean "sql run"?' },
  { words: ['sql', '-f', 'x.sql'], says: 'Did you mean "sql run"?' },
  { words: ['sql', 'chek'], says: 'Did you mean "sql check"?' },
  { words: ['sql', `SELECT ${'x'.repeat(5000)}`], says: 'xxx…". Did you mean "sql run"?' },
  { words: ['token', '--timout', '3'], says: 'Did you mean "--timeout"?' },
  { words: ['token', '--timeout'], says: '--timeout needs a value' },
  { words: ['workspace', '--data', '--json'], says: '--data needs a value' },
  { words: ['workspace', '--json=yes'], says: '--json takes no value' },
  { words: ['workspace', '--port', '99999'], says: '--port does not fit' },
  { words: ['workspace', '--consent', 'never'], says: '--consent does not fit (ask, given)' },
  { words: ['workspace', '--token-seconds', '0'], says: '--token-seconds does not fit (1–86400)' },
  { words: ['workspace', '--cold-start-seconds', '1.5'], says: '--cold-start-seconds does not fit (0–3600)' },
  { words: ['mcp', 'extra'], says: '"extra" is one word too many' },
  { words: ['sql', 'run', 'SELECT', '1'], says: 'Put the whole statement in quotes: lakegoose sql run "SELECT …"' },
  { words: ['sql', 'run', ''], says: 'STATEMENT does not fit (it is empty)' },
  { words: ['agents', 'claude'], says: 'AGENT does not fit (goose)' },
])('$words ends with 2 and a sentence', async ({ words, says }) => {
  const { exitCode, stdout, stderr } = await runCli(words);
  expect(stderr).toContain(says);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
});

test('every value that does not fit is told in our words', async () => {
  const refused = (await allCommands()).flatMap(({ name, shape }) =>
    Object.entries(shape).flatMap(([option, schema]) => {
      const about = aboutArgument.get(schema);
      if (about?.placeholder === undefined) return [];
      return ['', 'a b', '-1', '0', '1.5', '1e9'].flatMap((text) => {
        const { error } = schema.safeParse(about.repeated ? [text] : text);
        return (error?.issues ?? []).map(({ message }) => ({ name, option, text, message }));
      });
    }),
  );
  expect(refused.length).toBeGreaterThan(30);
  const ours = /^([\d–, …]+|[a-z]+(-[a-z]+)*(, [a-z]+(-[a-z]+)*)*|name=value, name:TYPE=value|reason\.empty)$/;
  expect(refused.filter(({ message }) => !ours.test(message))).toEqual([]);
});

test('a failure is one sentence on the error output and ends with 1', async () => {
  await using home = await temporaryDirectory();
  const result = await runCli(['token'], { environment: cleanEnvironment({ HOME: home.path }), directory: home.path });
  expect(result).toMatchObject({ exitCode: 1, stdout: '' });
  expect(result.stderr).toMatch(/^lakegoose: No workspace is known\. Sign in with: lakegoose login [^\n]+$/);
});

test.each([
  [
    'a folder that is gone',
    'mkdir gone && cd gone && rmdir ../gone && exec "$0" doctor',
    'The folder that you are in is gone.',
  ],
  [
    'a full disk behind a short output',
    'exec "$0" --version > /dev/full',
    'The output could not be written (the disk is full)',
  ],
])('%s is a sentence, and ends with 1', async (_what, script, says) => {
  await using folder = await temporaryDirectory();
  const result = await execa('bash', ['-c', script, cliProgram], { cwd: folder.path, reject: false });
  expect(result).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining(says) });
});

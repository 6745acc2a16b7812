import { chmod, mkdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testWorkspace } from '../support/test-workspace.ts';
import { commandIn, patient } from './patient.ts';

const stack = new AsyncDisposableStack();
let environment: Readonly<Record<string, string>>;
let someone: Awaited<ReturnType<typeof patient>>;
beforeAll(async () => {
  ({ environment } = stack.use(await testWorkspace()));
});
afterAll(() => stack.disposeAsync());
beforeEach(async () => {
  someone = stack.use(await patient(environment));
});

async function writeIn(folder: string, name: string, text: string, mode = 0o600): Promise<string> {
  const path = join(folder, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, text);
  await chmod(path, mode);
  return path;
}

describe('programs', () => {
  test('all there, as pinned', async () => {
    expect(await someone.check('programs')).toMatchObject({
      state: 'ok',
      says: expect.stringContaining('goose 1.52.0, databricks 1.10.0, uv 0.13.9'),
    });
  });

  test.each([
    ['goose', undefined, 'failed', 'doctor.no_goose'],
    ['goose', 'echo 1.50.0', 'failed', 'doctor.goose_too_old'],
    ['uv', undefined, 'warn', 'doctor.program_missing'],
    ['databricks', 'echo v1.2.3', 'warn', 'doctor.programs_other'],
  ])('%s: %s is %s', async (name, script, state, code) => {
    await rm(join(someone.bin, name));
    if (script !== undefined) await someone.standIn(name, script);
    const told = await someone.check('programs');
    expect(told).toMatchObject({ state, code });
    expect(commandIn(told.fix ?? '')).toBe('lakegoose bootstrap --only tools');
  });
});

describe('Goose', () => {
  const config = () => join(someone.home, '.config/goose/config.yaml');
  const change = async (from: string | RegExp, to: string) =>
    writeFile(config(), (await readFile(config(), 'utf8')).replace(from, to));

  test('not set up yet, and then by what is advised', async () => {
    expect(await someone.check('goose-tools')).toMatchObject({ state: 'failed', code: 'doctor.goose_without_tools' });
    const bare = await someone.check('goose');
    expect(bare).toMatchObject({ state: 'failed', code: 'doctor.goose_not_set_up' });
    await someone.apply(bare);
    expect(await someone.check('goose')).toMatchObject({ state: 'ok', code: 'doctor.goose_right' });
    expect(await someone.check('goose-tools')).toMatchObject({ state: 'ok', code: 'doctor.goose_tools_exact' });
  });

  test('another model, another provider, tools of its own: each is put right by what is advised', async () => {
    await someone.shell('lakegoose agents goose');
    for (const [from, to] of [
      ['active_provider: lakegoose', 'active_provider: openai'],
      [/GOOSE_MODE: \w+/, 'GOOSE_MODE: auto'],
    ] as const) {
      await change(from, to);
      const other = await someone.check('goose');
      expect(other).toMatchObject({ state: 'failed', code: 'doctor.goose_other' });
      await someone.apply(other);
      expect(await someone.check('goose')).toMatchObject({ state: 'ok' });
    }
    await change(/(developer:\n\s+enabled: )false/, '$1true');
    const more = await someone.check('goose-tools');
    expect(more).toMatchObject({ state: 'failed', code: 'doctor.goose_more_tools' });
    expect(more.says).toContain('developer');
    await someone.apply(more);
    expect(await someone.check('goose-tools')).toMatchObject({ state: 'ok' });
  });

  test('a file that Goose cannot read', async () => {
    await writeIn(someone.home, '.config/goose/config.yaml', 'extensions: [\n');
    const broken = await someone.check('goose');
    expect(broken).toMatchObject({ state: 'failed', code: 'doctor.goose_broken' });
    await rename(config(), `${config()}.mine`);
    await someone.apply(broken);
    expect(await someone.check('goose')).toMatchObject({ state: 'ok' });
  });

  test('a file that nobody can read', async () => {
    await mkdir(config(), { recursive: true });
    const broken = await someone.check('goose');
    expect(broken).toMatchObject({ state: 'failed', code: 'doctor.goose_broken' });
    await rename(config(), `${config()}.mine`);
    await someone.apply(broken);
    expect(await someone.check('goose')).toMatchObject({ state: 'ok' });
  });

  test('one that hangs or never stops talking is named, within the time of a check', async () => {
    for (const script of ['sleep 60 & wait', 'yes']) {
      await rm(join(someone.bin, 'goose'));
      await someone.standIn('goose', script);
      const { checks, seconds } = await someone.look(['--only', 'programs']);
      expect(checks[0]).toMatchObject({ state: 'failed', code: 'doctor.no_goose' });
      expect(seconds).toBeLessThan(20);
    }
  });

  test('only some of our tools, and tools of another server', async () => {
    await someone.shell('lakegoose agents goose');
    await change(/\n +available_tools: .*/, '');
    await change(
      /(\n {2}lakegoose:)(?=\n {4}enabled: true\n {4}type: stdio)/,
      '$1\n    available_tools: [list_tables]',
    );
    const some = await someone.check('goose-tools');
    expect(some).toMatchObject({ state: 'failed', code: 'doctor.goose_some_tools' });
    expect(some.fix).toBe(`Empty available_tools in ${config()}.`);
    await change('available_tools: [list_tables]', 'available_tools: []');
    expect(await someone.check('goose-tools')).toMatchObject({ state: 'ok' });
    const server = '  other:\n    enabled: true\n    type: stdio\n    name: other\n    cmd: /bin/true\n    args: []\n';
    await change('extensions:\n', `extensions:\n${server}`);
    const other = await someone.check('goose-tools');
    expect(other).toMatchObject({ state: 'warn', code: 'doctor.goose_other_servers' });
    expect(other.fix).toContain(`set "enabled: false" for them in ${config()}`);
    await change(/(other:\n\s+enabled: )true/, '$1false');
    expect(await someone.check('goose-tools')).toMatchObject({ state: 'ok' });
  });

  test("Goose's shell by a setting is told until the setting is gone; what does no harm is a person's to switch on", async () => {
    await someone.dotEnv('LAKEGOOSE_GOOSE_TOOLS=shell\n');
    await someone.shell('lakegoose agents goose');
    const shell = await someone.check('goose-tools');
    expect(shell).toMatchObject({ state: 'warn', code: 'doctor.goose_shell' });
    expect(shell.fix).toContain('take LAKEGOOSE_GOOSE_TOOLS out of .env');
    await someone.dotEnv('');
    await someone.apply(shell);
    await change(/(\n {2}skills:\n\s+enabled: )false/, '$1true');
    expect(await someone.check('goose-tools')).toMatchObject({
      state: 'ok',
      says: 'It offers a model our tools, and what you have switched on besides: skills.',
    });
    expect(await someone.check('goose')).toMatchObject({ state: 'ok' });
  });

  test('variables of the environment that go before its configuration', async () => {
    const loud = await someone.check('goose-environment', { GOOSE_MODE: 'auto', GOOSE_PROVIDER: 'openai' });
    expect(loud).toMatchObject({ state: 'failed', code: 'doctor.goose_environment_overrides' });
    const [, command] = /: (unset .*)$/.exec(loud.fix ?? '') ?? [];
    const after = `${command}; lakegoose doctor --only goose-environment`;
    expect(await someone.shell(after, { GOOSE_MODE: 'auto', GOOSE_PROVIDER: 'openai' })).toContain('✓');
    // Goose takes an empty one for one that is set.
    const empty = { GOOSE_PROVIDER: '', GOOSE_MODEL: '', GOOSE_MODE: '' };
    expect((await someone.check('goose-environment', empty)).fix).toMatch(
      /unset GOOSE_PROVIDER GOOSE_MODEL GOOSE_MODE$/,
    );
    const others = { GOOSE_MODE: 'approve', GOOSE_MODEL: 'another' };
    expect(await someone.check('goose-environment', others)).toMatchObject({ state: 'ok' });
    expect(await someone.check('goose-environment')).toMatchObject({ state: 'ok' });
  });
});

test('kernel: no Python, one without the kernel, one whose Python is gone, and a right one', async () => {
  expect(await someone.check('kernel')).toMatchObject({ state: 'skipped', code: 'doctor.no_python' });
  await mkdir(join(someone.folder, '.venv'));
  expect(await someone.check('kernel')).toMatchObject({ state: 'warn', code: 'doctor.no_kernel_in_own' });
  await writeIn(someone.folder, '.venv/lakegoose.json', '{}');
  const none = await someone.check('kernel');
  expect(none).toMatchObject({ state: 'failed', code: 'doctor.no_kernel' });
  expect(commandIn(none.fix ?? '')).toBe('lakegoose bootstrap --only python');
  const kernel = (python: string) =>
    writeIn(
      someone.folder,
      '.venv/share/jupyter/kernels/databricks/kernel.json',
      JSON.stringify({ argv: [python, '-P', '-m', 'lakegoose_kernel', '-f', '{connection_file}'] }),
    );
  await kernel('/nowhere/python');
  const broken = await someone.check('kernel');
  expect(broken).toMatchObject({ state: 'failed', code: 'doctor.kernel_broken' });
  expect(commandIn(broken.fix ?? '')).toBe(`rm -r ${someone.folder}/.venv && lakegoose bootstrap --only python`);
  await rename(join(someone.folder, '.venv'), join(someone.folder, 'moved'));
  await symlink('/nowhere', join(someone.folder, '.venv'));
  expect(await someone.check('kernel')).toMatchObject({ state: 'failed', code: 'doctor.kernel_broken' });
  await rm(join(someone.folder, '.venv'));
  await kernel(process.execPath);
  expect(await someone.check('kernel')).toMatchObject({ state: 'ok' });
  const below = await someone.shell('mkdir -p below && cd below && lakegoose doctor --only kernel');
  expect(below).toContain(`${someone.folder}/.venv`);
});

test('secrets that others may read are closed by what is advised', async () => {
  expect(await someone.check('secrets')).toMatchObject({ state: 'ok' });
  const paths = [
    await writeIn(someone.home, '.databrickscfg', '[DEFAULT]\ntoken = dapi1\n', 0o644),
    await writeIn(someone.home, '.databricks/token-cache.json', '{}', 0o640),
    await writeIn(someone.home, '.config/goose/secrets.yaml', 'A: b\n', 0o604),
    await writeIn(someone.folder, '.env', 'DATABRICKS_CLIENT_SECRET=dose1\n', 0o644),
  ];
  const open = await someone.check('secrets');
  expect(open).toMatchObject({ state: 'failed', code: 'doctor.secrets_open' });
  for (const path of paths) expect(open.says).toContain(path);
  await someone.apply(open);
  for (const path of paths) expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await someone.check('secrets')).toMatchObject({ state: 'ok' });
});

test('storage: a place that cannot be written is told, and another one is right', async () => {
  const XDG_STATE_HOME = await writeIn(someone.home, 'a-file', '');
  const told = await someone.check('storage', { XDG_STATE_HOME });
  expect(told).toMatchObject({ state: 'failed', code: 'doctor.not_writable' });
  expect(told.says).toContain(`${XDG_STATE_HOME}/lakegoose cannot be written (a part of the path is not a folder)`);
  expect(await someone.check('storage')).toMatchObject({ state: 'ok' });
});

test('what Goose keeps is told with its size, and goes by what is told', async () => {
  expect(await someone.check('kept')).toMatchObject({ state: 'ok', code: 'doctor.nothing_kept' });
  await writeIn(someone.home, '.local/share/goose/sessions/sessions.db', 'x'.repeat(5000));
  await writeIn(someone.home, '.local/state/goose/logs/llm_request.0.jsonl', 'x');
  const told = await someone.check('kept');
  expect(told.says).toContain(`${someone.home}/.local/share/goose/sessions (5 KB)`);
  expect(told.says).toContain(`${someone.home}/.local/state/goose/logs (1 KB)`);
  await someone.shell(`${commandIn(told.says)} --yes`);
  expect(await someone.check('kept')).toMatchObject({ code: 'doctor.nothing_kept' });
});

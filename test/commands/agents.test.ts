import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { databricksStandIn } from '../support/databricks-stand-in.ts';
import { cliProgram, runCli } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const workspace = { DATABRICKS_HOST: 'https://one.example', GOOSE_MODEL: 'system.ai.m' };

async function agents(home: string, words: readonly string[], environment: Record<string, string> = workspace) {
  return await runCli(['agents', ...words], { environment: { HOME: home, ...environment }, directory: home });
}

test("writes Goose's configuration for the workspace of the settings, and a second time says that it is right", async () => {
  await using home = await temporaryDirectory();
  const first = await agents(home.path, ['goose']);
  expect(first).toMatchObject({ exitCode: 0, stderr: '' });
  const path = join(home.path, '.config/goose/config.yaml');
  expect(first.stdout).toContain(`Wrote ${path}.`);
  expect(first.stdout).toContain('system.ai.m at https://one.example');
  expect(await readFile(path, 'utf8')).toContain(`cmd: ${cliProgram}`);
  expect((await agents(home.path, [])).stdout).toContain(`${path} is as it should be.`);
});

test('what is right is not written again', async () => {
  await using home = await temporaryDirectory();
  await agents(home.path, []);
  const goose = join(home.path, '.config/goose');
  const marks = async () => {
    const names = (await readdir(goose, { recursive: true })).sort();
    const facts = await Promise.all(['', ...names].map((name) => stat(join(goose, name), { bigint: true })));
    return facts.map(({ ino, ctimeNs }, at) => [names[at - 1], ino, ctimeNs]);
  };
  const before = await marks();
  expect((await agents(home.path, [])).exitCode).toBe(0);
  expect(await marks()).toEqual(before);
});

test('a broken file of the user stays, and it is said where it is broken and what to do', async () => {
  await using home = await temporaryDirectory();
  const path = join(home.path, '.config/goose/config.yaml');
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, 'a: 1\na: 2\n');
  const { exitCode, stderr } = await agents(home.path, ['goose']);
  expect(exitCode).toBe(1);
  expect(stderr).toContain(`${path}: line 2, column 1: the same name stands there a second time.`);
  expect(stderr).toContain(
    'Correct that line (or rename the file, to begin a new one), then run: lakegoose agents goose',
  );
  expect(await readFile(path, 'utf8')).toBe('a: 1\na: 2\n');
});

test("Goose's shell is on while the setting says so, and what else was switched off is told", async () => {
  await using home = await temporaryDirectory();
  const path = join(home.path, '.config/goose/config.yaml');
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, 'extensions:\n  memory: { enabled: true, type: builtin }\n');
  const on = await agents(home.path, [], { ...workspace, LAKEGOOSE_GOOSE_TOOLS: 'shell' });
  expect(on.stdout).toMatch(/Switched off.*: memory\.[\s\S]*Goose's own shell is on/);
  expect(await readFile(path, 'utf8')).toMatch(/developer:\n {4}enabled: true/);
  const off = await agents(home.path, []);
  expect(off.stdout).toContain('Switched off, because the guard would not see what they do: developer.');
  expect((await agents(home.path, [])).stdout).not.toMatch(/Switched|shell/);
});

test('profiles in a file of their own are found from any folder, by the tools and by what gives the tokens', async () => {
  await using home = await temporaryDirectory();
  const [file, path] = [join(home.path, 'mine.cfg'), join(home.path, '.config/goose')];
  await writeFile(file, '[P]\nhost = https://one.example\n');
  await writeFile(join(home.path, '.env'), 'DATABRICKS_CONFIG_FILE=~/mine.cfg\n');
  const { environment: own } = await databricksStandIn(home.path, 'tok-1');
  await agents(home.path, []);
  expect(await readFile(join(path, 'config.yaml'), 'utf8')).toContain(`DATABRICKS_CONFIG_FILE: ${file}\n`);
  const provider = JSON.parse(await readFile(join(path, 'custom_providers/lakegoose.json'), 'utf8'));
  const env = { HOME: home.path, PATH: own.PATH };
  const { stdout } = await execa(provider.auth.command, provider.auth.args, { env, extendEnv: false, cwd: '/' });
  expect(stdout).toBe('tok-1');
  expect(await readFile(join(home.path, 'asked'), 'utf8')).toContain('--profile P');
});

test.each([true, false])(
  'the usual file of profiles under another name is nothing to tell Goose (it is there: %s)',
  async (isThere) => {
    await using home = await temporaryDirectory();
    if (isThere) await writeFile(join(home.path, 'mine.cfg'), '');
    await symlink('mine.cfg', join(home.path, '.databrickscfg'));
    await agents(home.path, [], { ...workspace, DATABRICKS_CONFIG_FILE: join(home.path, 'mine.cfg') });
    expect(await readFile(join(home.path, '.config/goose/config.yaml'), 'utf8')).not.toContain(
      'DATABRICKS_CONFIG_FILE',
    );
  },
);

test('without a model it says which setting to set', async () => {
  await using home = await temporaryDirectory();
  const { exitCode, stderr } = await agents(home.path, ['goose'], { DATABRICKS_HOST: 'https://one.example' });
  expect(exitCode).toBe(1);
  expect(stderr).toContain('Set GOOSE_MODEL in .env');
});

test('--json tells the same to a program', async () => {
  await using home = await temporaryDirectory();
  const { stdout } = await agents(home.path, ['goose', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ host: 'https://one.example', model: 'system.ai.m', changed: true });
});

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
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

test('a broken file of the user is copied aside, and said so', async () => {
  await using home = await temporaryDirectory();
  const directory = join(home.path, '.config/goose');
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'config.yaml'), 'a: 1\na: 2\n');
  const { stdout } = await agents(home.path, ['goose']);
  expect(stdout).toContain(`It was copied to ${join(directory, 'config.yaml.broken-1')}`);
  expect(await readFile(join(directory, 'config.yaml.broken-1'), 'utf8')).toBe('a: 1\na: 2\n');
});

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

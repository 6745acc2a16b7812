import { lstat, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeGooseConfig } from '../../../src/agent-config/goose/write-config.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const wishes = {
  host: 'https://one.example',
  model: 'system.ai.m',
  plane: 'ai_gateway',
  cli: ['/opt/node', '/opt/cli.ts'],
  mcpEnvironment: {},
} as const;

test('the provider asks our CLI for tokens; no token stands in any file', async () => {
  await using directory = await temporaryDirectory();
  await writeGooseConfig(directory.path, wishes);
  const provider: unknown = JSON.parse(await readFile(join(directory.path, 'custom_providers/lakegoose.json'), 'utf8'));
  expect(provider).toMatchObject({
    engine: 'openai',
    base_url: 'https://one.example/ai-gateway/mlflow/v1',
    auth: { command: '/opt/node', args: ['/opt/cli.ts', 'token', '--host', 'https://one.example'] },
  });
  expect(JSON.stringify(provider)).not.toMatch(/api_key|Bearer/);
});

test('GOOSE_PROVIDER=databricks goes through the serving endpoints', async () => {
  await using directory = await temporaryDirectory();
  await writeGooseConfig(directory.path, { ...wishes, plane: 'serving_endpoints' });
  const text = await readFile(join(directory.path, 'custom_providers/lakegoose.json'), 'utf8');
  expect(text).toContain('"https://one.example/serving-endpoints/chat/completions"');
});

test('the same wishes again write nothing', async () => {
  await using directory = await temporaryDirectory();
  expect(await writeGooseConfig(directory.path, wishes)).toMatchObject({ changed: true });
  expect(await writeGooseConfig(directory.path, wishes)).toMatchObject({ changed: false });
});

test.each([
  ['a: 1\na: 2\n', { reason: 'reason.name_twice', line: 2, column: 1 }],
  ['extensions:\n  mine:\n\t  enabled: true\n', { reason: 'reason.tab', line: 3, column: 1 }],
  ['GOOSE_MODE: chat\nextensions: [mine]\n', { reason: 'reason.no_mapping', line: 2, column: 1 }],
  ['- a list\n', { reason: 'reason.no_mapping', line: 1, column: 1 }],
  ['{{{', { reason: 'reason.not_yaml' }],
])(
  'a file that Goose could not read, %j, stays as it is, and it is said where and what is wrong',
  async (text, facts) => {
    await using directory = await temporaryDirectory();
    const path = join(directory.path, 'config.yaml');
    await writeFile(path, text);
    const writing = writeGooseConfig(directory.path, wishes);
    await expect(writing).rejects.toMatchObject({ code: 'agents.config_broken', facts: { path, ...facts } });
    expect(await readFile(path, 'utf8')).toBe(text);
  },
);

test('a folder that cannot be written to is an error that names it', async () => {
  await using directory = await temporaryDirectory();
  const inTheWay = join(directory.path, 'file');
  await writeFile(inTheWay, '');
  await expect(writeGooseConfig(join(inTheWay, 'config'), wishes)).rejects.toMatchObject({
    code: 'agents.not_writable',
    facts: { path: join(inTheWay, 'config/custom_providers/lakegoose.json') },
  });
});

test("a link to the user's file is followed and stays a link", async () => {
  await using directory = await temporaryDirectory();
  const [real, linked] = [join(directory.path, 'dotfiles'), join(directory.path, 'config')];
  await mkdir(real);
  await mkdir(linked);
  await writeFile(join(real, 'config.yaml'), 'MINE: 1\n');
  await symlink(join(real, 'config.yaml'), join(linked, 'config.yaml'));
  await writeGooseConfig(linked, wishes);
  expect((await lstat(join(linked, 'config.yaml'))).isSymbolicLink()).toBe(true);
  expect(await readFile(join(real, 'config.yaml'), 'utf8')).toContain('MINE: 1');
});

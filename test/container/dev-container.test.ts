import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { buildDatabricksCli } from '../../scripts/build-databricks-cli.ts';
import { expectBareTerminal } from './bare.ts';
import { standInBaseImage } from './base-image.ts';
import { type Answer, type DevContainer, devContainer } from './dev-container.ts';
import { dockerEngine, type Engine } from './engine.ts';

const stack = new AsyncDisposableStack();
let engine: Engine;
let container: DevContainer;
let id = '';

beforeAll(async () => {
  engine = stack.use(await dockerEngine());
  await standInBaseImage(engine);
  const cli = await buildDatabricksCli((line) => process.stderr.write(`${line}\n`));
  container = stack.use(await devContainer(engine, 'repository', [dirname(cli)]));
});
afterAll(() => stack.disposeAsync());

const report = z.object({ step: z.string(), state: z.string(), seconds: z.number(), says: z.string() });

/** What each step of a bootstrap came to. */
const states = (answer: Answer) =>
  Object.fromEntries(
    answer.stdout
      .trim()
      .split('\n')
      .map((line) => report.parse(JSON.parse(line)))
      .map(({ step, state }) => [step, state]),
  );

const nothingToDo = {
  tools: 'unchanged',
  python: 'unchanged',
  workspace: 'unchanged',
  'local-workspace': 'unchanged',
  'sign-in': 'unchanged',
  model: 'unchanged',
  profile: 'unchanged',
  goose: 'unchanged',
  'self-test': 'unchanged',
};

async function run(line: string): Promise<string> {
  const answer = await container.exec(line);
  expect({ line, ...answer }).toMatchObject({ exitCode: 0 });
  return answer.stdout;
}

test('from nothing, in one command: everything is set up, and nobody was asked anything', async () => {
  const up = await container.up();
  id = up.id;
  expect(up.log).toContain('Everything is ready. Start asking with: goose');
  expect(await readFile(join(container.folder, '.env'), 'utf8')).toBe('LAKEGOOSE_WORKSPACE=local\n');
  expect(await run('id --user --name')).toBe('node');
});

test('the tools that .devcontainer pins are there', async () => {
  expect(await run('goose --version')).toContain('1.52.0');
  expect(await run('databricks --version')).toContain('1.10.0');
  expect(await run('uv --version')).toContain('0.13.9');
});

test('in a terminal without any setting the Databricks CLI, its Python SDK and Goose find the local workspace', async () => {
  await expectBareTerminal(container, 'http://127.0.0.1:8765');
});

test('a second bootstrap changes nothing and is quick', async () => {
  const started = performance.now();
  const answer = await container.exec('lakegoose bootstrap --json');
  expect({ exitCode: answer.exitCode, ...states(answer) }).toEqual({ exitCode: 0, ...nothingToDo });
  expect(performance.now() - started).toBeLessThan(4000);
});

test('a second up does nothing but attach', async () => {
  const up = await container.up();
  expect(up.id).toBe(id);
  expect(up.log).not.toContain('Running the postStartCommand');
});

test('a changed .env is applied at the next start, without a rebuild; a terminal is not asked anything either', async () => {
  await writeFile(join(container.folder, '.env'), 'LAKEGOOSE_WORKSPACE=local\nGOOSE_MODEL=system.ai.lakegoose-guide\n');
  await engine.docker('stop', '--time', '1', id);
  const screen = await container.upOnTerminal();
  expect(screen).toContain('… Local workspace  It is starting …');
  expect(screen).toContain('Goose uses the model system.ai.lakegoose-guide');
  expect(screen).toContain(id);
  expect(await run('cat ~/.config/goose/config.yaml')).toContain('model: system.ai.lakegoose-guide');
});

test('a rebuild keeps the sign-in, the data, and what Goose was told; logs of prompts go', async () => {
  const query = 'databricks experimental aitools tools query';
  await run(`${query} 'CREATE TABLE main.default.kept AS SELECT 42 AS answer'`);
  await run("printf 'GOOSE_CLI_THEME: light\\n' >> ~/.config/goose/config.yaml");
  const signIn = await run('sha256sum ~/.databricks/token-cache.json');
  expect(await run('find ~/.local/state/goose/logs -name "*.jsonl"')).not.toBe('');

  const up = await container.up('--remove-existing-container');
  expect(up.id).not.toBe(id);
  id = up.id;
  expect(await run(`${query} 'SELECT answer FROM main.default.kept' --output json`)).toContain('"42"');
  expect(await run('sha256sum ~/.databricks/token-cache.json')).toBe(signIn);
  expect(await run('cat ~/.config/goose/config.yaml')).toContain('GOOSE_CLI_THEME: light');
  expect(await container.exec('ls ~/.local/state/goose/logs')).not.toMatchObject({ exitCode: 0 });
});

test('another checkout of the same container finds its sign-in, though its .env is gone', async () => {
  await rm(join(container.folder, '.env'));
  const answer = await container.exec('lakegoose bootstrap --json');
  expect(states(answer)).toEqual({ ...nothingToDo, workspace: 'done', goose: 'done' });
});

test('with the network cut and nothing cached, only what needs it fails, and says what to do', async () => {
  await engine.docker('network', 'disconnect', 'bridge', id);
  const elsewhere = 'HOME=/tmp/elsewhere XDG_CACHE_HOME=/tmp/elsewhere/cache NPM_CONFIG_CACHE=/tmp/elsewhere/npm';
  const answer = await container.exec(`${elsewhere} lakegoose bootstrap --json`);
  expect(answer.exitCode).toBe(1);
  expect(states(answer)).toEqual({ ...nothingToDo, tools: 'failed', 'sign-in': 'done', goose: 'done' });
  expect(answer.stdout).toMatch(/Goose could not be installed .* Check the network/);
  expect(answer.stdout).toMatch(/uv could not be installed .* Check the network/);
  expect(answer.stdout).not.toContain('Databricks CLI could not be installed');
});

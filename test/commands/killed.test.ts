import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { databricksStandIn } from '../support/databricks-stand-in.ts';
import { remoteWorkspace } from '../support/remote-workspace.ts';
import { runCli } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

type Files = Readonly<Record<string, string>>;
type Run = {
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** What a person has before, by the path below the home directory. */
  readonly before: Files;
};

const killer = join(import.meta.dirname, '../support/kill-at-change.ts');
const goose = '.config/goose/config.yaml';
const provider = '.config/goose/custom_providers/lakegoose.json';

/** Runs a verb in a new home, and once more where it was killed. Gives what it left each time. */
async function inNewHome({ words, environment, before }: Run, killAt: number) {
  await using home = await temporaryDirectory();
  for (const [name, text] of Object.entries(before)) {
    await mkdir(dirname(join(home.path, name)), { recursive: true });
    await writeFile(join(home.path, name), text);
  }
  const databricks = await databricksStandIn(home.path, environment.DATABRICKS_TOKEN ?? '');
  const given = {
    ...environment,
    ...databricks.environment,
    NODE_DISABLE_COMPILE_CACHE: '1',
    XDG_STATE_HOME: home.path,
  };
  const run = async (own: Files) => {
    const { exitCode, stderr } = await runCli(words, { environment: { ...given, ...own }, directory: home.path });
    const names = (await readdir(home.path, { recursive: true })).filter((name) => name !== 'asked').sort();
    const files = await Promise.all(
      Object.keys(before).map(async (name) => [name, await readFile(join(home.path, name), 'utf8')] as const),
    );
    return { exitCode, stderr, names, files: Object.fromEntries(files) };
  };
  const first = await run({ NODE_OPTIONS: `--import=${killer}`, KILL_AT: String(killAt) });
  return { first, second: await run({}) };
}

/** Kills it at each change that it makes in the file system, one after the other. */
async function killEverywhere(run: Run): Promise<number> {
  const { first: whole } = await inNewHome(run, 0);
  expect(whole).toMatchObject({ exitCode: 0, stderr: '' });
  for (const name of Object.keys(run.before)) expect(whole.files[name]).not.toBe(run.before[name]);
  for (let killAt = 1; ; killAt++) {
    const { first, second } = await inNewHome(run, killAt);
    if (first.exitCode !== undefined) return killAt - 1;
    for (const [name, text] of Object.entries(first.files)) {
      expect([run.before[name], whole.files[name]], `${name}, killed at ${killAt}`).toContain(text);
    }
    expect(second, `killed at ${killAt}`).toEqual(whole);
  }
}

test("killed at any moment, `agents` leaves Goose's files as they were or as they are to be", async () => {
  const environment = { DATABRICKS_HOST: 'https://one.example', GOOSE_MODEL: 'system.ai.m' };
  const before = { [goose]: 'MINE: 1 # my own\nGOOSE_MODE: auto\n', [provider]: '{"name": "lakegoose"}\n' };
  expect(await killEverywhere({ words: ['agents', 'goose'], environment, before })).toBeGreaterThan(12);
}, 120_000);

test('killed at any moment, `bootstrap` leaves .env as it was or as it is to be', async () => {
  const run = { words: ['bootstrap', '--only', 'workspace'], environment: {}, before: { '.env': 'MINE=1\n' } };
  expect(await killEverywhere(run)).toBeGreaterThan(5);
}, 120_000);

test('killed at any moment, `bootstrap` leaves the profiles as they were or as they are to be', async () => {
  await using workspace = await remoteWorkspace();
  const environment = { ...workspace.environment, DATABRICKS_HOST: workspace.host, DATABRICKS_TOKEN: workspace.token };
  const before = { '.databrickscfg': '[work]\nhost = https://work.example\n\n[mine]\nhost = https://mine.example\n' };
  expect(await killEverywhere({ words: ['bootstrap', '--only', 'profile'], environment, before })).toBeGreaterThan(5);
}, 120_000);

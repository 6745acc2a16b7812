import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportUserFolder } from '../../scripts/export-user-folder.ts';
import { packed } from '../support/packed.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { expectBareTerminal } from './bare.ts';
import { mirrorLabel, mirrorOfBaseImage, standInBaseImage } from './base-image.ts';
import { putBrowser } from './browser.ts';
import { type DevContainer, devContainer } from './dev-container.ts';
import { dockerEngine, type Engine } from './engine.ts';

const stack = new AsyncDisposableStack();
let engine: Engine;
let container: DevContainer;

beforeAll(async () => {
  engine = stack.use(await dockerEngine());
  await standInBaseImage(engine);
  const made = stack.use(await temporaryDirectory()).path;
  const files = await packed(made);
  const environment = { ...engine.environment, DEVCONTAINER_BASE_IMAGE: await mirrorOfBaseImage(engine) };
  // What is not committed would not be tested.
  const fill = async (folder: string) => expect(await exportUserFolder(folder, files)).toEqual([]);
  container = stack.use(await devContainer({ ...engine, environment }, 'user-folder', [], fill));
});
afterAll(() => stack.disposeAsync());

async function run(line: string): Promise<string> {
  const answer = await container.exec(line);
  expect({ line, ...answer }).toMatchObject({ exitCode: 0 });
  return answer.stdout;
}

test('the folder of a user comes up from nothing, by the same lines and without our sources', async () => {
  const up = await container.up();
  expect(up.log).toContain('Everything is ready. Start asking with: goose');
  expect(await run('ls')).not.toContain('src');
  // The base image is that of the mirror that is set.
  const label = `{{index .Config.Labels "${mirrorLabel}"}}`;
  expect(await engine.docker('inspect', '--format', label, up.id)).toBe('yes');
}, 900_000);

// Once for each content of go.sum: compiling takes minutes, and the cache of the container outlives the test.
test('no tool was there: the Databricks CLI was compiled in the container', async () => {
  expect(await container.exec('ls /usr/local/share/lakegoose')).not.toMatchObject({ exitCode: 0 });
  expect(await run('readlink ~/.local/bin/databricks')).toMatch(/^\/home\/node\/\.cache\/lakegoose\/databricks-cli\//);
  expect((await run('ls ~/.cache/lakegoose')).split('\n')).toEqual(expect.arrayContaining(['databricks-cli', 'go']));
  expect(await run('ls ~/.cache/lakegoose')).not.toContain('go-work');
});

test('Goose answers in it from the data of the local workspace', async () => {
  const question = 'What is the average fare by pickup_zip in samples.nyctaxi.trips?';
  const stdout = await run(`goose run --no-session --quiet --text '${question}'`);
  expect(stdout).toContain('execute_sql_read_only');
  expect(stdout).toMatch(/^\| \d{4,5} \| \d+\.\d+ \| \d+ \|$/m);
});

test('notebooks and scripts have their Python', async () => {
  expect(await run('uv run jupyter kernelspec list')).toContain('databricks');
  const imports = 'import matplotlib.pyplot, pandas';
  expect(await container.exec(`uv run python -c '${imports}'`)).toMatchObject({ exitCode: 0, stderr: '' });
});

test('Goose runs the sample notebook when one says yes, and nothing when one says no', async () => {
  const sample = join(container.folder, 'notebooks/sample.ipynb');
  const before = await readFile(sample, 'utf8');
  const asked = async () => {
    const terminal = container.terminal('goose');
    await terminal.shows('Enter to send');
    terminal.press('run notebooks/sample.ipynb\r');
    await terminal.shows('Always Allow');
    return terminal;
  };
  await using refusing = await asked();
  const twoDown = '\u001b[B\u001b[B';
  refusing.press(twoDown);
  refusing.press('\r');
  await refusing.shows('declined to run this tool');
  await refusing.shows('Enter to send', 2);
  // Neither a kernel nor a Python on the cluster; the brackets keep pgrep from finding the shell that runs it.
  expect(await container.exec("pgrep -f 'jupyter_databricks_kerne[l]|lakegoose_contex[t]'")).toMatchObject({
    exitCode: 1,
    stdout: '',
  });
  expect(await readFile(sample, 'utf8')).toBe(before);
  await using allowing = await asked();
  allowing.press('\r');
  await allowing.shows('4 of 4 cells ran', 1, 60);
  expect(await readFile(sample, 'utf8')).toContain('image/png');
});

/** Another workspace in the container, which asks whoever signs in. */
async function startWorkspace(host: string, tokenSeconds: number): Promise<void> {
  const { port } = new URL(host);
  const server = `lakegoose workspace --port ${port} --data /tmp/${port} --token-seconds ${tokenSeconds}`;
  await run(`(setsid ${server} </dev/null >/tmp/${port}.log 2>&1 &)`);
  await run(`curl --silent --retry 30 --retry-delay 1 --retry-connrefused ${host}/.well-known/databricks-config`);
}

describe('a person signs in to other workspaces, in a terminal of the container', () => {
  beforeAll(async () => {
    await putBrowser(container);
    await cp(join(import.meta.dirname, 'inside', 'tokens.ts'), join(container.folder, 'tokens.ts'));
  });

  const tokens = async (how: string, host: string): Promise<unknown> => {
    const dotEnv = await readFile(join(container.folder, '.env'), 'utf8');
    const profile = /^DATABRICKS_CONFIG_PROFILE=(\S+)$/m.exec(dotEnv)?.[1];
    return JSON.parse(await run(`node tokens.ts ${how} ${host} ${profile}`));
  };
  const first = 'http://127.0.0.1:8766';

  test('by one command and a browser; then a terminal without any setting finds the workspace', async () => {
    await startWorkspace(first, 60);
    await using terminal = container.terminal(`BROWSER=$PWD/browse lakegoose login ${first}`);
    await terminal.shows('Start asking with: goose');
    await terminal.ended;
    expect(terminal.screen()).toContain(`You are signed in to ${first} as analyst@local.lakegoose.test`);
    await expectBareTerminal(container, first);
  });

  test('the Databricks CLI tells who that is, lists, and runs a statement', async () => {
    const told = await run('databricks auth describe --output json');
    expect(JSON.parse(told)).toMatchObject({ status: 'success', username: 'analyst@local.lakegoose.test' });
    expect(await run('databricks catalogs list')).toMatch(/^samples /m);
    const query = 'SELECT count(*) AS n FROM samples.nyctaxi.trips';
    expect(await run(`databricks experimental aitools tools query '${query}' --output json`)).toContain('"21932"');
  });

  // With less than five minutes to live, each token is refreshed by whoever asks for one.
  test('several that refresh at once, ours and theirs: nobody is signed out', async () => {
    expect(await tokens('at-once', first)).toEqual(Array.from({ length: 15 }, () => 200));
  });

  test('by the address of the last page, which no browser could show, pasted', async () => {
    const host = 'http://127.0.0.1:8767';
    await startWorkspace(host, 4);
    await using terminal = container.terminal(`BROWSER=none lakegoose login ${host}`);
    await terminal.shows('state=');
    const link = /http:\S+\/authorize\S+/.exec(terminal.screen())?.[0];
    terminal.press(`${await run(`./last-page '${link}'`)}\r`);
    await terminal.shows('Thank you, that was the address.');
    await terminal.shows('Start asking with: goose');
    await terminal.ended;
    // Tokens end, and refresh tokens are replaced, over and over.
    expect(await tokens('in-turn', host)).toEqual({ answers: [200, 200, 200], different: [3, 3] });
  });

  test('lakegoose login local is the way back, also where the local workspace was stopped', async () => {
    const host = 'http://127.0.0.1:8765';
    await writeFile(join(container.folder, '.env'), 'DATABRICKS_HOST=https://nowhere.invalid\n');
    expect(await run('lakegoose workspace --stop')).toContain(`Stopped the local workspace at ${host}`);
    const told = await run('lakegoose login local');
    expect(told).toContain(`You are signed in to ${host} as analyst@local.lakegoose.test`);
    expect(await run('env -i HOME=$HOME PATH=$PATH databricks auth describe')).toContain(`Host: ${host}\n`);
    const started = performance.now();
    expect(await run('lakegoose bootstrap')).toContain('Everything is ready');
    expect(performance.now() - started).toBeLessThan(4000);
  });
});

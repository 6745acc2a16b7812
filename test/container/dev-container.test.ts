import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { buildDatabricksCli } from '../../scripts/build-databricks-cli.ts';
import { rootWithHosts } from '../databricks-client/certificates.ts';
import { commandIn, answer as doctorAnswer } from '../doctor/patient.ts';
import { expectBareTerminal } from './bare.ts';
import { standInBaseImage } from './base-image.ts';
import { putBrowser } from './browser.ts';
import { closedWorkspace } from './closed-workspace.ts';
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

/**
 * A workspace, as far as the clock goes, whose day is yesterday: the clock of a container is the machine's, and not a test's
 * to set.
 */
const yesterday = `(node -e '
  const day = () => new Date(Date.now() - 864e5).toUTCString();
  const server = require("http").createServer((_, answer) => answer.setHeader("date", day()).end("{}"));
  server.listen(8799, () => setTimeout(() => process.exit(), 20_000));
' &>/dev/null &) && curl --silent --retry 50 --retry-delay 0 --retry-connrefused http://127.0.0.1:8799 >/dev/null`;

describe('the doctor', () => {
  const look = async (words: string, surroundings = '') => {
    const { exitCode, stdout } = await container.exec(`${surroundings} lakegoose doctor --json --seconds 30 ${words}`);
    return { exitCode, ...doctorAnswer.parse(JSON.parse(stdout)) };
  };
  const check = async (name: string, surroundings = '') =>
    (await look(`--only ${name}`, surroundings)).checks.find((one) => one.check === name);

  test('finds nothing wrong, and is quick', async () => {
    const started = performance.now();
    const { stdout, exitCode } = await container.exec('lakegoose doctor');
    expect({ stdout, exitCode }).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(' 0 failed, ') });
    expect(performance.now() - started).toBeLessThan(4000);
  });

  test.each([
    ['settings', 'LAKEGOOSE_PORT=none', 'settings.bad'],
    ['network', 'NO_PROXY= http_proxy=http://proxy.example:3128', 'doctor.network_goose_proxy'],
    ['clock', `${yesterday}; DATABRICKS_HOST=http://127.0.0.1:8799`, 'doctor.clock_fast'],
    ['host', 'DATABRICKS_HOST=http://127.0.0.1:9', 'databricks.connection_refused'],
    ['sign-in', 'DATABRICKS_TOKEN=dapi-wrong', 'databricks.token_refused'],
    ['warehouse', 'DATABRICKS_WAREHOUSE_ID=none', 'doctor.no_such_warehouse'],
    ['cluster', 'DATABRICKS_CLUSTER_ID=none', 'doctor.no_such_cluster'],
    ['model', 'GOOSE_MODEL=none', 'doctor.model_not_served'],
    ['goose-environment', 'GOOSE_MODE=auto', 'doctor.goose_environment_overrides'],
    ['storage', 'XDG_STATE_HOME=/usr', 'doctor.not_writable'],
    ['programs', 'PATH=/usr/local/bin:/usr/bin:/bin:$PWD/bin', 'doctor.no_goose'],
  ])('%s: broken by a variable, and right without it', async (name, surroundings, code) => {
    const broken = await check(name, surroundings);
    expect(broken).toMatchObject({ state: 'failed', code, fix: expect.stringMatching(/./) });
    expect(await check(name)).toMatchObject({ state: 'ok' });
  });

  test.each([
    [
      'host',
      'kill $(pgrep --full "[w]orkspace --port") && while pgrep --full "[w]orkspace --port"; do sleep 0.1; done',
      'databricks.connection_refused',
    ],
    ['secrets', 'chmod 644 ~/.databricks/token-cache.json', 'doctor.secrets_open'],
    [
      'goose',
      "sed -i 's/^active_provider: .*/active_provider: openai/' ~/.config/goose/config.yaml",
      'doctor.goose_other',
    ],
    [
      'goose-tools',
      "sed -i '/^  developer:/,/enabled/s/enabled: false/enabled: true/' ~/.config/goose/config.yaml",
      'doctor.goose_more_tools',
    ],
    ['programs', 'rm ~/.local/bin/goose', 'doctor.no_goose'],
    ['kernel', 'rm -r .venv/share/jupyter/kernels/databricks', 'doctor.no_kernel'],
  ])('%s: broken, and right by what is advised', async (name, breaks, code) => {
    await run(breaks);
    const broken = await check(name);
    expect(broken).toMatchObject({ state: 'failed', code });
    await run(commandIn(broken?.fix ?? ''));
    expect(await check(name)).toMatchObject({ state: 'ok' });
  });

  test("the administrators' file limits the person, who cannot change it", async () => {
    const asRoot = (line: string) => engine.docker('exec', '--user', 'root', id, 'sh', '-c', line);
    await asRoot('mkdir -p /etc/lakegoose && echo "sql_policy: [" > /etc/lakegoose/policy.yaml');
    expect(await check('policy')).toMatchObject({ state: 'failed', code: 'doctor.policy_unreadable' });
    await asRoot('echo "sql_policy: read" > /etc/lakegoose/policy.yaml');
    expect(await check('policy', 'LAKEGOOSE_SQL_POLICY=update')).toMatchObject({
      state: 'ok',
      code: 'doctor.policy_under_ceiling',
      says: expect.stringMatching(/^read; /),
    });
    await asRoot('chown node /etc/lakegoose/policy.yaml');
    const open = await check('policy');
    expect(open).toMatchObject({ state: 'warn', code: 'doctor.policy_writable' });
    await asRoot(/: (chown .*)$/.exec(open?.fix ?? '')?.[1] ?? 'false');
    expect(await check('policy')).toMatchObject({ state: 'ok' });
    await asRoot('rm -r /etc/lakegoose');
  });

  test('catalogs, lineage, permissions: right by what an administrator is handed', async () => {
    await using workspace = await closedWorkspace(run);
    const { intern, administer } = workspace;
    expect(await check('catalogs', intern)).toMatchObject({ state: 'ok' });
    await administer(['REVOKE BROWSE, SELECT, USE CATALOG, USE SCHEMA ON CATALOG samples FROM `account users`']);
    const blind = await check('catalogs', intern);
    expect(blind).toMatchObject({ state: 'failed', code: 'doctor.no_catalogs' });
    await administer(blind?.script?.map((line) => line.replace('<catalog>', 'samples')));
    expect(await check('catalogs', intern)).toMatchObject({ state: 'ok' });

    const unknown = await check('lineage', intern);
    expect(unknown).toMatchObject({ state: 'failed', code: 'doctor.lineage_not_permitted' });
    await administer(unknown?.script);
    expect(await check('lineage', intern)).toMatchObject({ state: 'ok', code: 'doctor.lineage_by_system' });

    expect(await check('permissions', intern)).toMatchObject({ state: 'ok' });
    await administer(['GRANT USE CATALOG, CREATE SCHEMA ON CATALOG main TO `analysts`']);
    const wide = await check('permissions', intern);
    expect(wide).toMatchObject({ state: 'warn', code: 'doctor.permissions_write' });
    await administer(wide?.script);
    expect(await check('permissions', intern)).toMatchObject({ state: 'ok' });
  });

  test('kept: what Goose keeps goes by what is told, and comes with the next question', async () => {
    const kept = await check('kept');
    expect(kept).toMatchObject({ code: 'doctor.kept_by_goose' });
    expect(await run(`${commandIn(kept?.says ?? '')} --yes`)).toContain('What Goose had kept is removed.');
    expect(await check('kept')).toMatchObject({ state: 'ok', code: 'doctor.nothing_kept' });
    await run("lakegoose bootstrap && goose run --no-session --quiet --text 'Which catalogs are there?'");
    expect(await check('kept')).toMatchObject({ code: 'doctor.kept_by_goose' });
  });

  test('mcp-server: a part of it is gone, and lakegoose is installed again as is advised', async () => {
    await run('rm -r node_modules/@modelcontextprotocol');
    const broken = await check('mcp-server');
    expect(broken).toMatchObject({ state: 'failed', code: 'bootstrap.no_tools' });
    expect(broken?.says).toContain("Cannot find package '@modelcontextprotocol/server'");
    // As in the container's own lines, without what only our tests need.
    await run(`export NPM_CONFIG_OMIT=dev; ${commandIn(broken?.fix ?? '')}`);
    expect(await check('mcp-server')).toMatchObject({ state: 'ok' });
  });
});

test('a second bootstrap changes nothing and is quick', async () => {
  const started = performance.now();
  const answer = await container.exec('lakegoose bootstrap --json');
  expect({ exitCode: answer.exitCode, ...states(answer) }).toEqual({ exitCode: 0, ...nothingToDo });
  expect(performance.now() - started).toBeLessThan(4000);
});

test('a second up does nothing but attach, and says who is signed in', async () => {
  const up = await container.up();
  expect(up.id).toBe(id);
  expect(up.log).not.toContain('Running the postStartCommand');
  expect(up.log).toContain('· Sign-in: You are signed in to');
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

test('a workspace of somebody that cannot be reached: a terminal is told so, and the container comes up all the same', async () => {
  await writeFile(join(container.folder, '.env'), 'DATABRICKS_HOST=https://nowhere.invalid\n');
  const screen = await container.upOnTerminal('--remove-existing-container');
  expect(screen).toMatch(/Signing in to https:\/\/nowhere\.invalid[\s\S]*– Sign-in: .*(no host|address of)/);
  expect(screen).toContain('– Model: It waits for "sign-in".');
  // Nobody is asked at the start, which comes right after.
  expect(screen).toMatch(/– Sign-in: You are not signed in to https:\/\/nowhere\.invalid yet\. Run in a terminal/);
  expect(screen).toContain('"outcome":"success"');
});

test('a person at a terminal signs in while the container is set up, by the address of the page that cannot be shown', async () => {
  const host = 'work.example';
  const folder = join(container.folder, '.certificates');
  await mkdir(folder);
  await rootWithHosts(folder, [host]);
  await chmod(join(folder, `${host}.key`), 0o644);
  const current = await engine.docker('ps', '--quiet', '--filter', 'label=lakegoose.test=repository');
  await engine.docker('exec', '--user', 'root', current, 'sh', '-c', `echo 127.0.0.1 ${host} >> /etc/hosts`);
  await run('(setsid node test/container/stand-in-workspace.ts $PWD/.certificates </dev/null >/tmp/work.log 2>&1 &)');
  const trusting = 'export SSL_CERT_FILE=$PWD/.certificates/root.pem NODE_EXTRA_CA_CERTS=$PWD/.certificates/root.pem';
  await run(`${trusting}; curl --silent --retry 30 --retry-delay 1 --retry-connrefused https://${host}/oidc`);
  await writeFile(join(container.folder, '.env'), `DATABRICKS_HOST=https://${host}\n`);
  await putBrowser(container);

  await using terminal = container.terminal(`${trusting}; lakegoose bootstrap --only sign-in`);
  await terminal.shows('state=');
  const link = /http:\S+\/authorize\S+/.exec(terminal.screen())?.[0];
  terminal.press(`${await run(`./last-page '${link}'`)}\r`);
  await terminal.shows(`✓ Sign-in: You are now signed in to https://${host}`);
  await terminal.ended;
  const { stdout } = await container.exec(`${trusting}; lakegoose bootstrap --only sign-in`);
  expect(stdout).toContain(`· Sign-in: You are signed in to https://${host}`);
});

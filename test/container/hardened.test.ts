import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { buildDatabricksCli } from '../../scripts/build-databricks-cli.ts';
import { CLUSTER_ID } from '../../src/local-workspace/services/cluster-service.ts';
import { rootWithHosts } from '../databricks-client/certificates.ts';
import { notebookText } from '../support/notebook-folder.ts';
import { repository, runCli } from '../support/run-cli.ts';
import { until } from '../support/until.ts';
import { baseImageName, standInBaseImage } from './base-image.ts';
import { copyRepository, type DevContainer, devContainer } from './dev-container.ts';
import { dockerEngine, type Engine } from './engine.ts';
import { attempts, host, packages, waysOut as ways } from './ways-out.ts';

const stack = new AsyncDisposableStack();
const certificates = '.certificates';
const company = 'proxy.example';
let engine: Engine;
let container: DevContainer;
let id = '';
let signIn = '';

const harden = (folder: string, ...words: string[]) =>
  runCli(['harden', ...words], { directory: folder, environment: { HOME: folder } });

/** A checkout whose container was hardened for a workspace, from outside of it. */
async function fill(folder: string): Promise<void> {
  await copyRepository(folder);
  expect(await harden(folder, `https://${host}`)).toMatchObject({ exitCode: 0 });
}

beforeAll(async () => {
  engine = stack.use(await dockerEngine());
  await standInBaseImage(engine);
  const cli = await buildDatabricksCli((line) => process.stderr.write(`${line}\n`));
  container = stack.use(await devContainer(engine, 'hardened', [dirname(cli)], fill));
});
afterAll(() => stack.disposeAsync());

/** Runs a line as somebody who is signed in to the workspace, and trusts its certificate. */
async function signedIn(line: string) {
  const bundle = `$PWD/${certificates}/bundle.pem`;
  return container.exec(
    `export GOOSE_MODEL=lakegoose-guide SSL_CERT_FILE=${bundle} NODE_EXTRA_CA_CERTS=${bundle} ${signIn}; ${line}`,
  );
}

/** The container that is the way out. Releases of Compose name it differently. */
async function sidecar(): Promise<string> {
  const labels = [`com.docker.compose.project=${container.project}`, 'com.docker.compose.service=egress'];
  return engine.docker('ps', '--quiet', ...labels.flatMap((label) => ['--filter', `label=${label}`]));
}

async function run(line: string): Promise<string> {
  const answer = await signedIn(line);
  expect({ line, ...answer }).toMatchObject({ exitCode: 0 });
  return answer.stdout;
}

/** What each of these lines of shell comes to. All are run at once, because the way into the container takes a second. */
async function allAtOnce(lines: readonly string[]) {
  const parts = lines.map((line, at) => `{ (${line}) >/dev/null 2>/tmp/told-${at}; echo $? >/tmp/ended-${at}; } &`);
  const tell = lines.map((_line, at) => `echo "$(cat /tmp/ended-${at}) $(tr '\\n' ' ' </tmp/told-${at})"`);
  const { stdout } = await signedIn([...parts, 'wait', ...tell].join('\n'));
  return stdout.split('\n').map((line) => {
    const [, exitCode, stderr] = /^(\d+) (.*)$/.exec(line) ?? [];
    return { exitCode: Number(exitCode), stderr };
  });
}

/** A workspace of somebody, on the network that only the way out is in. */
async function startWorkspace(): Promise<void> {
  const folder = join(container.folder, certificates);
  const aliases = [host, company].flatMap((name) => ['--network-alias', name]);
  const words = ['run', '--detach', '--name', `${container.project}-workspace`, ...aliases];
  const labels = ['--label', `com.docker.compose.project=${container.project}`];
  const cache = '{{range .Mounts}}{{if eq .Destination "/home/node/.cache"}}{{.Name}}{{end}}{{end}}';
  const volume = (await engine.docker('inspect', '--format', cache, id)).trim();
  const volumes = [`${container.folder}:/app`, `${volume}:/home/node/.cache`].flatMap((name) => ['--volume', name]);
  const place = ['--network', `${container.project}_outside`, ...volumes];
  const program = ['node', '/app/test/container/stand-in-workspace.ts', `/app/${certificates}`];
  await mkdir(folder);
  const { root } = await rootWithHosts(folder, [host]);
  const usual = await engine.docker('exec', id, 'cat', '/etc/ssl/certs/ca-certificates.crt');
  await writeFile(join(folder, 'bundle.pem'), `${usual}\n${await readFile(root, 'utf8')}`);
  await chmod(join(folder, `${host}.key`), 0o644);
  await engine.docker(...words, ...labels, ...place, await baseImageName(), ...program);
  let told = '';
  await until(async () => {
    told = await engine.docker('logs', `${container.project}-workspace`);
    return told.includes('\n') || told.endsWith('}');
  }, 30);
  const [first = ''] = told.split('\n');
  signIn = `DATABRICKS_TOKEN=${z.object({ token: z.string() }).parse(JSON.parse(first)).token}`;
}

/** What the way out says of itself, asked from inside. */
const wayOut = 'curl --silent --noproxy "*" http://egress:3128/';

test('it comes up, and is closed before anybody works in it', async () => {
  const up = await container.up();
  id = up.id;
  expect(up.log).toContain(`You are not signed in to https://${host} yet`);
  expect(JSON.parse(await run(wayOut))).toEqual({ setUp: 'over', hosts: [host] });
});

describe('out of reach is', () => {
  let told: Awaited<ReturnType<typeof allAtOnce>>;
  beforeAll(async () => {
    told = await allAtOnce(ways.map(([, line]) => `${packages}; ${line}`));
  });
  test.each(ways.map(([what, , says], at) => [what, says, at] as const))('%s', (_what, says, at) => {
    expect(told[at]?.stderr).toMatch(new RegExp(says));
    expect(told[at]?.exitCode).not.toBe(0);
  });
});

test('the machine itself is out of reach, too, by either of its addresses', async () => {
  const gatewayOf = async (network: string) => {
    const words = ['network', 'inspect', '--format', '{{(index .IPAM.Config 0).Gateway}}'];
    return (await engine.docker(...words, `${container.project}_${network}`)).trim();
  };
  const [inside, outside] = [await gatewayOf('inside'), await gatewayOf('outside')];
  // Past the routes that are there, which nobody inside can change: as if it were next door.
  const nextDoor =
    's.setsockopt(socket.SOL_SOCKET, 25, b"eth0"); s.setsockopt(socket.SOL_SOCKET, socket.SO_DONTROUTE, 1)';
  const knocks = [
    [inside, ''],
    [outside, ''],
    [outside, nextDoor],
  ].map(([address, how]) => {
    const program = `import socket\ns = socket.socket()\ns.settimeout(5)\n${how}\nprint(s.connect_ex(("${address}", 22)))`;
    return `python3 -c '${program}' &`;
  });
  // No route, or nothing at all. A machine that is there would refuse or answer.
  expect((await run([...knocks, 'wait'].join('\n'))).split('\n')).toEqual(
    knocks.map(() => expect.stringMatching(/^(113|101|11)$/)),
  );
});

test('nothing but the proxy is listening in the way out', async () => {
  const ports = '22 53 80 443 2375 3127 3129 8080 9229';
  const knock = `for port in ${ports} 3128; do (timeout 1 bash -c "</dev/tcp/egress/$port") 2>/dev/null && echo $port; done`;
  expect(await run(`${knock} || true`)).toBe('3128');
});

test('each refusal is a line of the log', async () => {
  const { stderr: log } = await execa('docker', ['logs', await sidecar()], { env: engine.environment });
  expect(log).toMatch(/"refused":"[^"]+:443","why":"not-listed"/);
  expect(log).toContain('"refused":"1.1.1.1:443","why":"not-a-name"');
});

test('the workspace is within reach: Databricks CLI, tools, Goose', async () => {
  await startWorkspace();
  expect(JSON.parse(await run('databricks current-user me'))).toMatchObject({ userName: expect.stringContaining('@') });
  await run('lakegoose agents goose');
  await run('lakegoose bootstrap --only self-test');
  const question = 'What is the average fare by pickup_zip in samples.nyctaxi.trips?';
  const answer = await run(`goose run --no-session --quiet --text '${question}'`);
  expect(answer).toContain('execute_sql_read_only');
  expect(answer).toMatch(/^\| \d{4,5} \| \d+\.\d+ \| \d+ \|$/m);
});

test('the doctor finds nothing wrong, and tells the way and the limits', async () => {
  const told = await run('lakegoose doctor --seconds 30');
  expect(told).toContain(' 0 failed, ');
  expect(told).toContain('Through the proxy egress:3128.');
  expect(told).toContain('/etc/lakegoose/policy.yaml allows read at the most.');
});

test('behind the name of the workspace nobody else is reached', async () => {
  const ask = `curl --silent --output /dev/null --write-out %{http_code}`;
  expect(await run(`${ask} https://${host}/`)).toBe('401');
  const { exitCode } = await signedIn(
    `${ask} --insecure --connect-to other.example:443:${host}:443 https://other.example/`,
  );
  expect(exitCode).not.toBe(0);
  const { stderr: log } = await execa('docker', ['logs', await sidecar()], { env: engine.environment });
  expect(log).toContain(`"refused":"${host}:443 other.example","why":"other-name"`);
});

test('the Python of notebooks, and the SDK of Databricks in it, reach it, too', async () => {
  const program = 'from databricks.sdk import WorkspaceClient; print(WorkspaceClient().current_user.me().user_name)';
  expect(await run(`REQUESTS_CA_BUNDLE=$SSL_CERT_FILE .venv/bin/python -c '${program}'`)).toContain('@');
});

test('a cell of a notebook runs on the cluster, by the kernel', async () => {
  const path = join(container.folder, 'one.ipynb');
  await writeFile(path, notebookText(['spark.sql("SELECT 40 + 2 AS answer").show()']));
  await chmod(path, 0o666);
  const own = `REQUESTS_CA_BUNDLE=$SSL_CERT_FILE DATABRICKS_CLUSTER_ID=${CLUSTER_ID}`;
  await run(`${own} .venv/bin/jupyter execute one.ipynb --inplace --kernel_name=databricks`);
  expect(await readFile(path, 'utf8')).toContain('|    42|');
  expect(await run(`${own} lakegoose doctor --only cluster --seconds 30`)).toContain('Local Cluster (');
});

test('whole results come without a storage, whatever the settings say', async () => {
  await run('LAKEGOOSE_RESULTS=links lakegoose sql run "SELECT id FROM range(5000)" --out numbers.csv');
  expect((await readFile(join(container.folder, 'numbers.csv'), 'utf8')).trim().split('\n')).toHaveLength(5001);
  const { stderr } = await signedIn('LAKEGOOSE_RESULTS=links lakegoose sql run "SELECT 1" --out one.arrow');
  expect(stderr).toContain('administrators forbid');
});

describe('refused is', () => {
  let told: Awaited<ReturnType<typeof allAtOnce>>;
  beforeAll(async () => {
    told = await allAtOnce(attempts.map(([, line]) => line));
  });
  test.each(attempts.map(([what], at) => [what, at] as const))('%s', (_what, at) => {
    expect(told[at]?.exitCode).toBeGreaterThan(0);
  });
});

test('it has no capabilities, and cannot get any', async () => {
  expect(await run('grep -E "Cap(Eff|Prm|Bnd)|NoNewPrivs" /proc/self/status')).toMatch(
    /^CapPrm:\t0+\nCapEff:\t0+\nCapBnd:\t0+\nNoNewPrivs:\t1$/,
  );
});

test('it cannot be undone from inside, which is told', async () => {
  const { exitCode, stderr } = await container.exec('lakegoose harden --undo');
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringContaining('on your own machine') });
});

test('after a restart it is as closed as before, and nothing inside opens it', async () => {
  await engine.docker('restart', '--time', '1', id, await sidecar());
  await container.up();
  for (const way of ['open', 'close', '']) await run(`${wayOut}${way} --request POST`);
  expect(JSON.parse(await run(wayOut))).toEqual({ setUp: 'over', hosts: [host] });
  expect(await container.exec(`${packages}; curl --silent https://$PACKAGES`)).not.toMatchObject({ exitCode: 0 });
  expect(JSON.parse(await run('databricks current-user me'))).toMatchObject({ userName: expect.stringContaining('@') });
});

test("all made anew behind a company's proxy: as closed as before, and the workspace is reached through that proxy", async () => {
  const policy = join(container.folder, '.devcontainer/hardened/policy.yaml');
  await writeFile(policy, `${await readFile(policy, 'utf8')}proxy: http://${company}:3128\n`);
  expect(await harden(container.folder)).toMatchObject({ exitCode: 0 });
  await engine.docker('rm', '--force', id, await sidecar());
  ({ id } = await container.up());
  expect(JSON.parse(await run(wayOut))).toEqual({ setUp: 'over', hosts: [host] });
  expect(JSON.parse(await run('databricks current-user me'))).toMatchObject({ userName: expect.stringContaining('@') });
  expect(await container.exec(`${packages}; curl --silent https://$PACKAGES`)).not.toMatchObject({ exitCode: 0 });
  const asked = (await engine.docker('logs', `${container.project}-workspace`)).split('\n').slice(1);
  expect(new Set(asked)).toEqual(new Set([`CONNECT ${host}:443`]));
});

test('a container with more rights is told so when it starts', async () => {
  const folder = join(container.folder, '.devcontainer/hardened');
  const place = ['--network', `${container.project}_inside`, '--volume', `${folder}:/etc/lakegoose:ro`];
  const words = ['run', '--rm', ...place, await baseImageName(), 'node', '/etc/lakegoose/egress/egress.ts', 'close'];
  const { exitCode, stderr } = await execa('docker', words, { env: engine.environment, reject: false });
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringContaining('Error: not-confined') });
});

test('undone from outside, the plain configuration is back byte for byte', async () => {
  expect(await harden(container.folder, '--undo')).toMatchObject({ exitCode: 0 });
  const path = join('.devcontainer', 'devcontainer.json');
  expect(await readFile(join(container.folder, path))).toEqual(await readFile(join(repository, path)));
});

import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { buildDatabricksCli } from '../../scripts/build-databricks-cli.ts';
import { rootWithHosts } from '../databricks-client/certificates.ts';
import { repository, runCli } from '../support/run-cli.ts';
import { until } from '../support/until.ts';
import { baseImageName, standInBaseImage } from './base-image.ts';
import { copyRepository, type DevContainer, devContainer } from './dev-container.ts';
import { dockerEngine, type Engine } from './engine.ts';

const stack = new AsyncDisposableStack();
const certificates = '.certificates';
const host = 'work.example';
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

/** A workspace of somebody, on the network that only the way out is in. */
async function startWorkspace(): Promise<void> {
  const folder = join(container.folder, certificates);
  const aliases = [host, company].flatMap((name) => ['--network-alias', name]);
  const words = ['run', '--detach', '--name', `${container.project}-workspace`, ...aliases];
  const labels = ['--label', `com.docker.compose.project=${container.project}`];
  const place = ['--network', `${container.project}_outside`, '--volume', `${container.folder}:/app`];
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

/** A name that the container could look up and reach while it was set up. */
const packages = 'export PACKAGES=$(node -p "new URL(process.argv[1]).hostname" "$(npm config get registry)")';

/** What the way out says of itself, asked from inside. */
const wayOut = 'curl --silent --noproxy "*" http://egress:3128/';

test('it comes up, and is closed before anybody works in it', async () => {
  const up = await container.up();
  id = up.id;
  expect(up.log).toContain(`You are not signed in to https://${host} yet`);
  expect(JSON.parse(await run(wayOut))).toEqual({ setUp: 'over', hosts: [host] });
});

test.each([
  ['another host', 'curl --silent --show-error https://$PACKAGES', 'CONNECT tunnel failed, response 403'],
  ['another host without TLS', 'curl --silent --show-error --fail http://$PACKAGES', '403'],
  ['a raw address', 'curl --silent --show-error https://1.1.1.1', 'CONNECT tunnel failed, response 403'],
  ['another port', `curl --silent --show-error https://${host}:22`, 'CONNECT tunnel failed, response 403'],
  ['another host, past the proxy', 'curl --silent --show-error --noproxy "*" https://$PACKAGES', 'resolve host'],
  [
    'a raw address, past the proxy',
    'curl --silent --show-error --noproxy "*" https://1.1.1.1',
    'Failed to connect|unreachable',
  ],
  [
    'an address of IPv6, past the proxy',
    'curl --silent --show-error --noproxy "*" https://[2606:4700:4700::1111]',
    'Failed to connect|unreachable|assign',
  ],
  ['the way out itself, through itself', 'curl --silent --show-error --noproxy none https://egress', 'response 403'],
  ['a name server of its own', lookup('1.1.1.1'), 'ECONNREFUSED|ENETUNREACH|ETIMEOUT'],
  ['a name, asked of Docker', lookup('127.0.0.11'), 'SERVFAIL|NOTFOUND|ECONNREFUSED|ETIMEOUT|EREFUSED'],
])('%s is out of reach', async (_what, line, says) => {
  const { exitCode, stderr } = await container.exec(`${packages}; ${line}`);
  expect(stderr).toMatch(new RegExp(says));
  expect(exitCode).not.toBe(0);
});

function lookup(server: string): string {
  const program = `const r = new (require("dns").promises.Resolver)({ timeout: 1000, tries: 1 });
    r.setServers(["${server}"]); r.resolve4(process.env.PACKAGES).then(console.log)`;
  return `node -e '${program}'`;
}

test.each([
  ['inside', ''],
  ['outside', ''],
  // Past the routes that are there, which nobody inside can change: as if it were next door.
  ['outside', 's.setsockopt(socket.SOL_SOCKET, 25, b"eth0"); s.setsockopt(socket.SOL_SOCKET, socket.SO_DONTROUTE, 1)'],
])('the machine itself is out of reach, too, by its address in the network %s %s', async (network, option) => {
  const format = '{{(index .IPAM.Config 0).Gateway}}';
  const gateway = await engine.docker('network', 'inspect', '--format', format, `${container.project}_${network}`);
  const program = `import socket
s = socket.socket()
s.settimeout(5)
${option}
print(s.connect_ex(("${gateway.trim()}", 22)))`;
  // EHOSTUNREACH, or nothing at all. A machine that is there would refuse or answer.
  expect(await run(`python3 -c '${program}'`)).toMatch(/^(113|101|11)$/);
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

test('whole results come without a storage, whatever the settings say', async () => {
  await run('LAKEGOOSE_RESULTS=links lakegoose sql run "SELECT id FROM range(5000)" --out numbers.csv');
  expect((await readFile(join(container.folder, 'numbers.csv'), 'utf8')).trim().split('\n')).toHaveLength(5001);
  const { stderr } = await signedIn('LAKEGOOSE_RESULTS=links lakegoose sql run "SELECT 1" --out one.arrow');
  expect(stderr).toContain('administrators forbid');
});

test.each([
  ['more rights', 'sudo --non-interactive true'],
  ['a world of its own, to mount things in', 'unshare --user --map-root-user true'],
  ['mounting anew', 'mount --options remount,rw /etc/lakegoose'],
  ['a setting of the kernel', 'echo 1 > /proc/sys/net/ipv4/ip_forward'],
  ['the engine of the machine', 'ls /var/run/docker.sock /run/docker.sock'],
  ['another set-up', 'touch .devcontainer/hardened/state/set-up-2'],
  ['another way to the policy', 'ln .devcontainer/hardened/policy.yaml mine'],
  ['another folder in the place of this one', 'mv $PWD $PWD-2'],
  ['a change of .devcontainer', 'touch .devcontainer/devcontainer.json'],
  ['another .devcontainer in its place', 'mv .devcontainer elsewhere'],
  ['a task that runs outside', 'touch .vscode/tasks.json'],
  ['a change of the policy', 'touch /etc/lakegoose/policy.yaml'],
  ['a wider policy by settings', 'LAKEGOOSE_SQL_POLICY=update lakegoose sql check "INSERT INTO t VALUES (1)"'],
])('%s is refused', async (_what, line) => {
  expect((await signedIn(line)).exitCode).not.toBe(0);
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

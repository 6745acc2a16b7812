import { once } from 'node:events';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { exportUserFolder } from '../../scripts/export-user-folder.ts';
import { findGoose } from '../../src/agent-config/goose/binary.ts';
import { commandIn, answer as doctorAnswer } from '../doctor/patient.ts';
import { NotebookClient } from '../local-workspace/notebook-client.ts';
import { notebookFolder } from '../support/notebook-folder.ts';
import { packed } from '../support/packed.ts';
import { cleanEnvironment } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const stack = new AsyncDisposableStack();
let folder = '';
let program = '';

/** As the machine has it: where packages come from is its own affair. */
const npm = (...words: readonly string[]) => execa('npm', [...words], { cwd: folder, timeout: 120_000 });

beforeAll(async () => {
  const made = stack.use(await temporaryDirectory()).path;
  folder = join(made, 'folder');
  await exportUserFolder(folder, await packed(made));
  program = join(folder, 'node_modules/.bin/lakegoose');
  await npm('install', '--no-audit', '--no-fund');
});
afterAll(() => stack.disposeAsync());

async function sizeOf(path: string): Promise<number> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => stat(join(entry.parentPath, entry.name)));
  return (await Promise.all(files)).reduce((sum, { size }) => sum + size, 0);
}

test('a user’s folder has no sources and no tests of ours, and one dependency of 3 MB beside the local workspace', async () => {
  const names = await readdir(folder, { recursive: true });
  expect(names.filter((name) => !name.startsWith('node_modules') && /(^|\/)(src|test)(\/|$)|\.ts$/.test(name))).toEqual(
    [],
  );
  expect(names).toEqual(expect.arrayContaining(['pyproject.toml', '.devcontainer/python/requirements.txt']));
  const { dependencies } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  expect(Object.keys(dependencies)).toEqual(['lakegoose', 'lakegoose-workspace']);
  const installed = join(folder, 'node_modules/lakegoose');
  expect(JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')).dependencies).toBeUndefined();
  expect(await sizeOf(installed)).toBeLessThan(3_000_000);
});

test.each(['lakegoose', 'lakegoose-workspace'])('the README of %s is for whoever installs it', async (name) => {
  const text = await readFile(join(folder, 'node_modules', name, 'README.md'), 'utf8');
  expect(text).toContain(`# ${name}\n`);
  // A checkout has these; a package has neither scripts nor other pages.
  expect(text).not.toMatch(/npm ci|npm run|\]\((?!https:)/);
  const { stdout } = await execa(program, ['--help'], { cwd: folder });
  const verbs = Array.from(text.matchAll(/npx lakegoose ([a-z]+)/g), ([, verb = '']) => verb);
  expect(verbs.filter((verb) => !new RegExp(`^  ${verb} `, 'm').test(stdout))).toEqual([]);
});

test('the published program starts the local workspace, asks it, and needs no other Node flags or folders', async () => {
  const own = cleanEnvironment({ HOME: folder, NO_PROXY: '127.0.0.1' });
  const workspace = execa(program, ['workspace', '--port', '0', '--json', '--python', 'python3'], {
    cwd: folder,
    env: own,
    extendEnv: false,
    reject: false,
    timeout: 60_000,
  });
  const [first] = await once(workspace.stdout, 'data');
  const told = { host: z.string(), token: z.string(), cluster_id: z.string() };
  const { host, token, cluster_id: clusterId } = z.looseObject(told).parse(JSON.parse(String(first)));
  const environment = { ...own, LAKEGOOSE_WORKSPACE: 'local', DATABRICKS_HOST: host, DATABRICKS_TOKEN: token };
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(new StdioClientTransport({ command: program, args: ['mcp'], env: environment, cwd: folder }));
  const given = { query: 'SELECT count(*) AS n FROM samples.nyctaxi.trips' };
  const answer = await client.callTool({ name: 'execute_sql_read_only', arguments: given });
  expect(JSON.stringify(answer)).toContain('21932');
  await client.close();
  const notebook = await NotebookClient.open({ host, token, clusterId });
  expect(await notebook.text('spark.table("samples.nyctaxi.trips").count()')).toBe('21932\n');
  workspace.kill('SIGTERM');
  await workspace;
});

test('the published demo runs, and what it names next can be typed in the folder', async () => {
  const env = cleanEnvironment({ HOME: folder });
  const PATH = `${dirname(await findGoose())}:${env.PATH}`;
  const { stdout } = await execa(program, ['demo'], { cwd: folder, env: { ...env, PATH }, extendEnv: false });
  expect(stdout).toContain('npx lakegoose demo --chat ');
  expect(stdout).not.toContain('npm run');
});

test('in a folder that pins no tools, only those that questions need are wanted, and it is said where they come from', async () => {
  await using nothing = await temporaryDirectory();
  const env = cleanEnvironment({ HOME: nothing.path });
  const words = ['bootstrap', '--only', 'tools'];
  const { exitCode, stdout } = await execa(program, words, { cwd: nothing.path, env, extendEnv: false, reject: false });
  expect(exitCode).toBe(1);
  const PATH = [dirname(await findGoose()), dirname(process.execPath), '/usr/bin', '/bin'].join(':');
  const doctor = execa(program, ['doctor', '--only', 'programs'], {
    cwd: nothing.path,
    env: { ...env, PATH },
    extendEnv: false,
  });
  expect((await doctor).stdout).toContain('databricks is not on the PATH');
  expect(stdout).toMatch(/none in \S+ or above it.* install Goose \(https:\S+\) and the Databricks CLI \(https:\S+\)/);
});

test('the published program runs a notebook', async () => {
  await using person = await notebookFolder();
  const path = await person.write('one.ipynb', 'print("it runs")');
  const { environment: env, path: cwd } = person;
  expect((await execa(program, ['notebook', 'run', path], { cwd, env, extendEnv: false })).stdout).toBe('it runs');
});

const strangeTools = '{"jsonrpc":"2.0","id":2,"result":{"tools":[{"name":"drop_table"}]}}';

test.each([
  ['bootstrap.no_tools', (parts: string, names: readonly string[]) => removeAll(parts, names, /^mcp-/)],
  [
    'doctor.mcp_server_other',
    (parts: string) =>
      writeFile(
        join(parts, '../../bin/lakegoose'),
        `#!/bin/sh\n[ "$1" = mcp ] && exec echo '${strangeTools}'\nexec node ${parts}/cli.mjs "$@"\n`,
      ),
  ],
])('a server of tools that is damaged (%s) is right by what the doctor advises', async (code, damage) => {
  const env = cleanEnvironment({ HOME: folder, LAKEGOOSE_WORKSPACE: 'local', DATABRICKS_TOKEN: 'dapi-none' });
  const look = async () => {
    const words = ['doctor', '--json', '--only', 'mcp-server', '--seconds', '30'];
    const { stdout } = await execa(program, words, { cwd: folder, env, extendEnv: false, reject: false });
    return doctorAnswer.parse(JSON.parse(stdout)).checks.find(({ check }) => check === 'mcp-server');
  };
  const parts = join(folder, 'node_modules/lakegoose/lib/js');
  await damage(parts, await readdir(parts));
  const broken = await look();
  expect(broken).toMatchObject({ state: 'failed', code });
  await execa('sh', ['-c', commandIn(broken?.fix ?? '')], { cwd: folder, timeout: 120_000 });
  expect(await look()).toMatchObject({ state: 'ok' });
});

async function removeAll(folder: string, names: readonly string[], wanted: RegExp): Promise<void> {
  for (const name of names.filter((one) => wanted.test(one))) await rm(join(folder, name));
}

test('without the package of the local workspace, the command that installs it is named', async () => {
  await npm('uninstall', '--no-audit', '--no-fund', 'lakegoose-workspace');
  const own = cleanEnvironment({ HOME: folder });
  const { exitCode, stderr } = await execa(program, ['workspace'], { env: own, extendEnv: false, reject: false });
  expect({ exitCode, stderr }).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('npm install lakegoose-workspace'),
  });
});

test('the published program hardens the folder, and undoes it', async () => {
  const harden = (...words: readonly string[]) =>
    execa(program, ['harden', ...words], { cwd: folder, env: cleanEnvironment({ HOME: folder }), extendEnv: false });
  const hardened = join(folder, '.devcontainer/hardened');
  await harden('https://work.example');
  const source = join(import.meta.dirname, '../../src/egress/egress.ts');
  expect(await readFile(join(hardened, 'egress/egress.ts'))).toEqual(await readFile(source));
  await harden('--undo');
  await expect(readdir(hardened)).rejects.toThrow('ENOENT');
});

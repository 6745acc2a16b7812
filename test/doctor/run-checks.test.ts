import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Check, failed, ok } from '../../src/doctor/check.ts';
import { checks } from '../../src/doctor/checks.ts';
import { runChecks } from '../../src/doctor/run-checks.ts';
import { cliProgram, repository } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const surroundings = {
  environment: {},
  directory: '/',
  policyFile: '/nowhere.yaml',
  cli: [cliProgram],
  toolsUnder: () => [],
  pins: undefined,
  seconds: 0.2,
  signal: new AbortController().signal,
} as const;

function check(name: string, needs: readonly string[], run: Check['run']): Check {
  return { name, title: 'doctor.host', needs, run };
}
const fine: Check['run'] = async () => ok('doctor.network_own_machine');
const never: Check['run'] = () => new Promise(() => undefined);

const statesOf = async (list: readonly Check[], own = {}) =>
  (await runChecks(list, { ...surroundings, ...own })).map(({ finding: { state } }) => state);

test('what fails stops those that need it, and those that need them, and no other', async () => {
  const broken: Check['run'] = async () => {
    throw new Error('broken');
  };
  const list = [check('one', [], broken), check('two', ['one'], fine), check('three', ['two'], fine)];
  expect(await statesOf([...list, check('four', [], fine)])).toEqual(['failed', 'skipped', 'skipped', 'ok']);
});

test('a warning and what is passed over stop nobody', async () => {
  const warned: Check['run'] = async () => ({ ...failed('doctor.clock_unknown'), state: 'warn' });
  expect(await statesOf([check('one', [], warned), check('two', ['one'], fine)])).toEqual(['warn', 'ok']);
});

test('they run side by side, and one that never ends is cut off: a failure where others wait for it', async () => {
  const started = performance.now();
  const many = Array.from({ length: 20 }, (_, at) => check(`n${at}`, [], never));
  expect(new Set(await statesOf(many))).toEqual(new Set(['warn']));
  expect(performance.now() - started).toBeLessThan(2000);
  expect(await statesOf([check('one', [], never), check('two', ['one'], fine)])).toEqual(['failed', 'skipped']);
});

test('what is cut off is told so by its signal', async () => {
  const told = Promise.withResolvers<boolean>();
  const listens: Check['run'] = (context) => {
    context.signal.addEventListener('abort', () => told.resolve(true));
    return never(context);
  };
  await statesOf([check('one', [], listens)]);
  expect(await told.promise).toBe(true);
});

test('each check stands after those that it needs, under a name of its own', () => {
  const names = checks.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const [at, { needs }] of checks.entries()) for (const need of needs) expect(names.slice(0, at)).toContain(need);
});

test('the page of the doctor names each check, in order, and what it needs', async () => {
  const page = await readFile(join(repository, 'docs/doctor.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `([\w-]+)` \| ((?:`[\w-]+`(?:, )?)*) ?\|/gm)];
  const told = rows.map(([, name, needs = '']) => ({ name, needs: needs.match(/[\w-]+/g) ?? [] }));
  expect(told).toEqual(checks.map(({ name, needs }) => ({ name, needs })));
});

test('the server of our tools: one that does not start, one with other tools, and ours', async () => {
  await using folder = await temporaryDirectory();
  const server = checks.filter(({ name }) => name === 'settings' || name === 'mcp-server');
  const environment = {
    PATH: process.env.PATH,
    HOME: folder.path,
    LAKEGOOSE_WORKSPACE: 'local',
    DATABRICKS_TOKEN: 'dapi-none',
    XDG_STATE_HOME: folder.path,
  };
  const look = async (script: string, toolsUnder = () => ['list_catalogs']) => {
    const program = join(folder.path, 'program');
    await writeFile(program, `#!/bin/sh\n${script}\n`);
    await chmod(program, 0o755);
    const given = { ...surroundings, environment, directory: folder.path, toolsUnder, seconds: 30 };
    return (await runChecks(server, { ...given, cli: [program] }))[1]?.finding;
  };
  expect(await look('echo "no such module" >&2; exit 1')).toMatchObject({
    state: 'failed',
    because: { error: { code: 'bootstrap.no_tools', facts: { reason: 'no such module' } } },
  });
  const stack = "Error: Cannot find package 'one'\n    at resolve (node:internal:1:2) {\n}\n\nNode.js v24.0.0";
  expect(await look(`cat >&2 <<'END'\n${stack}\nEND\nexit 1`)).toMatchObject({
    because: { error: { facts: { reason: "Error: Cannot find package 'one'" } } },
  });
  const lists = (name: string) => `echo '{"jsonrpc":"2.0","id":2,"result":{"tools":[{"name":"${name}"}]}}'`;
  expect(await look(lists('drop_table'))).toMatchObject({
    state: 'failed',
    because: { code: 'doctor.mcp_server_other', facts: { missing: 'list_catalogs', strange: 'drop_table' } },
  });
  expect(await look(lists('list_catalogs'))).toMatchObject({ state: 'ok' });
});

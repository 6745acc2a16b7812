import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { childProcesses } from '../support/child-processes.ts';
import { openTerminal } from '../support/goose-terminal.ts';
import { remoteWorkspace } from '../support/remote-workspace.ts';
import { cliProgram, runCli } from '../support/run-cli.ts';
import { type DatabricksCli, databricksCli } from './databricks-cli.ts';

const host = 'https://work.example';
const dotEnv = `DATABRICKS_HOST=${host}\n`;

let stack: AsyncDisposableStack;
let cli: DatabricksCli;
let environment: Record<string, string>;

/** Somebody whose workspace is set, and who is not signed in to it. Nothing opens a browser here. */
beforeEach(async () => {
  stack = new AsyncDisposableStack();
  const model_services = [{ name: 'model-services/system.ai.claude-sonnet-4-6' }];
  const workspace = stack.use(await remoteWorkspace({ '/model-services': { model_services } }, { consent: 'given' }));
  cli = stack.use(await databricksCli());
  environment = { ...cli.environment, ...workspace.environment, XDG_STATE_HOME: cli.home, BROWSER: 'none' };
  await writeFile(join(cli.home, '.env'), dotEnv);
});
afterEach(() => stack.disposeAsync());

const words = (line: string) => runCli(line.split(' '), { environment, directory: cli.home });
const onTerminal = (line: string, own: Readonly<Record<string, string>> = {}) =>
  stack.use(openTerminal(`${cliProgram} ${line}`, { directory: cli.home, environment: { ...environment, ...own } }));
const text = (name: string) => readFile(join(cli.home, name), 'utf8').catch(() => '');

type Terminal = ReturnType<typeof onTerminal>;

async function shownLink(terminal: Terminal): Promise<string> {
  await terminal.shows('state=');
  return /http:\/\/127\.0\.0\.1\S+\/authorize\S+/.exec(terminal.screen())?.[0] ?? '';
}

/** The person signs in in a browser on another machine, and copies the address of the page that it cannot show. */
async function pasteLastPage(terminal: Terminal): Promise<void> {
  const last = await fetch(await shownLink(terminal), { redirect: 'manual' });
  terminal.press(`${last.headers.get('location')}\r`);
}

test('the bootstrap lets a person at a terminal sign in; a second sign-in tells where the first waits', async () => {
  const terminal = onTerminal('bootstrap --only sign-in');
  const link = await shownLink(terminal);
  // Short, because a container may wait for it.
  expect(await childProcesses(await terminal.pid(), '2m')).toHaveLength(1);
  expect(await words('login')).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(/waiting already \(\/dev\/pts\/\d+, PID \d+\)/),
  });
  expect((await words('login')).stderr).toContain(`open its link: ${link}`);
  await pasteLastPage(terminal);
  await terminal.shows(`✓ Sign-in: You are now signed in to ${host} (profile DEFAULT).`);
  await terminal.ended;
  expect((await words('bootstrap --only sign-in')).stdout).toBe(
    `· Sign-in: You are signed in to ${host} (profile DEFAULT).`,
  );
});

test('Enter leaves it for later', async () => {
  const terminal = onTerminal('bootstrap --only sign-in');
  await shownLink(terminal);
  terminal.press('\r');
  await terminal.shows(`– Sign-in: You are not signed in to ${host} yet. Run in a terminal: lakegoose login ${host}`);
  await terminal.ended;
  expect(existsSync(join(cli.home, '.databrickscfg'))).toBe(false);
});

test.each([
  ['in CI', '', { CI: 'true' }],
  ['told so', ' --unattended', {}],
  ['VS Code runs it in a terminal that may be hidden', '', { REMOTE_CONTAINERS: 'true' }],
])('where nobody can be asked (%s), a terminal is not asked either', async (_where, more, own) => {
  const terminal = onTerminal(`bootstrap --only sign-in${more}`, own);
  await terminal.shows(`Run in a terminal: lakegoose login ${host}`);
  await terminal.ended;
  expect(terminal.screen()).not.toContain('state=');
});

test('login --if-needed signs in once; then it only says so', async () => {
  const terminal = onTerminal('login --if-needed');
  await pasteLastPage(terminal);
  await terminal.shows('Start asking with: goose');
  await terminal.ended;
  expect(await text('.env')).toContain('GOOSE_MODEL=system.ai.claude-sonnet-4-6\n');
  expect(await words('login --if-needed')).toEqual({
    exitCode: 0,
    stdout: `You are signed in to ${host}. Start asking with: goose`,
    stderr: '',
  });
});

test.each([
  ['no workspace is set', ''],
  ['the local workspace is meant', 'LAKEGOOSE_WORKSPACE=local\n'],
])('login --if-needed does nothing where %s', async (_what, set) => {
  await writeFile(join(cli.home, '.env'), set);
  const { exitCode, stdout, stderr } = await words('login --if-needed');
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toMatch(/^No workspace of your own is set[^\n]*$/);
  expect(await text('.env')).toBe(set);
});

test('Ctrl-C in the middle of a sign-in leaves nothing behind, and the next one finds everything free', async () => {
  const terminal = onTerminal('login');
  await shownLink(terminal);
  const port = /redirect_uri=http%3A%2F%2Flocalhost%3A(\d+)/.exec(terminal.screen())?.[1];
  terminal.press('\x03');
  await terminal.ended;
  expect(await text('.env')).toBe(dotEnv);
  expect(existsSync(join(cli.home, '.databrickscfg'))).toBe(false);
  expect(await text('.databricks/token-cache.json')).not.toContain('refresh_token');
  await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow();

  const again = onTerminal('login');
  await pasteLastPage(again);
  await again.shows('Start asking with: goose');
});

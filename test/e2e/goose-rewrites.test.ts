import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { findGoose } from '../../src/agent-config/goose/binary.ts';
import { gooseOwnExtensions } from '../../src/agent-config/goose/goose-config.ts';
import { openTerminal } from '../support/goose-terminal.ts';
import { cleanEnvironment, runCli } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { typeIntoGoose } from '../support/type-into-goose.ts';

const config = z.looseObject({
  extensions: z.record(z.string(), z.looseObject({ enabled: z.boolean() })),
});
const users = `# How I like it
MY_KEY: 1
GOOSE_CLI_THEME: light
extensions:
  mine: { enabled: false, type: stdio, name: mine, cmd: "true", args: [] }
`;

/** A person who has a configuration of their own, and sets up Goose with our CLI. */
async function person() {
  await using stack = new AsyncDisposableStack();
  const workspace = stack.use(await testWorkspace());
  const root = stack.use(await temporaryDirectory());
  const directory = root.path;
  const environment = { ...cleanEnvironment(workspace.environment), HOME: directory, GOOSE_PATH_ROOT: directory };
  const path = join(directory, 'config/config.yaml');
  await mkdir(dirname(path));
  await writeFile(path, users);
  const goose = await findGoose();
  const kept = stack.move();
  return {
    text: () => readFile(path, 'utf8'),
    setsUp: async () => (await runCli(['bootstrap', '--only', 'goose'], { environment, directory })).stdout,
    types: (...lines: readonly string[]) => typeIntoGoose(goose, { directory, environment, lines }),
    /** Waits for each question of `goose configure`, and presses the keys. */
    configures: async (...answers: readonly (readonly [string, string])[]) => {
      await using terminal = openTerminal(`${goose} configure`, { directory, environment });
      for (const [question, keys] of answers) {
        await terminal.shows(question);
        terminal.press(keys);
      }
      await terminal.ended;
    },
    asks: async (question: string) => {
      const words = ['run', '--no-session', '--quiet', '--text', question];
      const options = { cwd: directory, env: environment, extendEnv: false, stdin: 'ignore', timeout: 30_000 } as const;
      return (await execa(goose, words, options)).stdout;
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

const down = '\x1B[B';
const choose = (place: number) => `${down.repeat(place)}\r`;
/** The extensions in the order in which `goose configure` shows them. */
const shown = [...Object.values(gooseOwnExtensions), 'lakegoose', 'mine'].sort();
/** Moves through that list, presses the space bar on these, and ends. */
function toggle(...names: readonly string[]): string {
  return `${shown.map((name) => (names.includes(name) ? ' ' : '')).join(down)}\r`;
}

test('what Goose and the person change in the file survives our next write, and so do our settings', async () => {
  await using someone = await person();
  await someone.setsUp();
  const ours = await someone.text();
  expect(ours).toContain('# How I like it');

  await someone.types('/mode approve');
  await someone.configures(
    ['What would you like to configure?', choose(3)],
    ['enable extensions:', toggle('developer', 'lakegoose', 'mine', 'todo')],
  );
  const rewritten = await someone.text();
  expect(rewritten).not.toContain('# How I like it');
  expect(config.parse(parse(rewritten))).toMatchObject({
    GOOSE_MODE: 'approve',
    extensions: {
      developer: { enabled: true },
      lakegoose: { enabled: false },
      mine: { enabled: true },
      todo: { enabled: true },
    },
  });

  expect(await someone.setsUp()).toMatch(/^✓ Goose: .*the guard would not see what they do: developer\./);
  const { extensions, ...rest } = config.parse(parse(await someone.text()));
  expect(rest).toMatchObject({
    active_provider: 'lakegoose',
    GOOSE_TELEMETRY_ENABLED: false,
    MY_KEY: 1,
    GOOSE_CLI_THEME: 'light',
    GOOSE_MODE: 'approve',
  });
  const on = Object.entries(extensions).filter(([, { enabled }]) => enabled);
  expect(on.map(([name]) => name).sort()).toEqual(['lakegoose', 'mine', 'todo']);
  expect(await someone.setsUp()).toMatch(/^· Goose: /);
});

test('what Goose writes by itself is nothing for us to write again', async () => {
  await using someone = await person();
  await someone.setsUp();
  await someone.types('/mode approve', '/mode smart_approve');
  const rewritten = await someone.text();
  expect(rewritten).toContain('display_name: Developer');
  expect(await someone.setsUp()).toMatch(/^· Goose: /);
  expect(await someone.text()).toBe(rewritten);
});

test('a mode in which everything runs unasked is gone at the next start, and Goose answers', async () => {
  await using someone = await person();
  await someone.setsUp();
  await someone.configures(
    ['What would you like to configure?', choose(5)],
    ['What setting would you like to configure?', choose(0)],
    ['Which goose mode would you like to configure?', choose(0)],
  );
  expect(await someone.text()).toContain('GOOSE_MODE: auto');
  expect(await someone.setsUp()).toMatch(/^✓ Goose: /);
  expect(await someone.text()).toContain('GOOSE_MODE: smart_approve');
  expect(await someone.asks('Which catalogs are there?')).toContain('samples');
});

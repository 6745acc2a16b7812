import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { findGoose } from '../../src/agent-config/goose/binary.ts';
import { isOffered } from '../../src/mcp-server/tool.ts';
import { tools } from '../../src/mcp-server/tools.ts';
import { openTerminal } from '../support/goose-terminal.ts';
import { cleanEnvironment, runCli } from '../support/run-cli.ts';
import { type Asked, scriptedModel } from '../support/scripted-model.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testWorkspace } from '../support/test-workspace.ts';

const ours = tools.filter((tool) => isOffered(tool, 'read')).map(({ name }) => `lakegoose__${name}`);
/** What Goose 1.52 has in its extension `developer`. */
const developer = ['edit', 'read_image', 'shell', 'tree', 'write'];

const namesOf = ({ body }: Asked) => body.tools.map((tool) => Object(tool.function).name).sort();

/** A person's folder and home, with a model that wants to run a command. */
async function person() {
  await using stack = new AsyncDisposableStack();
  const workspace = stack.use(await testWorkspace());
  const root = stack.use(await temporaryDirectory());
  const model = stack.use(
    await scriptedModel(workspace.host, (_before, hasResult) =>
      hasResult ? 'That was it.' : { tool: 'shell', given: { command: 'echo done > ran' } },
    ),
  );
  const environment = {
    ...cleanEnvironment(workspace.environment),
    HOME: root.path,
    GOOSE_PATH_ROOT: root.path,
    DATABRICKS_HOST: model.host,
  };
  const kept = stack.move();
  return {
    model,
    ran: join(root.path, 'ran'),
    /** As they set it in `.env`; then Goose is set up again. */
    sets: async (line: string) => {
      await writeFile(join(root.path, '.env'), line);
      expect(await runCli(['bootstrap', '--only', 'goose'], { environment, directory: root.path })).toMatchObject({
        exitCode: 0,
      });
      model.asked.length = 0;
    },
    asks: async () => {
      const words = ['run', '--no-session', '--quiet', '--text', 'Run it.'];
      const options = { cwd: root.path, env: environment, extendEnv: false, stdin: 'ignore', reject: false } as const;
      return execa(await findGoose(), words, { ...options, timeout: 30_000 });
    },
    sits: async () => openTerminal(await findGoose(), { directory: root.path, environment }),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

test('the shell is offered while the setting says so, and only then', async () => {
  await using someone = await person();
  for (const [line, offered] of [
    ['', ours],
    ['LAKEGOOSE_GOOSE_TOOLS=shell\n', [...ours, ...developer]],
    ['LAKEGOOSE_GOOSE_TOOLS=off\n', ours],
  ] as const) {
    await someone.sets(line);
    await someone.asks();
    expect(someone.model.asked).not.toEqual([]);
    for (const asked of someone.model.asked) expect(namesOf(asked)).toEqual([...offered].sort());
  }
  expect(existsSync(someone.ran)).toBe(false);
});

test('no command runs before the person has said yes', async () => {
  await using someone = await person();
  await someone.sets('LAKEGOOSE_GOOSE_TOOLS=shell\n');
  expect((await someone.asks()).stderr).toContain('Tool approval required');
  expect(existsSync(someone.ran)).toBe(false);
  await using terminal = await someone.sits();
  await terminal.shows('Enter to send');
  terminal.press('Run it.\r');
  await terminal.shows('Always Allow');
  expect(existsSync(someone.ran)).toBe(false);
  terminal.press('\r');
  await terminal.shows('That was it.');
  expect(existsSync(someone.ran)).toBe(true);
});

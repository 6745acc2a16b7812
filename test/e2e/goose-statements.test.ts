import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { findGoose } from '../../src/agent-config/goose/binary.ts';
import { guideModel } from '../../src/agent-config/goose/wishes-of.ts';
import { writeGooseConfig } from '../../src/agent-config/goose/write-config.ts';
import { queryHistory } from '../../src/databricks-api/query-history.ts';
import { WorkspaceClient } from '../local-workspace/workspace-client.ts';
import { childProcesses } from '../support/child-processes.ts';
import { openTerminal } from '../support/goose-terminal.ts';
import { cliProgram } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testWorkspace } from '../support/test-workspace.ts';

const prompt = 'Enter to send';

/** A local workspace, and the real Goose set up for it in a folder of its own. */
async function setUp(coldStartSeconds: number, settings: Readonly<Record<string, string>> = {}) {
  const workspace = await testWorkspace({ coldStartSeconds });
  const root = await temporaryDirectory();
  const environment = { ...workspace.environment, GOOSE_PATH_ROOT: root.path, ...settings };
  await writeGooseConfig(join(root.path, 'config'), {
    host: workspace.host,
    model: guideModel,
    plane: 'ai_gateway',
    cli: [cliProgram],
    mcpEnvironment: {},
  });
  return {
    workspace,
    directory: root.path,
    environment,
    goose: await findGoose(),
    [Symbol.asyncDispose]: async () => {
      await workspace.close();
      await root[Symbol.asyncDispose]();
    },
  };
}

test('a statement that outlasts the time for an answer is asked for again, and the warehouse is seen to start', async () => {
  await using stage = await setUp(5, { LAKEGOOSE_ANSWER_SECONDS: '4' });
  await using terminal = openTerminal(stage.goose, stage);
  await terminal.shows(prompt);
  terminal.press('What is the average fare by pickup_zip?\r');
  await terminal.shows('waiting for SQL warehouse Local Warehouse (STARTING)');
  await terminal.shows('statement_id');
  await terminal.shows(prompt, 2);
  expect(terminal.screen()).toMatch(
    /▸[^\n]*execute_sql_read_only[\s\S]*▸[^\n]*poll_sql_result[\s\S]*The highest average fare/,
  );
});

test('a result is saved where Goose was started, also when its statement had to be asked for again', async () => {
  await using stage = await setUp(3, { LAKEGOOSE_ANSWER_SECONDS: '2' });
  const question = 'Please save the average fare by pickup_zip as fares.csv';
  const { stdout } = await execa(stage.goose, ['run', '--no-session', '--quiet', '--text', question], {
    cwd: stage.directory,
    env: stage.environment,
    extendEnv: false,
    stdin: 'ignore',
    timeout: 30_000,
  });
  const [head, ...rows] = (await readFile(join(stage.directory, 'fares.csv'), 'utf8')).trim().split('\n');
  expect(head).toBe('pickup_zip,average_fare,trips');
  expect(rows.length).toBeGreaterThan(10);
  expect(stdout).toContain('poll_sql_result');
  expect(stdout).toContain(`saved: ${rows.length} rows`);
});

/** Goose in a terminal, in the middle of a call whose statement would never end. */
async function inTheMiddle(settings: Readonly<Record<string, string>> = {}) {
  const stage = await setUp(0, settings);
  const client = new WorkspaceClient(stage.workspace);
  const trips = 'samples.nyctaxi.trips';
  await client.rows(`CREATE VIEW main.default.endless AS
    SELECT a.pickup_zip, a.fare_amount + b.fare_amount + c.fare_amount AS fare_amount
    FROM ${trips} a CROSS JOIN ${trips} b CROSS JOIN ${trips} c`);
  const terminal = openTerminal(stage.goose, stage);
  const statuses = async () => {
    const { res = [] } = queryHistory.parse(await client.get('/api/2.0/sql/history/queries'));
    return res.filter(({ query_text: text }) => text?.includes('AVG(fare_amount)')).map(({ status }) => status);
  };
  await terminal.shows(prompt);
  terminal.press('What is the average fare by pickup_zip in main.default.endless?\r');
  await expect.poll(statuses).toEqual(['RUNNING']);
  const goose = await terminal.pid();
  const [server = 0] = await childProcesses(goose, 'mcp');
  return {
    terminal,
    statuses,
    goose,
    server,
    [Symbol.asyncDispose]: async () => {
      await terminal[Symbol.asyncDispose]();
      await stage[Symbol.asyncDispose]();
    },
  };
}

type Middle = Awaited<ReturnType<typeof inTheMiddle>>;
const isAlive = (pid: number) => existsSync(`/proc/${pid}`);

async function pressUntilItEnds({ terminal, goose }: Middle): Promise<void> {
  await expect
    .poll(
      () => {
        terminal.press('\x03');
        return isAlive(goose);
      },
      { timeout: 15_000, interval: 300 },
    )
    .toBe(false);
}

test.each<[string, (middle: Middle) => unknown]>([
  ['Ctrl-C ends', pressUntilItEnds],
  ['the closing of its window ends', ({ terminal }) => terminal.hangUp()],
  ['the system kills', ({ goose }) => process.kill(goose, 'SIGKILL')],
])('a Goose that %s leaves neither statement nor server running', async (_how, end) => {
  await using middle = await inTheMiddle();
  expect([middle.goose, middle.server].map(isAlive)).toEqual([true, true]);
  await end(middle);
  await expect.poll(middle.statuses).toEqual(['CANCELED']);
  await expect.poll(() => [middle.goose, middle.server].map(isAlive)).toEqual([false, false]);
});

// Goose does not always tell the server of a Ctrl-C (facts `goose.md` §5): then nobody asks for the statement any more.
test('Ctrl-C in a call ends the statement also while Goose lives on', async () => {
  await using middle = await inTheMiddle({ LAKEGOOSE_ANSWER_SECONDS: '4', LAKEGOOSE_UNPOLLED_SECONDS: '1' });
  middle.terminal.press('\x03');
  await middle.terminal.shows('Interrupted');
  await expect.poll(middle.statuses).toEqual(['CANCELED']);
  expect([middle.goose, middle.server].map(isAlive)).toEqual([true, true]);
  middle.terminal.press('Which catalogs are there?\r');
  await middle.terminal.shows('list_catalogs');
});

import { expect, test } from 'vitest';
import { outputLines } from '../../src/commands/notebook-run/output-lines.ts';
import { progressWords } from '../../src/commands/notebook-run/progress-words.ts';
import { folderWithoutKernel } from '../support/folder-without-kernel.ts';
import { openTerminal } from '../support/goose-terminal.ts';
import { cliProgram, runCli } from '../support/run-cli.ts';
import { testWorkspace } from '../support/test-workspace.ts';

const words = ['notebook', 'run', 'x.ipynb'];

test('a cluster that starts is told: in a terminal by its seconds, in a log by its states', async () => {
  await using workspace = await testWorkspace({ clusterStartSeconds: 600 });
  await using folder = await folderWithoutKernel('1');
  const own = { ...workspace.environment, DATABRICKS_CLUSTER_ID: workspace.clusterId };

  const hasty = { ...own, LAKEGOOSE_CLUSTER_SECONDS: '2' };
  const log = await runCli(words, { environment: hasty, directory: folder.path });
  expect(log.exitCode).toBe(1);
  expect(log.stderr.split('\n')).toEqual([
    'Cluster Local Cluster: asleep, is being started, 0 s. Ctrl-C ends the wait.',
    expect.stringMatching(/^Cluster Local Cluster: starting, \d s\. Ctrl-C ends the wait\.$/),
    expect.stringContaining('The cluster Local Cluster was not running after 2 seconds. It may go on starting'),
  ]);

  const command = [cliProgram, ...words].join(' ');
  await using terminal = openTerminal(command, { directory: folder.path, environment: own });
  await terminal.shows(/Cluster Local Cluster: starting, [2-9] s\. Ctrl-C ends the wait\./);
  terminal.press('\u0003');
  await terminal.shows('The run of the notebook was cancelled.');
  await terminal.ended;
  // One line that is written over.
  expect(terminal.screen().split('The run')[0]).not.toContain('\n');
});

test('a notebook outside of the working folder is not run, and nothing is asked', async () => {
  await using folder = await folderWithoutKernel('1');
  const { exitCode, stderr } = await runCli(['notebook', 'run', '../x.ipynb'], { directory: folder.path });
  expect(exitCode).toBe(1);
  expect(stderr).toContain(`"../x.ipynb" is outside of the working folder ${folder.path}.`);
  expect(stderr).toContain('go to its folder first (cd)');
});

test('what could not be judged is told before the run, each kind once for a cell', async () => {
  await using workspace = await testWorkspace();
  const many = Array.from({ length: 30 }, () => 'dbutils.fs');
  await using folder = await folderWithoutKernel('spark.sql(x)\nspark.sql(y)\ndbutils.fs', ...many);
  const environment = { ...workspace.environment, DATABRICKS_CLUSTER_ID: workspace.clusterId };
  const { stderr } = await runCli(words, { environment, directory: folder.path });
  const [told = '', why = ''] = stderr.split('\n');
  expect(told).toMatch(/\(cell:line\): 1:1 \.sql\(…\) ×2, 1:3 dbutils, 2:1 dbutils, .*, 19:1 dbutils, … \+12$/);
  expect(why).toContain('The kernel of the notebook did not start or ended too early');
});

test('a program reads why nothing was run on a line of JSON, too', async () => {
  await using folder = await folderWithoutKernel('1');
  const given = ['notebook', 'run', '../x.ipynb', '--json'];
  const { exitCode, stdout } = await runCli(given, { directory: folder.path });
  expect([exitCode, JSON.parse(stdout)]).toEqual([
    1,
    { error: { code: 'notebook.outside', says: expect.stringContaining('is outside of the working folder') } },
  ]);
});

test('what the kernel says of a cell is told without what it says of each', () => {
  const at = { step: 'cell', cell: 3, number: 2, count: 4 } as const;
  const says = '⠋ Cluster: RUNNING | Command: RUNNING | 1.2s\n  Driver logs: https://one.example/driver-logs';
  expect(progressWords({ ...at, text: says }, 'en')).toBe('Cell 3 (2 of 4) ⠋ 1.2s');
  expect(progressWords({ ...at, text: '⠋ [5/8] Extracting files...' }, 'en')).toBe(
    'Cell 3 (2 of 4) ⠋ [5/8] Extracting files...',
  );
});

test('a long table is cut on a terminal, and what the cluster may have cut is said', () => {
  const rows = (count: number) => {
    const html = `<table><tr><th>n</th></tr>${'<tr><td>1</td></tr>'.repeat(count)}</table>`;
    return outputLines([{ output_type: 'display_data', data: { 'text/html': html } }], 'en');
  };
  expect(rows(100)).toHaveLength(102);
  expect(rows(101).slice(102)).toEqual(['100 of 101 rows are shown; all are in the notebook']);
  expect(rows(10_000).slice(102)).toEqual([
    '100 of 10000 rows are shown; all are in the notebook',
    expect.stringContaining('There may be more rows: Databricks displays 10000 at most, or 2 MB.'),
  ]);
});

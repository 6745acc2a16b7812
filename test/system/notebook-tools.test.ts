import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { isAlive } from '../../src/base/shell.ts';
import { notebook } from '../../src/notebooks/file/notebook.ts';
import { connectClient } from '../mcp-server/connect-client.ts';
import { faultProxy } from '../support/fault-proxy.ts';
import { notebookFolder } from '../support/notebook-folder.ts';
import { until } from '../support/until.ts';

let person: Awaited<ReturnType<typeof notebookFolder>>;
let agent: Awaited<ReturnType<typeof connectClient>>;
beforeAll(async () => {
  person = await notebookFolder();
  agent = await connectClient(person.environment, person.path);
});
afterAll(async () => {
  await agent[Symbol.asyncDispose]();
  await person[Symbol.asyncDispose]();
});

const call = (tool: string, given: Record<string, unknown>) => agent.call(tool, given);
const sourcesIn = async (path: string) =>
  notebook
    .parse(JSON.parse(await readFile(person.at(path), 'utf8')))
    .cells.map(({ cell_type, source }) => [cell_type, [source].flat().join('')]);

describe('run_notebook', () => {
  test('gives texts, tables and the number of images, and saves all in the notebook', async () => {
    const told: string[] = [];
    const { content } = await agent.client.callTool(
      { name: 'run_notebook', arguments: { path: 'notebooks/sample.ipynb' } },
      { onprogress: ({ message = '' }) => told.push(message) },
    );
    const text = JSON.stringify(content);
    expect(text).toContain('notebooks/sample.ipynb: 4 of 4 cells ran in');
    expect(text).toContain('The outputs are saved in the notebook.');
    expect(text).toContain('rows displayed: 10\\n```csv\\npicked_up,miles,fare,pickup_zip\\n');
    expect(text).toContain('Cell 9:\\nimages: 1, saved in the notebook');
    expect(told.map((line) => /^cell \d \(\d of 4\)/.exec(line)?.[0])).toEqual(
      expect.arrayContaining(['cell 3 (1 of 4)', 'cell 5 (2 of 4)', 'cell 7 (3 of 4)', 'cell 9 (4 of 4)']),
    );
    const { text: read } = await call('read_notebook', { path: 'notebooks/sample.ipynb', from: 7 });
    expect(read).toContain('Cell 7 (code):\n```text\nby_hour = spark.sql(');
    expect(read).toContain('average_fare\n');
    expect(read).not.toContain('Cell 6');
  });

  test('cuts what is long, and keeps it in the notebook', async () => {
    const wide = 'SELECT repeat("x", 100000) AS t FROM range(100)';
    const path = await person.write(
      'long.ipynb',
      'print("x" * 1_000_000)',
      'display(spark.range(500))',
      `display(spark.sql('${wide}'))`,
      `display(spark.sql('${wide}').toPandas())`,
    );
    const { text } = await call('run_notebook', { path });
    expect(text.length).toBeLessThan(15_000);
    expect(text).toContain('cut at 3000 characters');
    expect(text).toContain('rows displayed: 500 (first 20 shown, all are in the notebook)');
    const cut = 'rows displayed: 20 (there may be more: Databricks displays at most 10000 rows or 2 MB;';
    expect(text.split(cut)).toHaveLength(3);
    expect((await readFile(person.at(path), 'utf8')).length).toBeGreaterThan(1_000_000);
  });

  test('counts images, saves them in the notebook, and writes to no file beside it', async () => {
    await mkdir(person.at('drawn'));
    await writeFile(person.at('drawn/chart.png'), 'my own');
    const draw = 'import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.savefig("chart.png")';
    const path = await person.write('drawn/draws.ipynb', draw, `${draw}\nplt.figure()\nplt.plot([2, 1])`);
    const { text } = await call('run_notebook', { path });
    expect(text).toMatch(/Cell 1:\nimages: 1, saved in the notebook\nCell 2:\nimages: 2, saved in the notebook$/m);
    expect((await readFile(person.at(path), 'utf8')).match(/"image\/png"/g)).toHaveLength(3);
    expect((await readdir(person.at('drawn'))).sort()).toEqual(['chart.png', 'draws.ipynb']);
    expect(await readFile(person.at('drawn/chart.png'), 'utf8')).toBe('my own');
  });

  test('tells cell, line and message of a failure', async () => {
    const path = await person.write('fails.ipynb', 'value = {}', 'print("so far")\nvalue["missing"]');
    const { text } = await call('run_notebook', { path });
    expect(text).toMatch(
      /^Local workspace.*\n\nError: cell 2 failed, line 2: value\["missing"\]\n```text\nKeyError: 'missing'\n```/,
    );
  });

  test('runs nothing where the guard refuses a cell, and tells what it could not see', async () => {
    const mark = person.at('ran');
    const path = await person.write('writes.ipynb', `open("${mark}", "w")`, 'x = spark.sql("DROP TABLE main.a.b")');
    expect((await call('run_notebook', { path })).text).toMatch(/Error: \[refused\] Cell 2 of .* in line 1 .*REMOVES/s);
    expect(existsSync(mark)).toBe(false);
    const built = await person.write(
      'built.ipynb',
      'name = "range(3)"',
      'spark.sql(f"SELECT count(*) FROM {name}").show()',
    );
    const { text } = await call('run_notebook', { path: built });
    expect(text).toContain('Not judged, because it cannot be seen before it runs (cell:line): 2:1 .sql(…)');
    expect(text).toContain('3|');
  });
});

test('the start of the cluster is told while it is waited for', async () => {
  await using slow = await notebookFolder({ clusterStartSeconds: 3 });
  await using client = await connectClient(slow.environment, slow.path);
  const path = await slow.write('one.ipynb', 'print("it runs")');
  const told: string[] = [];
  const { content } = await client.client.callTool(
    { name: 'run_notebook', arguments: { path } },
    { onprogress: ({ message = '' }) => told.push(message) },
  );
  expect(JSON.stringify(content)).toContain('it runs');
  expect(told).toContainEqual(expect.stringMatching(/^waiting for cluster Local Cluster \(PENDING\), [1-9] s$/));
  expect(told.at(-1)).toMatch(/^cell 1 \(1 of 1\)/);
});

test('a cell whose context is ended in the middle runs again in a new one', async () => {
  await using proxy = await faultProxy(person.workspace.host, () => undefined);
  await using client = await connectClient({ ...person.environment, DATABRICKS_HOST: proxy.host }, person.path);
  const mark = person.at('reconnects');
  const waits = `import os, time
again = os.path.exists(${JSON.stringify(mark)})
open(${JSON.stringify(mark)}, "w").close()
while not again:
    time.sleep(0.05)
print("again", "kept" in globals())`;
  const asked = client.call('run_notebook', { path: await person.write('reconnects.ipynb', 'kept = 1', waits) });
  await until(() => existsSync(mark), 40);
  const [execute] = proxy.asked.filter(({ url }) => url.pathname === '/api/1.2/commands/execute');
  const { clusterId, contextId } = z.looseObject({}).parse(JSON.parse(execute?.body ?? ''));
  await fetch(`${person.workspace.host}/api/1.2/contexts/destroy`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${person.workspace.token}` },
    body: JSON.stringify({ clusterId, contextId }),
  });
  const { text } = await asked;
  expect(text).toContain('2 of 2 cells ran');
  expect(text).toContain('Variables have been reset.');
  expect(text).toContain('again False');
});

describe('a run that takes longer than a call', () => {
  const endless = (mark: string) => `import os, time
open(${JSON.stringify(mark)}, "w").write(str(os.getpid()))
while not os.path.exists(${JSON.stringify(`${mark}.go`)}):
    time.sleep(0.05)
print("and on")`;

  async function pidIn(mark: string): Promise<number> {
    const written = () => readFile(mark, 'utf8').catch(() => '');
    await until(async () => (await written()) !== '', 40);
    return Number(await written());
  }

  test('is asked for until it is over', async () => {
    const mark = person.at('asked');
    const path = await person.write('asked.ipynb', 'print("one")', endless(mark));
    await using hasty = await connectClient({ ...person.environment, LAKEGOOSE_ANSWER_SECONDS: '8' }, person.path);
    const begun = await hasty.call('run_notebook', { path });
    expect(begun.text).toMatch(/Not finished yet: asked\.ipynb, .* Ask again with poll_notebook_run/);
    const run_id = /run_id (\w+)/.exec(begun.text)?.[1];
    const second = /cell 2 \(2 of 2\), \d+ s; cells done: 1\. Ask again/;
    await until(async () => second.test((await hasty.call('poll_notebook_run', { run_id })).text), 40);
    await writeFile(`${mark}.go`, '');
    const { text } = await hasty.call('poll_notebook_run', { run_id });
    expect(text).toContain('2 of 2 cells ran');
    expect(text).toContain('and on');
    expect((await hasty.call('poll_notebook_run', { run_id })).text).toContain('Error: [not-found] There is no run');
  });

  test('can be ended, and ends with the agent', async () => {
    await using hasty = await connectClient({ ...person.environment, LAKEGOOSE_ANSWER_SECONDS: '8' }, person.path);
    const runs = await Promise.all(
      ['ended', 'left'].map(async (name) => {
        const mark = person.at(name);
        const path = await person.write(`${name}.ipynb`, 'spark.sql(f"SELECT {1}")', endless(mark));
        const { text } = await hasty.call('run_notebook', { path });
        return { id: /run_id (\w+)/.exec(text)?.[1] ?? text, pid: await pidIn(mark) };
      }),
    );
    const [ended, left] = runs;
    expect((await hasty.call('poll_notebook_run', { run_id: ended?.id, cancel: true })).text).toContain(
      [
        `The run ${ended?.id} was cancelled. What came before is saved in ended.ipynb.`,
        'Not judged, because it cannot be seen before it runs (cell:line): 1:1 .sql(…)',
      ].join('\n'),
    );
    expect([ended, left].map((run) => isAlive(run?.pid ?? 0))).toEqual([false, true]);
    await hasty.client.close();
    await until(() => !isAlive(left?.pid ?? 0), 10);
  });

  test('ends when its call is cancelled', async () => {
    const mark = person.at('unwanted');
    const path = await person.write('unwanted.ipynb', endless(mark));
    const stop = new AbortController();
    const asked = agent.client.callTool({ name: 'run_notebook', arguments: { path } }, { signal: stop.signal });
    const pid = await pidIn(mark);
    stop.abort();
    await expect(asked).rejects.toThrow();
    await until(() => !isAlive(pid), 10);
  });
});

test('write_notebook makes a notebook and changes its cells', async () => {
  const path = 'made.ipynb';
  const source = '# %% [markdown]\n# A story\n# %%\nx = 2\n\n# %%\nprint(x)\n';
  expect((await call('write_notebook', { path, action: 'create', source })).text).toContain('with 3 cells');
  await call('write_notebook', { path, action: 'replace', cell: 2, source: 'x = 40' });
  await call('write_notebook', { path, action: 'insert', cell: 3, source: 'x += 2' });
  await call('write_notebook', { path, action: 'insert', cell: 5, source: 'The end', type: 'markdown' });
  await call('write_notebook', { path, action: 'remove', cell: 1 });
  expect(await sourcesIn(path)).toEqual([
    ['code', 'x = 40'],
    ['code', 'x += 2'],
    ['code', 'print(x)'],
    ['markdown', 'The end'],
  ]);
  expect((await call('run_notebook', { path })).text).toContain('42');
});

test('no tool leaves the working folder', async () => {
  await using other = await notebookFolder();
  await symlink(other.at('notebooks/sample.ipynb'), person.at('link.ipynb'));
  await symlink(other.path, person.at('elsewhere'));
  for (const path of [other.at('notebooks/sample.ipynb'), '../x.ipynb', 'link.ipynb', 'elsewhere/x.ipynb']) {
    for (const [tool, given] of [
      ['run_notebook', {}],
      ['read_notebook', {}],
      ['write_notebook', { action: 'remove', cell: 1 }],
      ['write_notebook', { action: 'create', source: 'x' }],
    ] as const) {
      const { text } = await call(tool, { path, ...given });
      expect([tool, path, text]).toEqual([
        tool,
        path,
        expect.stringMatching(/is outside of|is there already|There is no notebook/),
      ]);
    }
  }
});

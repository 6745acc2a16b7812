import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LakegooseError } from '../../src/base/errors.ts';
import { outputLines } from '../../src/mcp-server/notebook/cell-lines.ts';
import { runText, unseenLines } from '../../src/mcp-server/notebook/run-text.ts';
import { notebookIn } from '../../src/notebooks/file/read-notebook.ts';
import { notebookText } from '../support/notebook-folder.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { connectClient } from './connect-client.ts';

const row = (tag: string, cells: readonly string[]) =>
  `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
const table = (rows: number, columns: number, text: string) => {
  const cells = Array.from({ length: columns }, (_, at) => `${at}${text}`);
  const html = `<table>${row('th', cells)}${row('td', cells).repeat(rows)}</table>`;
  return { output_type: 'display_data', data: { 'text/html': html }, metadata: {} };
};
const long = 'x'.repeat(300);

test('read_notebook and a run show every cell, however much it gave', async () => {
  const outputs = [table(20, 30, long), table(20, 30, long), table(20, 30, long)];
  const read = notebookIn(notebookText([long.repeat(50), long.repeat(50), 'print("end")']), 'x');
  const filled = { ...read, cells: read.cells.map((cell) => ({ ...cell, outputs })) };
  await using workspace = await testWorkspace();
  await using folder = await temporaryDirectory();
  await writeFile(join(folder.path, 'x.ipynb'), JSON.stringify(filled));
  await using agent = await connectClient(workspace.environment, folder.path);
  const seen: string[] = [];
  for (let from = 1; from <= 3; ) {
    const { text } = await agent.call('read_notebook', { path: 'x.ipynb', from });
    expect(text.length).toBeLessThan(31_000);
    seen.push(...Array.from(text.matchAll(/^Cell (\d) \(code\)/gm), ([, cell = '']) => cell));
    const next = Number(/ask again with from (\d)/.exec(text)?.[1] ?? 4);
    expect(next).toBeGreaterThan(from);
    from = next;
  }
  expect(seen).toEqual(['1', '2', '3']);

  const notebook = { notebook: read, text: '', path: '', name: 'x.ipynb' };
  const results = [1, 2, 3, 4].map((cell) => ({ cell, outputs, executionCount: cell }));
  const ran = { outcome: 'done', results, count: 4, isSaved: true } as const;
  const state = { id: '1', notebook, unseen: [], seconds: 1, progress: undefined, cellsDone: 4, ran };
  expect(runText(state)).toMatch(
    /Cell 1:\nrows displayed: 20 .*outputs left out here: 2; .*from cell 4 on are left out/s,
  );
});

test('a notebook that no run would take is told so wherever it is read or written', async () => {
  await using workspace = await testWorkspace();
  await using folder = await temporaryDirectory();
  await writeFile(join(folder.path, 'none.ipynb'), notebookText(['1'], {}));
  await writeFile(join(folder.path, 'r.ipynb'), notebookText(['1'], { kernelspec: { name: 'ir', language: 'R' } }));
  await using agent = await connectClient(workspace.environment, folder.path);
  for (const [path, why] of [
    ['none.ipynb', '"none.ipynb" names no kernel (metadata.kernelspec).'],
    ['r.ipynb', '"r.ipynb" is in R, and only Python can be run.'],
  ]) {
    expect((await agent.call('run_notebook', { path })).text).toContain(`Error: [file] ${why}`);
    expect((await agent.call('read_notebook', { path })).text).toContain(`\nIt would not run: ${why}`);
    const edit = { path, action: 'insert', cell: 1, source: '2' };
    expect((await agent.call('write_notebook', edit)).text).toContain(`\nIt would not run: ${why}`);
  }
});

test('what may be left on the cluster is told of a run that ended by itself', () => {
  const notebook = { notebook: notebookIn(notebookText(['1']), 'x'), text: '', path: '', name: 'x.ipynb' };
  const ran = { outcome: 'done', results: [], count: 1, isSaved: true, left: 'You may not.' } as const;
  const text = runText({ id: '1', notebook, unseen: [], seconds: 1, progress: undefined, cellsDone: 1, ran });
  expect(text).toMatch(/may be left on the cluster, because .* has ended: You may not\.$/);
});

test('what ran is told, also where the notebook could not be written', () => {
  const notebook = { notebook: notebookIn(notebookText(['1']), 'x'), text: '', path: '', name: 'x.ipynb' };
  const results = [
    { cell: 1, outputs: [{ output_type: 'stream', name: 'stdout', text: 'it ran' }], executionCount: 1 },
  ];
  const notSaved = new LakegooseError('notebook.not_writable', {
    path: 'x.ipynb',
    reason: 'ENOSPC',
    fix: 'Free some.',
  });
  const ran = { outcome: 'done', results, count: 1, isSaved: false, notSaved } as const;
  const text = runText({ id: '1', notebook, unseen: [], seconds: 1, progress: undefined, cellsDone: 1, ran });
  expect(text).toContain('The notebook is as it was. "x.ipynb" cannot be written: ENOSPC. Free some.');
  expect(text).toContain('it ran');
});

test('a table has its names and some rows, however wide, and no more rows than are claimed', () => {
  const [wide = ''] = outputLines([table(20, 30, long)]);
  expect(wide.length).toBeLessThan(6_300);
  expect(wide).toMatch(/^rows displayed: 20 \(first [2-9] shown, all are in the notebook\)\n```csv\n/);
  expect(outputLines([table(20, 30, '')])[0]).toMatch(/^rows displayed: 20\n/);
  expect(outputLines([table(9_999, 1, '')])[0]).toMatch(
    /^rows displayed: 9999 \(first 20 shown, all are in the notebook\)\n/,
  );
});

test('a table that the cluster may have cut says so: by its rows, or by its size', () => {
  const mayBeMore = 'there may be more: Databricks displays at most 10000 rows or 2 MB; count and select with SQL';
  const claimed = (rows: number, columns: number, text: string) =>
    outputLines([table(rows, columns, text)])[0]?.split('\n')[0];
  const inNotebook = 'first 20 shown, all are in the notebook';
  expect(claimed(10_000, 1, '')).toBe(`rows displayed: 10000 (${inNotebook}; ${mayBeMore})`);
  expect(claimed(20, 1, 'x'.repeat(100_000))).toBe(`rows displayed: 20 (${mayBeMore})`);
  expect(claimed(19, 1, 'x'.repeat(100_000))).toBe('rows displayed: 19');
});

const unseen = [
  ...Array.from({ length: 200 }, (_, at) => ({ cell: 1, line: at + 1, what: 'dbutils' })),
  { cell: 2, line: 1, what: '%sh' },
];

test('what could not be judged is told once for a cell, and what is left out is counted', () => {
  expect(unseenLines(unseen)).toEqual([expect.stringMatching(/: 1:1 dbutils \(200 times\), 2:1 %sh$/)]);
  const many = Array.from({ length: 500 }, (_, at) => ({ cell: at + 1, line: 1, what: 'dbutils' }));
  const [line = ''] = unseenLines(many);
  const told = line.match(/\d+:1 dbutils/g) ?? [];
  expect(line).toMatch(new RegExp(`, and ${500 - told.length} more$`));
  expect(line.length).toBeLessThan(1_200);
});

test('what could not be judged is told before the run is over', () => {
  const notebook = { notebook: notebookIn(notebookText(['1']), 'x'), text: '', path: '', name: 'x.ipynb' };
  const state = { id: '1', notebook, unseen, seconds: 1, progress: undefined, cellsDone: 0, ran: undefined };
  expect(runText(state)).toMatch(/^Not finished yet: .*run_id 1\.\nNot judged, .*2:1 %sh$/s);
});

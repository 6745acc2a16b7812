import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { changeNotebook } from '../../../src/notebooks/file/change-notebook.ts';
import { edited, newNotebook } from '../../../src/notebooks/file/edit-cells.ts';
import { jsonText, parseExactly } from '../../../src/notebooks/file/json-text.ts';
import { withOutputs } from '../../../src/notebooks/file/merge-outputs.ts';
import { joined } from '../../../src/notebooks/file/notebook.ts';
import { notebookIn, readNotebook } from '../../../src/notebooks/file/read-notebook.ts';
import { notebookText } from '../../support/notebook-folder.ts';
import { repository } from '../../support/run-cli.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const sample = join(repository, 'notebooks/sample.ipynb');
const stdout = (text: string) => ({ output_type: 'stream', name: 'stdout', text: [text] });
const sourcesOf = (cells: readonly { source: string | string[] }[]) => cells.map(({ source }) => joined(source));

test('the sample has no outputs, both languages, and what an analyst tries first', async () => {
  const { notebook, text } = await readNotebook({
    directory: repository,
    given: 'notebooks/sample.ipynb',
  });
  for (const cell of notebook.cells) {
    if (cell.cell_type === 'code') expect([cell.outputs, cell.execution_count]).toEqual([[], null]);
  }
  const stories = sourcesOf(notebook.cells.filter(({ cell_type }) => cell_type === 'markdown'));
  for (const story of stories.filter((one) => one.startsWith('#'))) {
    expect(story.split('\n')[0]).toMatch(/^#+ [^/]*[a-z][^/]* \/ .*[\p{Script=Katakana}\p{Script=Han}]/u);
  }
  for (const part of ['samples.nyctaxi.trips', 'GROUP BY', 'plt.show()', '"parameters"']) expect(text).toContain(part);
});

test('what is not changed stays as it is, byte for byte', async () => {
  const text = await readFile(sample, 'utf8');
  expect(`${jsonText(notebookIn(text, 'x'))}\n`).toBe(text);
  const odd = '{\n "b": 1.0,\n "a": 12345678901234567890,\n "c": [\n  1e3,\n  []\n ],\n "d": {}\n}';
  expect(jsonText(parseExactly(odd))).toBe(odd);
});

test('a mark of the byte order before a notebook keeps nobody from writing it', async () => {
  await using folder = await temporaryDirectory();
  await writeFile(join(folder.path, 'x.ipynb'), `\uFEFF${notebookText(['1'])}`);
  const opened = await readNotebook({ directory: folder.path, given: 'x.ipynb' });
  expect(await changeNotebook(opened, (now) => ({ ...now, cells: [] }))).toBe(true);
  expect((await readNotebook({ directory: folder.path, given: 'x.ipynb' })).notebook.cells).toEqual([]);
});

test('outputs come to the cells that ran, also where others came between them or one was changed meanwhile', () => {
  const ran = notebookIn(notebookText(['1', '2', '3']), 'x');
  const results = [1, 2, 3].map((cell) => ({ cell, outputs: [stdout(`${cell}`)], executionCount: cell }));
  const moved = edited(ran, { action: 'insert', cell: 1, source: 'new' }, 'x');
  const changed = edited(moved, { action: 'replace', cell: 3, source: 'other' }, 'x');
  const { cells = [] } = withOutputs(changed, ran, results) ?? {};
  expect(cells.map((cell) => (cell.cell_type === 'code' ? cell.outputs.map(({ text }) => joined(text)) : []))).toEqual([
    [],
    ['1'],
    [],
    ['3'],
  ]);
  expect(withOutputs(newNotebook('gone'), ran, results)).toBeUndefined();
});

test('a cell that is replaced keeps its identifier and loses its outputs', () => {
  const [filled] = [withOutputs(...both(), [{ cell: 1, outputs: [stdout('x')], executionCount: 1 }])];
  if (filled === undefined) throw new Error('nothing was filled in');
  const [cell] = edited(filled, { action: 'replace', cell: 1, source: 'a\nb' }, 'x').cells;
  expect(cell).toMatchObject({ id: 'cell-1', outputs: [], execution_count: null, source: ['a\n', 'b'] });

  function both() {
    const one = notebookIn(notebookText(['1']), 'x');
    return [one, one] as const;
  }
});

test('the file is replaced whole, beside what another writes at the same time', async () => {
  await using folder = await temporaryDirectory();
  const path = join(folder.path, 'x.ipynb');
  await writeFile(path, notebookText(['1']));
  const place = { path, name: 'x.ipynb' };
  const add = (source: string) =>
    changeNotebook(place, (now) => edited(now, { action: 'insert', cell: 1, source }, 'x'));
  await Promise.all(['a', 'b', 'c', 'd'].map(add));
  const { cells } = notebookIn(await readFile(path, 'utf8'), 'x');
  expect(sourcesOf(cells).sort()).toEqual(['1', 'a', 'b', 'c', 'd']);
  expect(await readdir(folder.path)).toEqual(['x.ipynb']);
});

test('a source is cut into cells', () => {
  const source = 'first\n\n# %%\nx = 1\n\n\ny = 2\n# %% [markdown]\n# Title\n\n# %% a name\n\n';
  expect(newNotebook(source).cells.map(({ cell_type, source: text }) => [cell_type, joined(text)])).toEqual([
    ['code', 'first'],
    ['code', 'x = 1\n\n\ny = 2'],
    ['markdown', '# Title'],
  ]);
});

test('a source is not cut within a text', () => {
  const text = 'x = """\n# %% no cell\n"""';
  const source = `# %% [markdown]\nIt's "fine" """\n# %%\n${text}\n# %%\ny = 1  # don't`;
  expect(sourcesOf(newNotebook(source).cells)).toEqual([`It's "fine" """`, text, "y = 1  # don't"]);
});

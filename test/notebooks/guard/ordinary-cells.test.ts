import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { notebookIn } from '../../../src/notebooks/file/read-notebook.ts';
import { judgeCells } from '../../../src/notebooks/guard/judge-cells.ts';
import { notebookText } from '../../support/notebook-folder.ts';
import { repository } from '../../support/run-cli.ts';
import { ordinaryCells } from './ordinary-cells.ts';

const rules = { policy: 'read', aiFunctions: 'refuse', scope: ['samples.nyctaxi'] } as const;

test.each(ordinaryCells.map((cell) => [cell]))('an analyst is told nothing of %j', (cell) => {
  expect(judgeCells(notebookIn(notebookText([cell]), 'x.ipynb'), rules, 'x.ipynb')).toEqual([]);
});

test('nor of the sample notebook', async () => {
  const text = await readFile(`${repository}/notebooks/sample.ipynb`, 'utf8');
  expect(judgeCells(notebookIn(text, 'sample.ipynb'), rules, 'sample.ipynb')).toEqual([]);
});

import { expect, test } from 'vitest';
import { failureOf } from '../../src/notebooks/failure.ts';
import { notebookIn } from '../../src/notebooks/file/read-notebook.ts';
import { shownOutputs } from '../../src/notebooks/outputs/shown-outputs.ts';
import { notebookText } from '../support/notebook-folder.ts';

const data = (given: Record<string, unknown>) => [{ output_type: 'display_data', data: given, metadata: {} }];

test('tables are read from HTML, as the kernel and pandas write it', () => {
  const html =
    '<style>td {}</style><table border="1" class="dataframe"><thead><tr style="x"><th></th><th>a &amp; b</th></tr></thead>' +
    '<tbody><tr><th>0</th><td>1 &lt; 2</td></tr><tr><th>1</th><td>&#12354;<br>x</td></tr></tbody></table>';
  expect(shownOutputs(data({ 'text/html': html, 'text/plain': 'a b' }))).toEqual([
    {
      kind: 'table',
      table: {
        columns: ['', 'a & b'],
        rows: [
          ['0', '1 < 2'],
          ['1', 'あ\nx'],
        ],
      },
    },
  ]);
});

test.each(['<table>', '<table><tr>', '<', '<script>', '<td', '<br ', '</table'])(
  'HTML of nothing but %s takes no time',
  (piece) => {
    for (const html of [piece.repeat(50_000), `<table>${piece.repeat(50_000)}</table>`]) {
      const began = performance.now();
      shownOutputs(data({ 'text/html': html }));
      expect(performance.now() - began).toBeLessThan(500);
    }
  },
);

test('texts lose their colours, images are images, and nothing is nothing', () => {
  expect(shownOutputs(data({ 'text/plain': ['\u001b[31mred\u001b[0m\n', 'and'] }))).toEqual([
    { kind: 'text', text: 'red\nand' },
  ]);
  expect(shownOutputs(data({ 'image/png': 'iVBO', 'text/plain': '<Figure>' }))).toEqual([{ kind: 'image' }]);
  expect(shownOutputs(data({ 'text/html': '<b>bold</b><script>x()</script>' }))).toEqual([
    { kind: 'text', text: 'bold' },
  ]);
  expect(shownOutputs(data({ 'text/plain': ' \n' }))).toEqual([]);
});

test.each([
  ['Traceback (most recent call last):\n  File "<string>", line 2, in <module>\nValueError: no', []],
  [
    [
      'Traceback (most recent call last):\n  File "<command-1>", line 3, in look\nKeyError: 1\n',
      'The above exception was the direct cause of the following exception:\n',
      'Traceback (most recent call last):\n  File "<command-1>", line 2, in <module>\nValueError: no',
    ].join('\n'),
    [],
  ],
  ['ValueError: no', ['File <command-1>:2, in f()', 'File <command-3>:9']],
  ['ValueError: no', ['Cell In[1], line 2', '----> 7 x']],
  ['\u001b[0;31mValueError\u001b[0m: no', ['      1 a', '----> 2 b']],
])('the line of %j %j is found', (evalue, traceback) => {
  const notebook = notebookIn(notebookText(['a\n  b\nc']), 'x');
  const error = { ename: 'ExecutionError', evalue, traceback };
  expect(failureOf({ cell: 1, outputs: [], executionCount: 1 }, error, notebook)).toEqual({
    cell: 1,
    line: 2,
    source: 'b',
    message: 'ValueError: no',
  });
});

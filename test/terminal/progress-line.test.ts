import { expect, it } from 'vitest';
import { progressLine } from '../../src/terminal/progress-line.ts';

function shown(text: string, columns: number, isTTY = true): string {
  let written = '';
  const write = (piece: string | Uint8Array) => {
    written += String(piece);
    return true;
  };
  progressLine({ isTTY, columns, write }).show(text);
  return written.replace('\r\u001b[2K', '');
}

it.each([
  ['a line that has room', 'Tools', 20, 'Tools'],
  ['a longer one', 'Building the Databricks CLI', 9, 'Building'],
  ['Japanese characters, two places each', 'ツールを取得', 10, 'ツールを'],
  ['a terminal that tells no width', 'Building the Databricks CLI', 0, 'Building the Databricks CLI'],
  ['what would move the cursor', 'a\u001b[2Jb\nc', 20, 'ab c'],
])('%s', (_what, text, columns, expected) => {
  expect(shown(text, columns)).toBe(expected);
});

it('nothing where there is no terminal', () => {
  expect(shown('Tools', 20, false)).toBe('');
});

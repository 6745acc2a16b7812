import { expect, test } from 'vitest';
import { savedText } from '../../../src/mcp-server/result/saved-text.ts';

test('a saved file is told in a line, and what a spreadsheet would make of it', () => {
  const saved = { path: '/work/result.jsonl', rows: 12, bytes: 3456, formulaCells: 0 };
  expect(savedText(saved)).toBe('saved: 12 rows, 3456 bytes, in /work/result.jsonl');
  const csv = savedText({ ...saved, path: '/work/a\nb.csv', formulaCells: 3 });
  expect(csv).toContain('in "/work/a\\nb.csv"\nIn CSV, NULL is an empty field');
  expect(csv).toContain('\n3 cells begin with =, +, - or @');
});

import { describe, expect, test } from 'vitest';
import { LakegooseError } from '../../src/base/errors.ts';
import { errorText } from '../../src/mcp-server/error-text.ts';
import { progressLine } from '../../src/mcp-server/progress.ts';
import { categoryByCode, isErrorCode } from '../../src/messages/categories.ts';
import { en } from '../../src/messages/en.ts';
import { wordsOf } from '../../src/terminal/words-of-error.ts';
import { Random } from '../sql-guard/random.ts';
import { text } from './result/make-table.ts';

/** What may not reach a model, nor a terminal, as it is. */
const raw =
  /(?![\n\t\r])\p{Cc}|\r(?!\n)|\p{Cs}|[\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b\ufeff\u{e0000}-\u{e007f}]|<\||<\/tool|<system>|\[INST\]/u;

const codes = Object.keys(categoryByCode).filter(isErrorCode);
const factsIn = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

/** An error as the workspace, a file system or another user may word it. */
function foreignError(random: Random, code: (typeof codes)[number]): LakegooseError {
  const facts = factsIn(en[code]).map((name) => {
    if (name === 'mark')
      return [
        name,
        `\n  ${text(random)
          .replace(/[\r\n]/g, ' ')
          .slice(0, 160)}\n  ^`,
      ];
    // Its lines are made here, of names in backquotes.
    return [name, name === 'grants' ? `GRANT 1 TO ${text(random).replaceAll('\n', ' ')}` : text(random)];
  });
  return new LakegooseError(code, Object.fromEntries(facts));
}

/** The text without its fence, and what stands in it. Throws where that ends before the text does. */
function split(told: string): { readonly outside: string; readonly inside: string } {
  const lines = told.split('\n');
  const start = lines.findIndex((line) => /^`{3,}text$/.test(line));
  if (start < 0) return { outside: told, inside: '' };
  const fence = lines[start]?.replace('text', '') ?? '';
  const inside = lines.slice(start + 1, -1);
  if (lines.at(-1) !== fence) throw new Error('the text does not end with its fence');
  for (const line of inside) if (line.trimStart().startsWith(fence)) throw new Error('data leaves its fence');
  return { outside: lines.slice(0, start).join('\n'), inside: inside.join('\n') };
}

describe.each(codes)('%s', (code) => {
  test('whatever others have written into it, a model and a terminal get it as data', () => {
    const random = new Random(codes.indexOf(code));
    for (let round = 0; round < 30; round++) {
      const error = foreignError(random, code);
      const told = errorText(error);
      expect(told.length).toBeLessThan(30_000);
      expect(told).not.toMatch(raw);
      const { outside, inside } = split(told);
      expect(outside).not.toMatch(/[`~]{3}/);
      // A line of its own would be taken for one of ours.
      const most = en[code].split('\n').length + 1;
      expect(outside.split('\n').length).toBeLessThanOrEqual(most);
      if ('message' in error.facts) expect(inside).not.toBe('');
      for (const language of ['en', 'ja'] as const) {
        expect(wordsOf(error, language)).not.toMatch(/(?!\n)\p{Cc}|\p{Cf}/u);
      }
    }
  });
});

test('what the workspace said ends every sentence that tells it', () => {
  for (const sentence of Object.values(en)) expect(sentence).toMatch(/^(?!.*\{message\}).*|\{message\}(\{mark\})?$/s);
});

test('an ordinary error stays as it was said, with its place marked', () => {
  const message = "[CAST_INVALID_INPUT] The value 'x' cannot be cast. SQLSTATE: 22018; line 1 pos 7";
  const told = errorText(new LakegooseError('statements.failed', { message, mark: '\n  SELECT a\n         ^' }));
  expect(told).toBe(
    `Error: [sql] The statement failed. Correct it and run it again.\n\`\`\`text\n${message}\n  SELECT a\n         ^\n\`\`\``,
  );
});

test('the mark stays below its place where characters before it are written as \\uXXXX', () => {
  const mark = '\n  SELECT \u202e`a`\n          ^';
  const { inside } = split(errorText(new LakegooseError('statements.failed', { message: 'No.', mark })));
  const [, line = '', caret = ''] = inside.split('\n');
  expect(line.slice(caret.indexOf('^'))).toBe('`a`');
});

test('a fault of ours with foreign words in it is told as data, too', () => {
  const { outside } = split(errorText(new Error('\u001b[31m```\n</tool_result>')));
  expect(outside).toMatch(/^Error: \[fault\] This is a fault in lakegoose[^\n]*\n[^\n]*$/);
});

test('the name of a SQL warehouse does not get out of a line of progress', () => {
  const warehouse = { id: 'w', name: 'a\n```\u001b[31m', state: '<|im_end|>' };
  for (const state of ['RUNNING', 'PENDING'] as const) {
    expect(progressLine({ statementId: '1', state, seconds: 1, warehouse })).not.toMatch(/\n|`{3}|<\||\p{Cc}/u);
  }
});

import { expect, test } from 'vitest';
import { parseJsonc } from '../../src/harden/jsonc.ts';

test.each([
  ['{"a": 1, // one\n "b": [1, 2,], /* two\n lines */ }', { a: 1, b: [1, 2] }],
  [
    '\uFEFF{"url": "https://x.example/*a*/", "comma": ",]", "quote": "\\"// no"}',
    { url: 'https://x.example/*a*/', comma: ',]', quote: '"// no' },
  ],
  ['// first\r\n{}\r\n// last', {}],
  ['{"a": [1 // one\n , // two\n ]}', { a: [1] }],
])('%s', (text, says) => {
  expect(parseJsonc(text)).toEqual(says);
});

test.each(['{"a": 1', '{"a": 1,,}', '', '{a: 1}'])('%s is refused', (text) => {
  expect(() => parseJsonc(text)).toThrow(SyntaxError);
});

import { expect, test } from 'vitest';
import { idReader } from '../../../src/mcp-server/stdio/read-id.ts';

test.each([
  ['{"jsonrpc":"2.0","id":7,"method":"x","params":{"id":1}}', 7],
  ['{"method":"x","params":{"id":1,"a":[{"id":2}]},"jsonrpc":"2.0","id":8}', 8],
  [' { "id" : "a,b" , "method":"x"}', 'a,b'],
  ['{"id":"a\\"}{\\\\","method":"x"}', 'a"}{\\'],
  ['{"method":"\\"id\\":3,","params":{"text":"},{\\"id\\":4}"}}', null],
  ['{"id":null,"method":"x"}', null],
  ['{"id":{"id":5},"method":"x"}', null],
  ['{"x":"id","y":6}', null],
  ['[{"id":9}]', null],
  ['garbage "id":1, }{', null],
])('the id of %s is %j, however it is cut', (text, id) => {
  for (const length of [1, 3, 1000]) {
    const read = idReader();
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at += length) read(bytes.subarray(at, at + length));
    expect(read(new Uint8Array())).toBe(id);
  }
});

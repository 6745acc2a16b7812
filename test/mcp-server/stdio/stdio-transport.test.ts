import { PassThrough, Writable } from 'node:stream';
import { afterEach, expect, test } from 'vitest';
import { messageLimit } from '../../../src/mcp-server/message-limit.ts';
import { StdioTransport } from '../../../src/mcp-server/stdio/stdio-transport.ts';
import { until } from '../../support/until.ts';

const list = (id: number | string) => ({ jsonrpc: '2.0', id, method: 'tools/list' }) as const;
const cancelled = (requestId: number) => ({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId } });
const notice = (number: number) => ({ jsonrpc: '2.0', method: 'notifications/x', params: { number } });
const answer = (id: number) => ({ jsonrpc: '2.0', id, result: {} }) as const;

const open: StdioTransport[] = [];
afterEach(async () => {
  for (const transport of open.splice(0)) await transport.close();
});

async function connected(output: Writable = new PassThrough()) {
  const input = new PassThrough();
  const received: unknown[] = [];
  const faults: string[] = [];
  const transport = new StdioTransport(input, output);
  transport.onmessage = (message) => received.push(message);
  transport.onerror = ({ message }) => faults.push(message);
  await transport.start();
  open.push(transport);
  const answers = () =>
    String(output instanceof PassThrough ? (output.read() ?? '') : '')
      .split('\n')
      .filter(Boolean);
  const send = (message: unknown) =>
    input.write(`${typeof message === 'string' ? message : JSON.stringify(message)}\n`);
  return { input, output, transport, received, faults, answers, send };
}

test.each([
  { what: 'half a line', line: '{"jsonrpc":"2.0","id":1,"meth', id: null, code: -32_700 },
  { what: 'a word', line: 'hello', id: null, code: -32_700 },
  { what: 'a control character', line: '\u0000', id: null, code: -32_700 },
  { what: 'no message', line: '{"id":4}', id: 4, code: -32_600 },
  { what: 'an id that may not be', line: '{"jsonrpc":"2.0","id":{},"method":"x"}', id: null, code: -32_600 },
  { what: 'a list', line: '[]', id: null, code: -32_600 },
  { what: 'a null', line: 'null', id: null, code: -32_600 },
])('$what is answered, and the next message read', async ({ line, id, code }) => {
  const { send, answers, received, faults } = await connected();
  send(line);
  send(list(2));
  await until(() => received.length === 1);
  expect(answers().map((text) => JSON.parse(text))).toMatchObject([{ jsonrpc: '2.0', id, error: { code } }]);
  expect([received, faults.length]).toEqual([[list(2)], 1]);
});

test('bytes that are not UTF-8 are answered', async () => {
  const { input, send, answers, received } = await connected();
  input.write(Buffer.from([0x22, 0xff, 0xfe, 0x22, 0x0a]));
  send(list(1));
  await until(() => received.length === 1);
  expect(answers()).toEqual([expect.stringContaining('-32700')]);
});

test('empty lines and the line ends of Windows are passed over', async () => {
  const { input, answers, received } = await connected();
  input.write(`\n\r\n${JSON.stringify(list(1))}\r\n\n`);
  await until(() => received.length === 1);
  expect([received, answers()]).toEqual([[list(1)], []]);
});

test('a message may come in pieces, and several in one', async () => {
  const { input, received } = await connected();
  const bytes = Buffer.from(`${JSON.stringify(list('é1'))}\n${JSON.stringify(list(2))}\n${JSON.stringify(list(3))}\n`);
  for (const byte of bytes.subarray(0, 60)) input.write(Buffer.from([byte]));
  input.write(bytes.subarray(60));
  await until(() => received.length === 3);
  expect(received).toEqual([list('é1'), list(2), list(3)]);
});

test('a message of the greatest length is read; a longer one is refused by its id', async () => {
  const { send, answers, received } = await connected();
  const message = { ...list(1), params: { text: '' } };
  const text = 'x'.repeat(messageLimit - JSON.stringify(message).length);
  send({ ...message, params: { text } });
  send({ ...message, params: { text: `${text}x` } });
  send({ method: 'x', params: { id: 3, text: 'x'.repeat(1e7) }, jsonrpc: '2.0', id: 'long' });
  send(list(2));
  await until(() => received.length === 2);
  expect(answers().map((line) => JSON.parse(line))).toMatchObject([
    { id: 1, error: { code: -32_600, message: expect.stringContaining(String(messageLimit)) } },
    { id: 'long', error: { code: -32_600 } },
  ]);
});

test('more requests at once than are bearable are refused, until some are answered or cancelled', async () => {
  const { send, transport, answers, received } = await connected();
  for (let id = 0; id < 257; id++) send(list(id));
  await until(() => received.length === 256);
  expect(answers().map((line) => JSON.parse(line))).toMatchObject([{ id: 256, error: { code: -32_000 } }]);
  await transport.send(answer(0));
  send(cancelled(1));
  send(cancelled(1));
  for (const id of [300, 301, 302]) send(list(id));
  await until(() => received.length === 260);
  expect(answers().map((line) => JSON.parse(line).id)).toEqual([0, 302]);
});

test('from a client that reads nothing, nothing more is read; once it reads, all goes on', async () => {
  let read: (() => void) | undefined;
  const unread = new Writable({
    write: (_bytes, _encoding, done) => {
      read = done;
    },
  });
  const { input, send, transport, received } = await connected(unread);
  void transport.send({ jsonrpc: '2.0', id: 0, result: { text: 'x'.repeat(2e6) } });
  send(notice(1));
  await until(() => input.isPaused());
  for (let number = 2; number < 5000; number++) send(notice(number));
  expect([received, input.writableNeedDrain]).toEqual([[notice(1)], true]);
  read?.();
  await until(() => received.length === 4999);
});

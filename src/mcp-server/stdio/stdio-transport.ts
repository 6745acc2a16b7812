import type { Readable, Writable } from 'node:stream';
import type { JSONRPCMessage, RequestId, Transport } from '@modelcontextprotocol/server';
import { cancelledIn } from '../cancelled-in.ts';
import { messageLimit } from '../message-limit.ts';
import { messageOfLine, type Refusal, refusal } from './message-of-line.ts';
import { lineReader } from './read-lines.ts';

/** Requests of one client that may wait for their answers at the same time. */
const pendingLimit = 256;
/** While so many bytes of answers lie unread, nothing more is read. */
const unreadLimit = 1024 * 1024;

/**
 * MCP over standard input and output. Unlike the SDK's own, it outlives a message that is too long, answers what it
 * cannot read, and holds no more of it than a bounded amount, whatever the client sends or leaves unread.
 */
export class StdioTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  readonly #input: Readable;
  readonly #output: Writable;
  readonly #pending = new Set<RequestId>();
  #isClosed = false;

  constructor(input: Readable, output: Writable) {
    this.#input = input;
    this.#output = output;
  }

  async start(): Promise<void> {
    this.#input.on('data', this.#read);
    this.#input.on('error', this.#failed);
    this.#input.on('end', this.#end);
    this.#input.on('close', this.#end);
    this.#output.on('error', this.#failedOutput);
  }

  /** Settles once the message is handed over, or can no longer be. */
  send(message: JSONRPCMessage): Promise<void> {
    if ('id' in message && message.id !== undefined && !('method' in message)) this.#pending.delete(message.id);
    return this.#write(message);
  }

  /** Reads no more, and tells whoever waits for an answer of the client. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#input.off('data', this.#read);
    this.#input.pause();
    this.onclose?.();
  }

  readonly #end = (): void => void this.close();

  readonly #failed = (error: Error): void => this.onerror?.(error);

  readonly #failedOutput = (error: Error): void => {
    if (this.#isClosed) return;
    this.onerror?.(error);
    void this.close();
  };

  readonly #lines = lineReader(messageLimit, (line) => {
    if ('tooLong' in line) {
      this.#refuse(refusal(line.id, -32_600, `A message may have ${messageLimit} bytes at the most.`));
    } else if (line.text.length > 0) this.#receive(line.text);
  });

  readonly #read = (bytes: Uint8Array): void => {
    this.#lines(bytes);
    if (this.#output.writableLength < unreadLimit || this.#isClosed) return;
    this.#input.pause();
    this.#output.once('drain', () => {
      if (!this.#isClosed) this.#input.resume();
    });
  };

  #receive(line: Uint8Array): void {
    const read = messageOfLine(line);
    const isRequest = 'method' in read && 'id' in read;
    if ('refused' in read) this.#refuse(read);
    else if (isRequest && this.#pending.size >= pendingLimit) {
      this.#refuse(refusal(read.id, -32_000, `${pendingLimit} requests wait for their answers. Wait, then ask again.`));
    } else {
      if (isRequest) this.#pending.add(read.id);
      // A cancelled request gets no answer.
      else for (const id of cancelledIn(read)) this.#pending.delete(id);
      this.onmessage?.(read);
    }
  }

  #refuse({ id, refused }: Refusal): void {
    this.onerror?.(new Error(refused.message));
    void this.#write({ jsonrpc: '2.0', id, error: refused }).catch(() => undefined);
  }

  #write(message: object): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) return reject(new Error('The connection is closed.'));
      this.#output.write(`${JSON.stringify(message)}\n`, (error) => (error ? reject(error) : resolve()));
    });
  }
}

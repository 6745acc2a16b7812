import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

const message = z.looseObject({
  id: z.union([z.string(), z.number()]).nullish(),
  method: z.string().optional(),
  params: z.looseObject({ progressToken: z.unknown().optional(), _meta: z.looseObject({}).optional() }).optional(),
});
type Message = z.output<typeof message>;

const subscription = 'io.modelcontextprotocol/subscriptionId';
const envelope = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'bridge', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
};

type Environment = Readonly<Record<string, string>>;
type Program = { readonly command: string; readonly args: readonly string[]; readonly environment: Environment };

/**
 * Lets a client that only knows HTTP speak with a server that only knows standard input and output: a process for each
 * session of 2025, and one for all requests of 2026-07-28, under ids that do not collide. It answers nothing itself.
 */
export async function stdioBridge(program: Program) {
  const children = new Set<Child>();
  const sessions = new Map<string, Child>();
  const start = () => {
    const child = startChild(program);
    children.add(child);
    return child;
  };

  let shared: Promise<Child> | undefined;
  /** Its first message settles the era of a connection, so that is one of 2026-07-28 for certain. */
  const modern = async () => {
    const child = start();
    for await (const _answer of child.ask({ id: 'first', method: 'tools/list', params: { _meta: envelope } }));
    return child;
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { 'mcp-session-id': named } = request.headers;
    if (request.method !== 'POST') {
      response.writeHead(405).end();
      return;
    }
    const sent = message.parse(JSON.parse(await text(request)));
    const begins = sent.method === 'initialize';
    const session = typeof named === 'string' ? sessions.get(named) : undefined;
    if (!begins && session === undefined) shared ??= modern();
    const child = session ?? (begins ? start() : await shared);
    if (child === undefined) throw new Error('there is no process');
    const headers: Record<string, string> = { 'content-type': 'text/event-stream' };
    if (begins) {
      const id = randomUUID();
      sessions.set(id, child);
      headers['mcp-session-id'] = id;
    }
    if (sent.method === undefined || sent.id === undefined || sent.id === null) {
      child.send(sent);
      response.writeHead(202).end();
      return;
    }
    response.writeHead(200, headers);
    for await (const told of child.ask(sent)) response.write(`event: message\ndata: ${JSON.stringify(told)}\n\n`);
    response.end();
  }

  const http = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = z.object({ port: z.number() }).parse(http.address());
  return {
    address: `http://127.0.0.1:${port}/mcp`,
    [Symbol.asyncDispose]: async () => {
      await Promise.all([...children].map((child) => child.end()));
      http.close();
      http.closeAllConnections();
      await once(http, 'close');
    },
  };
}

type Child = ReturnType<typeof startChild>;

function startChild({ command, args, environment }: Program) {
  const child: ChildProcessWithoutNullStreams = spawn(command, [...args], { env: { ...environment } });
  child.stderr.resume();
  child.stdin.on('error', () => undefined);
  const exited = once(child, 'exit');
  let asked = 0;
  type Asking = { readonly sent: Message; readonly hear: (told: Message) => void };
  const asking = new Map<unknown, Asking>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const told = message.parse(JSON.parse(line));
    const { progressToken, _meta = {} } = told.params ?? {};
    const waiting = [...asking.values()];
    const asked =
      told.method === undefined
        ? asking.get(told.id)
        : (asking.get(_meta[subscription]) ??
          waiting.find(
            ({ sent }) => progressToken !== undefined && sent.params?._meta?.progressToken === progressToken,
          ) ??
          // What belongs to no request in particular goes where the client listens.
          waiting.at(-1));
    asked?.hear(told);
  });
  const send = (sent: Message) => child.stdin.write(`${JSON.stringify(sent)}\n`);

  async function* ask(sent: Message): AsyncGenerator<Message> {
    const own = { ...sent, jsonrpc: '2.0', id: `bridge-${asked++}` };
    const told: Message[] = [];
    let wake = () => {};
    const hear = (one: Message) => {
      told.push(named(one, own.id, sent.id));
      wake();
    };
    asking.set(own.id, { sent, hear });
    send(own);
    try {
      for (;;) {
        for (let next = told.shift(); next !== undefined; next = told.shift()) {
          yield next;
          if (next.method === undefined) return;
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    } finally {
      asking.delete(own.id);
    }
  }

  return {
    send,
    ask,
    end: async () => {
      child.stdin.end();
      await exited;
    },
  };
}

/** A message of the process under the id that the client gave its request. */
function named(told: Message, own: unknown, given: Message['id']): Message {
  if (told.method === undefined) return { ...told, id: given };
  const { params = {} } = told;
  if (params._meta?.[subscription] !== own) return told;
  return { ...told, params: { ...params, _meta: { ...params._meta, [subscription]: given } } };
}

import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

/** What a model was asked, and by which path. */
export type Asked = { readonly path: string; readonly body: z.infer<typeof request> };
/** A call of a tool, or what the model says. */
export type Reply = { readonly tool: string; readonly given: Readonly<Record<string, unknown>> } | string;

const content = z.array(z.looseObject({ type: z.string() }));
const request = z.looseObject({
  tools: z.array(z.looseObject({})).default([]),
  messages: z.array(z.looseObject({ role: z.string(), content: z.unknown() })).min(1),
});

/**
 * A workspace whose models reply by a script, in the gateway's chat completions and Anthropic messages; everything else is
 * passed on to a workspace. `reply` gets how many requests there were before, and whether the last message is the result of
 * a call.
 */
export async function scriptedModel(workspace: string, reply: (before: number, hasResult: boolean) => Reply) {
  const asked: Asked[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const { method = 'GET', url: path = '/' } = incoming;
    const sent = await text(incoming);
    const isAnthropic = path.endsWith('/anthropic/v1/messages');
    if (isAnthropic || /\/(chat\/completions|invocations)$/.test(path)) {
      const body = request.parse(JSON.parse(sent));
      const last = body.messages.at(-1);
      const parts = content.safeParse(last?.content).data ?? [];
      const hasResult = last?.role === 'tool' || parts.some(({ type }) => type === 'tool_result');
      const said = reply(asked.length, hasResult);
      asked.push({ path, body });
      outgoing.writeHead(200, { 'content-type': 'text/event-stream' });
      if (isAnthropic) sayAnthropic(outgoing, said, asked.length);
      else sayOpenAi(outgoing, said, asked.length);
      return;
    }
    const { authorization = '' } = incoming.headers;
    const headers = { authorization, 'content-type': 'application/json' };
    const passed = await fetch(new URL(path, workspace), { method, headers, ...(sent === '' ? {} : { body: sent }) });
    outgoing.writeHead(passed.status, { 'content-type': passed.headers.get('content-type') ?? 'application/json' });
    outgoing.end(Buffer.from(await passed.arrayBuffer()));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  return {
    host: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function sayOpenAi(to: ServerResponse, said: Reply, number: number): void {
  const about = { id: `chat-${number}`, object: 'chat.completion.chunk', created: 0, model: 'm' };
  const send = (choice: object) =>
    to.write(`data: ${JSON.stringify({ ...about, choices: [{ index: 0, ...choice }] })}\n\n`);
  if (typeof said === 'string') send({ delta: { role: 'assistant', content: said } });
  else {
    const call = { name: said.tool, arguments: JSON.stringify(said.given) };
    const tool_calls = [{ index: 0, id: `call_${number}`, type: 'function', function: call }];
    send({ delta: { role: 'assistant', tool_calls } });
  }
  send({ delta: {}, finish_reason: typeof said === 'string' ? 'stop' : 'tool_calls' });
  const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
  to.end(`data: ${JSON.stringify({ ...about, choices: [], usage })}\n\ndata: [DONE]\n\n`);
}

function sayAnthropic(to: ServerResponse, said: Reply, number: number): void {
  const send = (type: string, more: object) =>
    to.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`);
  const about = { type: 'message', role: 'assistant', content: [], model: 'm', stop_reason: null, stop_sequence: null };
  send('message_start', { message: { id: `msg_${number}`, ...about, usage: { input_tokens: 1, output_tokens: 1 } } });
  const [content_block, delta] =
    typeof said === 'string'
      ? [
          { type: 'text', text: '' },
          { type: 'text_delta', text: said },
        ]
      : [
          { type: 'tool_use', id: `toolu_${number}`, name: said.tool, input: {} },
          { type: 'input_json_delta', partial_json: JSON.stringify(said.given) },
        ];
  send('content_block_start', { index: 0, content_block });
  send('content_block_delta', { index: 0, delta });
  send('content_block_stop', { index: 0 });
  const stop_reason = typeof said === 'string' ? 'end_turn' : 'tool_use';
  send('message_delta', { delta: { stop_reason, stop_sequence: null }, usage: { output_tokens: 1 } });
  send('message_stop', {});
  to.end();
}

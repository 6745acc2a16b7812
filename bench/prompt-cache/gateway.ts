import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

/** What a model of a workspace was asked, and in which of the gateway's dialects. */
export type Asked = { readonly path: string; readonly body: Readonly<Record<string, unknown>> };

const statements = [
  'SELECT COUNT(*) AS trips, MIN(tpep_pickup_datetime) AS first, MAX(tpep_pickup_datetime) AS last FROM samples.nyctaxi.trips',
  'SELECT pickup_zip, ROUND(AVG(fare_amount), 2) AS fare FROM samples.nyctaxi.trips GROUP BY pickup_zip ORDER BY fare DESC LIMIT 30',
  'SELECT * FROM samples.nyctaxi.trips LIMIT 20',
  'SELECT HOUR(tpep_pickup_datetime) AS hour, COUNT(*) AS trips FROM samples.nyctaxi.trips GROUP BY ALL ORDER BY hour',
  'SELECT pickup_zip, dropoff_zip, COUNT(*) AS trips FROM samples.nyctaxi.trips GROUP BY ALL ORDER BY trips DESC LIMIT 25',
];
const answer =
  'The table shows it: most trips begin in few of the zip codes, and their fares differ by distance. '.repeat(3);
const content = z.array(z.looseObject({ type: z.string() }));
const request = z.looseObject({ messages: z.array(z.looseObject({ role: z.string(), content: z.unknown() })).min(1) });

/**
 * A workspace whose models follow a script: a statement for each question, then a sentence about its result. Speaks the
 * gateway's chat completions and its Anthropic messages; passes everything else on to the workspace.
 */
export async function scriptedGateway(workspace: string) {
  const asked: Asked[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const { method = 'GET', url: path = '/' } = incoming;
    const sent = await text(incoming);
    const isAnthropic = path.endsWith('/anthropic/v1/messages');
    if (isAnthropic || /\/(chat\/completions|invocations)$/.test(path)) {
      const body = request.parse(JSON.parse(sent));
      asked.push({ path, body });
      const last = body.messages.at(-1);
      const hasResult =
        last?.role === 'tool' ||
        content.safeParse(last?.content).data?.some(({ type }) => type === 'tool_result') === true;
      const query = hasResult ? undefined : (statements[Math.floor(asked.length / 2) % statements.length] ?? '');
      outgoing.writeHead(200, { 'content-type': 'text/event-stream' });
      if (isAnthropic) sayAnthropic(outgoing, query, asked.length);
      else sayOpenAi(outgoing, query, asked.length);
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

const tool = 'lakegoose__execute_sql_read_only';

function sayOpenAi(to: ServerResponse, query: string | undefined, number: number): void {
  const about = { id: `chat-${number}`, object: 'chat.completion.chunk', created: 0, model: 'm' };
  const send = (choice: object) =>
    to.write(`data: ${JSON.stringify({ ...about, choices: [{ index: 0, ...choice }] })}\n\n`);
  const call = {
    index: 0,
    id: `call_${number}`,
    type: 'function',
    function: { name: tool, arguments: JSON.stringify({ query }) },
  };
  send({
    delta: query === undefined ? { role: 'assistant', content: answer } : { role: 'assistant', tool_calls: [call] },
  });
  send({ delta: {}, finish_reason: query === undefined ? 'stop' : 'tool_calls' });
  const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
  to.end(`data: ${JSON.stringify({ ...about, choices: [], usage })}\n\ndata: [DONE]\n\n`);
}

function sayAnthropic(to: ServerResponse, query: string | undefined, number: number): void {
  const send = (type: string, more: object) =>
    to.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`);
  const usage = { input_tokens: 1, output_tokens: 1 };
  const about = { type: 'message', role: 'assistant', content: [], model: 'm', stop_reason: null, stop_sequence: null };
  send('message_start', { message: { id: `msg_${number}`, ...about, usage } });
  const block =
    query === undefined
      ? { type: 'text', text: '' }
      : { type: 'tool_use', id: `toolu_${number}`, name: tool, input: {} };
  send('content_block_start', { index: 0, content_block: block });
  const delta =
    query === undefined
      ? { type: 'text_delta', text: answer }
      : { type: 'input_json_delta', partial_json: JSON.stringify({ query }) };
  send('content_block_delta', { index: 0, delta });
  send('content_block_stop', { index: 0 });
  const stop_reason = query === undefined ? 'end_turn' : 'tool_use';
  send('message_delta', { delta: { stop_reason, stop_sequence: null }, usage: { output_tokens: 1 } });
  send('message_stop', {});
  to.end();
}

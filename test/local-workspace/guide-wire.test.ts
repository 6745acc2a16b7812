import { describe, expect, test } from 'vitest';
import {
  chatCompletion,
  chatCompletionChunk,
  modelList,
  servingEndpoint,
  servingEndpointList,
} from '../../src/databricks-api/chat.ts';
import { chatRoutes } from '../../src/local-workspace/routes/chat.ts';
import { phrases } from '../../src/local-workspace/services/guide/speak.ts';
import type { Answer } from '../../src/local-workspace/services/route.ts';
import { afterTool, fareResult, ourTools, user } from './guide-conversation.ts';

const model = 'lakegoose-guide';
const gateway = '/ai-gateway/mlflow/v1/chat/completions';
const structure = 'Show me the structure of samples.nyctaxi.trips';
const callsTool = { model, messages: [user(structure)], tools: ourTools };
const streams = { stream: true, stream_options: { include_usage: true } };

async function answer(path: string, body?: unknown, params: Record<string, string> = {}): Promise<Answer> {
  const route = chatRoutes().find((candidate) => candidate.path === path);
  if (route === undefined) throw new Error(`no route ${path}`);
  const user = { id: '1', userName: 'a@example.com', displayName: 'A' };
  const signal = new AbortController().signal;
  const [query, form] = [new URLSearchParams(), new URLSearchParams()];
  return route.answer({ params, query, headers: {}, body, form, user, signal });
}

async function json(path: string, body?: unknown, params?: Record<string, string>): Promise<unknown> {
  const answered = await answer(path, body, params);
  return 'json' in answered ? answered.json : undefined;
}

async function stream(body: unknown): Promise<string> {
  const answered = await answer(gateway, body);
  if (!('stream' in answered)) throw new Error('not a stream');
  expect(answered.headers?.['content-type']).toBe('text/event-stream');
  let text = '';
  for await (const event of answered.stream) text += event;
  return text;
}

function readChunks(text: string) {
  const events = text.split('\n\n');
  expect(events.splice(-2)).toEqual(['data: [DONE]', '']);
  return events.map((event) => {
    expect(event).toMatch(/^data: \{.*\}$/);
    return chatCompletionChunk.parse(JSON.parse(event.slice('data: '.length)));
  });
}

describe('without a stream', () => {
  test.each([
    [gateway, model, {}],
    [gateway, `system.ai.${model}`, {}],
    ['/serving-endpoints/chat/completions', model, {}],
    ['/serving-endpoints/:name/invocations', undefined, { name: model }],
  ])('%s, model %s: a call of a tool', async (path, named, params) => {
    const { messages, tools } = callsTool;
    const body = { messages, tools, ...(named === undefined ? {} : { model: named }) };
    const completion = chatCompletion.parse(await json(path, body, params));
    const [choice] = completion.choices;
    expect(completion.model).toBe(named ?? model);
    expect(choice?.finish_reason).toBe('tool_calls');
    const [call] = choice?.message.tool_calls ?? [];
    expect(call?.id).toMatch(/^call_\w+$/);
    expect(call?.function.name).toBe('lakegoose__describe_table');
    expect(JSON.parse(call?.function.arguments ?? '')).toEqual({ table: 'samples.nyctaxi.trips' });
    expect(completion.usage.total_tokens).toBe(completion.usage.prompt_tokens + completion.usage.completion_tokens);
  });

  test('an answer in words', async () => {
    const { choices } = chatCompletion.parse(await json(gateway, { model, messages: [user('hello')] }));
    expect(choices[0]?.finish_reason).toBe('stop');
    expect(choices[0]?.message.tool_calls).toBeUndefined();
    expect(choices[0]?.message.content).toContain(phrases.en.notice);
  });

  test('null where OpenAI clients send null', async () => {
    const body = {
      model,
      messages: [{ role: 'assistant', content: null, tool_calls: null }, user('hello')],
      tools: null,
      stream: false,
    };
    expect(chatCompletion.safeParse(await json(gateway, body)).success).toBe(true);
  });
});

describe('with a stream', () => {
  test('a call of a tool: role, words, call, reason, usage, [DONE]', async () => {
    const chunks = readChunks(await stream({ ...callsTool, ...streams }));
    const choices = chunks.flatMap((chunk) => chunk.choices);
    expect(choices[0]?.delta.role).toBe('assistant');
    expect(choices.map(({ delta }) => delta.content ?? '').join('')).toContain(phrases.en.notice);
    const calls = choices.flatMap(({ delta }) => delta.tool_calls ?? []);
    expect(calls).toEqual([
      {
        index: 0,
        id: expect.stringMatching(/^call_\w+$/),
        type: 'function',
        function: { name: 'lakegoose__describe_table', arguments: '{"table":"samples.nyctaxi.trips"}' },
      },
    ]);
    expect(choices.map((choice) => choice.finish_reason).filter((reason) => reason !== null)).toEqual(['tool_calls']);
    expect(chunks.at(-1)?.choices).toEqual([]);
    expect(chunks.at(-1)?.usage?.total_tokens).toBeGreaterThan(0);
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);
  });

  test('the words of a stream are the words of the whole answer', async () => {
    const question = 'pickup_zip ごとの平均運賃を SQL で集計して';
    const body = { model, tools: ourTools, messages: afterTool(question, fareResult('11422,52.31,7')) };
    const whole = chatCompletion.parse(await json(gateway, body)).choices[0]?.message.content;
    const chunks = readChunks(await stream({ ...body, stream: true }));
    expect(chunks.flatMap(({ choices }) => choices.map(({ delta }) => delta.content ?? '')).join('')).toBe(whole);
    expect(whole).toContain('52.31');
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('stop');
    expect(chunks.every(({ usage }) => usage === undefined)).toBe(true);
  });
});

describe('refused', () => {
  const missing = (name: string) => ({
    status: 404,
    errorCode: 'RESOURCE_DOES_NOT_EXIST',
    message: `Endpoint with name '${name}' does not exist.`,
  });

  test('a model that is not there', async () => {
    await expect(json(gateway, { model: 'gpt-5', messages: [user('x')] })).rejects.toMatchObject(missing('gpt-5'));
    const path = '/serving-endpoints/:name/invocations';
    await expect(json(path, { messages: [user('x')] }, { name: 'y' })).rejects.toMatchObject(missing('y'));
    await expect(json('/api/2.0/serving-endpoints/:name', undefined, { name: 'z' })).rejects.toMatchObject(
      missing('z'),
    );
  });

  test.each([
    undefined,
    null,
    'text',
    [],
    {},
    { model },
    { model, messages: [] },
    { model, messages: 'hello' },
    { model, messages: [{ role: 'robot', content: 'x' }] },
    { model, messages: [{ role: 'user', content: 5 }] },
    { messages: [user('no model')] },
    { model, messages: [user('x')], stream: 'yes' },
    { model, messages: [user('x')], n: 2 },
    { model, messages: [user('x')], response_format: { type: 'json_object' } },
  ])('a malformed body (%#)', async (body) => {
    await expect(json(gateway, body)).rejects.toMatchObject({ status: 400, errorCode: 'BAD_REQUEST' });
  });
});

describe('the list of models', () => {
  test('one endpoint, ready for chat', async () => {
    const { endpoints } = servingEndpointList.parse(await json('/api/2.0/serving-endpoints'));
    expect(endpoints).toMatchObject([{ name: model, task: 'llm/v1/chat', state: { ready: 'READY' } }]);
    const one = await json('/api/2.0/serving-endpoints/:name', undefined, { name: model });
    expect(servingEndpoint.parse(one)).toEqual(endpoints?.[0]);
  });

  test('the gateway names the guide both ways', async () => {
    const { data } = modelList.parse(await json('/ai-gateway/mlflow/v1/models'));
    expect(data.map(({ id }) => id)).toEqual([model, `system.ai.${model}`]);
  });
});

import type { ChatCompletion, ChatCompletionChunk } from '../../../databricks-api/chat.ts';

type Delta = ChatCompletionChunk['choices'][number]['delta'];

/** The same answer as server-sent events: a chunk per line of text, the call, the reason it ends, then `[DONE]`. */
export async function* toChunks(completion: ChatCompletion, includeUsage: boolean): AsyncGenerator<string> {
  const { id, created, model, usage } = completion;
  const event = (part: Pick<ChatCompletionChunk, 'choices' | 'usage'>): string => {
    const chunk: ChatCompletionChunk = { id, object: 'chat.completion.chunk', created, model, ...part };
    return `data: ${JSON.stringify(chunk)}\n\n`;
  };
  for (const { index, message, finish_reason } of completion.choices) {
    const send = (delta: Delta) => event({ choices: [{ index, delta, finish_reason: null }] });
    yield send({ role: 'assistant', content: '' });
    for (const line of (message.content ?? '').split(/(?<=\n)/)) yield send({ content: line });
    for (const [position, call] of (message.tool_calls ?? []).entries()) {
      yield send({ tool_calls: [{ index: position, ...call }] });
    }
    yield event({ choices: [{ index, delta: {}, finish_reason }] });
  }
  if (includeUsage) yield event({ choices: [], usage });
  yield 'data: [DONE]\n\n';
}

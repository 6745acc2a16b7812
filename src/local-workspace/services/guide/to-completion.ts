import { randomUUID } from 'node:crypto';
import type { ChatCompletion, ChatRequest, ChatUsage } from '../../../databricks-api/chat.ts';
import type { Reply } from './reply.ts';

/** The whole answer of a request that does not stream. */
export function toCompletion(request: ChatRequest, model: string, { text, call }: Reply): ChatCompletion {
  const toolCalls = call === undefined ? undefined : [toToolCall(call)];
  return {
    id: `chatcmpl_${randomUUID()}`,
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1000),
    model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: text, ...(toolCalls === undefined ? {} : { tool_calls: toolCalls }) },
        finish_reason: toolCalls === undefined ? 'stop' : 'tool_calls',
      },
    ],
    usage: estimateUsage(request, `${text}${JSON.stringify(toolCalls ?? '')}`),
  };
}

function toToolCall({ tool, args }: NonNullable<Reply['call']>) {
  return {
    id: `call_${randomUUID().replaceAll('-', '')}`,
    type: 'function' as const,
    function: { name: tool, arguments: JSON.stringify(args) },
  };
}

// An estimate: a script has no tokens. Four characters to a token is the usual rule of thumb for English.
function estimateUsage({ messages, tools }: ChatRequest, answer: string): ChatUsage {
  const promptTokens = Math.ceil(JSON.stringify([messages, tools ?? []]).length / 4);
  const completionTokens = Math.ceil(answer.length / 4);
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
  };
}

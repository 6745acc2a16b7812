import { z } from 'zod';

/**
 * Chat completions in OpenAI's wire shape, as the AI Gateway (`/ai-gateway/mlflow/v1`) and serving endpoints speak it.
 * Source: requests recorded from Goose 1.52 (facts `goose.md` §3) and OpenAI's chat-completions reference.
 */
const contentPart = z.looseObject({ type: z.string(), text: z.string().optional() });

export const chatToolCall = z.looseObject({
  id: z.string(),
  type: z.literal('function'),
  /** `arguments` is JSON in a string. */
  function: z.looseObject({ name: z.string(), arguments: z.string() }),
});
export type ChatToolCall = z.infer<typeof chatToolCall>;

export const chatMessage = z.looseObject({
  role: z.enum(['system', 'developer', 'user', 'assistant', 'tool', 'function']),
  content: z.union([z.string(), z.array(contentPart)]).nullish(),
  tool_calls: z.array(chatToolCall).nullish(),
  tool_call_id: z.string().nullish(),
});
export type ChatMessage = z.infer<typeof chatMessage>;

/** Goose's `databricks` provider leaves `parameters` out where a tool has no properties (facts `goose.md` §3). */
export const chatTool = z.looseObject({
  type: z.string(),
  function: z
    .looseObject({
      name: z.string(),
      description: z.string().nullish(),
      parameters: z
        .looseObject({
          properties: z.record(z.string(), z.unknown()).nullish(),
          required: z.array(z.string()).nullish(),
        })
        .nullish(),
    })
    .optional(),
});
export type ChatTool = z.infer<typeof chatTool>;

export const chatRequest = z.looseObject({
  /** Not sent to `/serving-endpoints/:name/invocations`, where the path names the model. */
  model: z.string().optional(),
  messages: z.array(chatMessage).min(1),
  tools: z.array(chatTool).nullish(),
  tool_choice: z.union([z.string(), z.looseObject({})]).nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  n: z.number().int().nullish(),
  response_format: z.looseObject({ type: z.string() }).nullish(),
});
export type ChatRequest = z.infer<typeof chatRequest>;

export const chatUsage = z.looseObject({
  prompt_tokens: z.number().int(),
  completion_tokens: z.number().int(),
  total_tokens: z.number().int(),
});
export type ChatUsage = z.infer<typeof chatUsage>;

const finishReason = z.enum(['stop', 'length', 'tool_calls', 'content_filter']);

export const chatCompletion = z.looseObject({
  id: z.string(),
  object: z.literal('chat.completion'),
  created: z.number().int(),
  model: z.string(),
  choices: z.array(
    z.looseObject({
      index: z.number().int(),
      message: z.looseObject({
        role: z.literal('assistant'),
        content: z.string().nullable(),
        tool_calls: z.array(chatToolCall).optional(),
      }),
      finish_reason: finishReason,
    }),
  ),
  usage: chatUsage,
});
export type ChatCompletion = z.infer<typeof chatCompletion>;

/** The same, whatever a model of any vendor puts into its choices. */
export const anyCompletion = z.looseObject({ choices: z.array(z.unknown()).min(1) });

/** One `data:` line of a stream; the line after the last one is `data: [DONE]`. */
export const chatCompletionChunk = z.looseObject({
  id: z.string(),
  object: z.literal('chat.completion.chunk'),
  created: z.number().int(),
  model: z.string(),
  /** Empty in the chunk that carries `usage`. */
  choices: z.array(
    z.looseObject({
      index: z.number().int(),
      delta: z.looseObject({
        role: z.literal('assistant').optional(),
        content: z.string().nullish(),
        tool_calls: z
          .array(
            z.looseObject({
              index: z.number().int(),
              id: z.string().optional(),
              type: z.literal('function').optional(),
              function: z.looseObject({ name: z.string().optional(), arguments: z.string().optional() }).optional(),
            }),
          )
          .optional(),
      }),
      finish_reason: finishReason.nullish(),
    }),
  ),
  usage: chatUsage.nullish(),
});
export type ChatCompletionChunk = z.infer<typeof chatCompletionChunk>;

/** Serving endpoints, `/api/2.0/serving-endpoints`. Source: databricks-sdk-go `service/serving` ServingEndpoint. */
export const servingEndpoint = z.looseObject({
  name: z.string(),
  id: z.string().optional(),
  /** Such as `llm/v1/chat`. */
  task: z.string().optional(),
  state: z.looseObject({ ready: z.string().optional(), config_update: z.string().optional() }).optional(),
});
export type ServingEndpoint = z.infer<typeof servingEndpoint>;
export const servingEndpointList = z.looseObject({ endpoints: z.array(servingEndpoint).optional() });

/** `GET /ai-gateway/mlflow/v1/models`, OpenAI's list of models. */
export const modelList = z.looseObject({
  object: z.literal('list'),
  data: z.array(z.looseObject({ id: z.string(), object: z.literal('model') })),
});

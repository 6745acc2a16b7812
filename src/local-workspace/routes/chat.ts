import { z } from 'zod';
import { type ChatRequest, chatRequest } from '../../databricks-api/chat.ts';
import { ApiError } from '../services/api-error.ts';
import { guideEndpoint, guideModels } from '../services/guide/endpoint.ts';
import { reply } from '../services/guide/reply.ts';
import { toChunks } from '../services/guide/to-chunks.ts';
import { toCompletion } from '../services/guide/to-completion.ts';
import { withoutNulls } from '../services/read-input.ts';
import type { Answer, Route } from '../services/route.ts';

/** Model serving and the AI Gateway's chat completions, answered by the guide. */
export function chatRoutes(): Route[] {
  return [
    { method: 'POST', path: '/ai-gateway/mlflow/v1/chat/completions', answer: ({ body }) => answerChat(body) },
    { method: 'POST', path: '/serving-endpoints/chat/completions', answer: ({ body }) => answerChat(body) },
    {
      method: 'POST',
      path: '/serving-endpoints/:name/invocations',
      answer: ({ params, body }) => answerChat(body, params.name),
    },
    {
      method: 'GET',
      path: '/ai-gateway/mlflow/v1/models',
      answer: () => ({ json: { object: 'list', data: guideModels.map((id) => ({ id, object: 'model' })) } }),
    },
    {
      method: 'GET',
      path: '/api/2.0/serving-endpoints',
      answer: () => ({ json: { endpoints: [guideEndpoint] } }),
    },
    {
      method: 'GET',
      path: '/api/2.0/serving-endpoints/:name',
      answer: ({ params }) => {
        if (params.name !== guideEndpoint.name) throw noSuchEndpoint(params.name ?? '');
        return { json: guideEndpoint };
      },
    },
  ];
}

function answerChat(body: unknown, endpoint?: string): Answer {
  const request = readRequest(body);
  const model = endpoint ?? request.model;
  if (model === undefined) throw badRequest("Missing required parameter: 'model'.");
  if (!guideModels.includes(model)) throw noSuchEndpoint(model);
  const completion = toCompletion(request, model, reply(request));
  if (!request.stream) return { json: completion };
  return {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' },
    stream: toChunks(completion, request.stream_options?.include_usage === true),
  };
}

function readRequest(body: unknown): ChatRequest {
  const { success, data, error } = chatRequest.safeParse(withoutNulls(body));
  if (!success) throw badRequest(`Invalid chat request. ${z.prettifyError(error)}`);
  // A script has one answer, and it is prose.
  if ((data.n ?? 1) !== 1) throw badRequest("'n' must be 1.");
  if (data.response_format && data.response_format.type !== 'text') {
    throw badRequest(`'response_format' of type '${data.response_format.type}' is not supported by this model.`);
  }
  return data;
}

const badRequest = (message: string) => new ApiError(400, 'BAD_REQUEST', message);

// The words of the real API (databricks-demos/dbdemos#220).
const noSuchEndpoint = (name: string) =>
  new ApiError(404, 'RESOURCE_DOES_NOT_EXIST', `Endpoint with name '${name}' does not exist.`);

import { anyCompletion, servingEndpointList } from '../databricks-api/chat.ts';
import { gatewayEndpointList, modelServiceList } from '../databricks-api/models.ts';
import type { DatabricksClient } from './client.ts';
import { allPages } from './pages.ts';
import { request } from './request.ts';

const pageSize = 100;

/** The model services that the signed-in user may see, in every catalog. */
export function listModelServices(client: DatabricksClient, signal: AbortSignal) {
  const path = '/api/2.1/unity-catalog/model-services';
  return allPages(
    (page_token) => {
      const query = { page_size: pageSize, view: 'FULL', page_token };
      return request(client, { method: 'GET', path, query, answer: modelServiceList, signal });
    },
    (page) => page.model_services,
  );
}

/** The endpoints of the AI Gateway. */
export function listGatewayEndpoints(client: DatabricksClient, signal: AbortSignal) {
  const path = '/api/ai-gateway/v2/endpoints';
  return allPages(
    (page_token) => {
      const query = { page_size: pageSize, page_token };
      return request(client, { method: 'GET', path, query, answer: gatewayEndpointList, signal });
    },
    (page) => page.endpoints,
  );
}

/** The model serving endpoints. */
export async function listServingEndpoints(client: DatabricksClient, signal: AbortSignal) {
  const list = await request(client, {
    method: 'GET',
    path: '/api/2.0/serving-endpoints',
    answer: servingEndpointList,
    signal,
  });
  return list.endpoints ?? [];
}

const chatPaths = {
  serving_endpoints: '/serving-endpoints/chat/completions',
  ai_gateway: '/ai-gateway/mlflow/v1/chat/completions',
} as const;

/** Asks a model for one word. A limit on tokens is left out, because models do not agree on its name. */
export function askForOneWord(
  client: DatabricksClient,
  { plane, model }: { readonly plane: keyof typeof chatPaths; readonly model: string },
  signal: AbortSignal,
) {
  const body = { model, messages: [{ role: 'user', content: 'Answer: OK' }] };
  return request(client, { method: 'POST', path: chatPaths[plane], body, answer: anyCompletion, signal });
}

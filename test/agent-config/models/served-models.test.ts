import { expect, test } from 'vitest';
import { servedModels } from '../../../src/agent-config/models/served-models.ts';
import { clientOf, scriptedHost, send } from '../../databricks-client/scripted-host.ts';

const signal = AbortSignal.timeout(10_000);
const services = (page: string | null) =>
  page === null
    ? {
        model_services: [
          { name: 'model-services/system.ai.claude-sonnet-4-6', supported_api_types: ['anthropic/v1/messages'] },
          { name: 'model-services/system.ai.gte-large-en', supported_api_types: ['mlflow/v1/embeddings'] },
        ],
        next_page_token: 'two',
      }
    : { model_services: [{ name: 'model-services/main.models.ours' }] };
const endpoints = { endpoints: [{ name: 'databricks-gpt-5-2' }] };
const serving = {
  endpoints: [
    { name: 'databricks-claude', id: '1', task: 'llm/v1/chat', state: { ready: 'READY' } },
    { name: 'sleeping', id: '2', task: 'llm/v1/chat', state: { ready: 'NOT_READY' } },
    { name: 'vectors', id: '3', task: 'llm/v1/embeddings', state: { ready: 'READY' } },
  ],
};

/** A workspace that has these lists; of the others it knows nothing. */
async function workspaceWith(...lists: readonly ('services' | 'endpoints' | 'serving')[]) {
  return scriptedHost((incoming, outgoing) => {
    const { pathname, searchParams } = new URL(incoming.url ?? '', 'http://workspace.example');
    const answer = pathname.endsWith('/model-services')
      ? lists.includes('services') &&
        searchParams.get('page_size') === '100' &&
        services(searchParams.get('page_token'))
      : pathname.endsWith('/v2/endpoints')
        ? lists.includes('endpoints') && endpoints
        : lists.includes('serving') && serving;
    if (answer) send(outgoing, 200, JSON.stringify(answer));
    else send(outgoing, 404, JSON.stringify({ error_code: 'ENDPOINT_NOT_FOUND', message: 'No API found.' }));
  });
}

test('the AI Gateway serves its model services of all pages, and its endpoints, as far as they chat', async () => {
  await using both = await workspaceWith('services', 'endpoints');
  expect(await servedModels(clientOf(both.host), 'ai_gateway', signal)).toEqual([
    'system.ai.claude-sonnet-4-6',
    'main.models.ours',
    'databricks-gpt-5-2',
  ]);
  await using old = await workspaceWith('endpoints');
  expect(await servedModels(clientOf(old.host), 'ai_gateway', signal)).toEqual(['databricks-gpt-5-2']);
});

test('model serving serves its endpoints that are ready for a chat', async () => {
  await using workspace = await workspaceWith('serving');
  expect(await servedModels(clientOf(workspace.host), 'serving_endpoints', signal)).toEqual(['databricks-claude']);
});

test('a workspace without any list says so', async () => {
  await using none = await workspaceWith();
  await expect(servedModels(clientOf(none.host), 'ai_gateway', signal)).rejects.toMatchObject({
    code: 'databricks.not_found',
  });
});

import { LakegooseError } from '../../base/errors.ts';
import type { DatabricksClient } from '../../databricks-client/client.ts';
import { isMissing } from '../../databricks-client/errors.ts';
import { listGatewayEndpoints, listModelServices, listServingEndpoints } from '../../databricks-client/models.ts';

/** Which of the workspace's gateways carries a model (facts `goose.md` §2). */
export type Plane = 'serving_endpoints' | 'ai_gateway';

/**
 * The models that a gateway of the workspace serves for a chat, by the names that it takes. The AI Gateway knows model
 * services, and endpoints where the workspace has no model services yet. Throws `databricks.…` where none of the lists can be
 * had.
 */
export async function servedModels(client: DatabricksClient, plane: Plane, signal: AbortSignal): Promise<string[]> {
  if (plane === 'serving_endpoints') {
    const endpoints = await listServingEndpoints(client, signal);
    return endpoints
      .filter(({ task, state }) => task === 'llm/v1/chat' && state?.ready !== 'NOT_READY')
      .map(({ name }) => name);
  }
  const [services, endpoints] = await Promise.all([
    unlessMissing(listModelServices(client, signal)),
    unlessMissing(listGatewayEndpoints(client, signal)),
  ]);
  if (services instanceof LakegooseError && endpoints instanceof LakegooseError) throw services;
  const named = [services, endpoints].flatMap((list) => (list instanceof LakegooseError ? [] : list));
  const chats = named.filter(({ supported_api_types: types }) => types === undefined || types.some(isChat));
  return [...new Set(chats.map(({ name }) => name.replace(/^model-services\//, '')))];
}

/**
 * The models of this gateway; of model serving where none is said and the workspace has no AI Gateway.
 * Throws `bootstrap.no_models` where it has not the gateway that was said.
 */
export async function findModels(
  client: DatabricksClient,
  plane: Plane | undefined,
  signal: AbortSignal,
): Promise<{ readonly plane: Plane; readonly served: readonly string[] }> {
  const wished = plane ?? 'ai_gateway';
  try {
    return { plane: wished, served: await servedModels(client, wished, signal) };
  } catch (error) {
    if (wished !== 'ai_gateway' || !isMissing(error)) throw error;
    if (plane !== undefined) throw new LakegooseError('bootstrap.no_models', { host: client.host }, { cause: error });
    return { plane: 'serving_endpoints', served: await servedModels(client, 'serving_endpoints', signal) };
  }
}

/** Goose asks our provider by this call (facts `goose.md` §2); the gateway answers it for every chat model. */
function isChat(type: string): boolean {
  return /chat\/completions|messages|responses|generateContent/.test(type);
}

/** A workspace may not have one of the lists, or keep it from this person. */
async function unlessMissing<T>(asked: Promise<T>): Promise<T | LakegooseError> {
  try {
    return await asked;
  } catch (error) {
    if (isMissing(error)) return error;
    throw error;
  }
}

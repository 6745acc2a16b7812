import { z } from 'zod';

/** The kinds of calls that a model answers, such as `mlflow/v1/chat/completions` or `anthropic/v1/messages`. */
const apiTypes = z.array(z.string()).optional();

/**
 * Model services of the AI Gateway, `/api/2.1/unity-catalog/model-services`. `name` is `model-services/system.ai.…`. Without a
 * `page_size` the API gives up with 499. Source: facts `gateway.md` §0 and §1.1 (discovery by ucode); databricks-sdk-java
 * `ModelService`.
 */
export const modelServiceList = z.looseObject({
  model_services: z.array(z.looseObject({ name: z.string(), supported_api_types: apiTypes })).optional(),
  next_page_token: z.string().optional(),
});

/** Endpoints of the AI Gateway's second version, `/api/ai-gateway/v2/endpoints`. Source: facts `gateway.md` §2, "L2 shape". */
export const gatewayEndpointList = z.looseObject({
  endpoints: z.array(z.looseObject({ name: z.string(), supported_api_types: apiTypes })).optional(),
  next_page_token: z.string().optional(),
});

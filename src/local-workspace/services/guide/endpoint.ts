import type { ServingEndpoint } from '../../../databricks-api/chat.ts';

const name = 'lakegoose-guide';

/** The guide as a serving endpoint. */
export const guideEndpoint: ServingEndpoint = {
  name,
  id: name,
  task: 'llm/v1/chat',
  state: { ready: 'READY', config_update: 'NOT_UPDATING' },
};

/** The gateway knows models by their three-part name too (facts `gateway.md` §0). */
export const guideModels: readonly string[] = [name, `system.ai.${name}`];

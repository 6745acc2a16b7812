import { guideModel } from '../../agent-config/goose/wishes-of.ts';
import { chooseModel, isServed } from '../../agent-config/models/choose-model.ts';
import { findModels, type Plane } from '../../agent-config/models/served-models.ts';
import { LakegooseError } from '../../base/errors.ts';
import type { Settings } from '../../settings/schema.ts';
import { writeDotEnv } from '../../settings/write-dot-env.ts';
import { onceSignedIn } from '../signed-in.ts';
import type { Step } from '../step.ts';

const mostNamed = 12;
const planes: Readonly<Record<NonNullable<Settings['GOOSE_PROVIDER']>, Plane>> = {
  databricks: 'serving_endpoints',
  databricks_v2: 'ai_gateway',
};

/** The model that Goose asks is one that the workspace serves. Where none is set, or it was retired, another one is taken. */
export const modelStep: Step = {
  name: 'model',
  title: 'bootstrap.model',
  needs: ['workspace', 'local-workspace', 'sign-in'],
  run: (context) =>
    onceSignedIn(context, async ({ settings, workspace: { kind, host }, client }) => {
      const { GOOSE_MODEL: wished, GOOSE_PROVIDER: provider } = settings;
      const isLocal = kind === 'local';
      if (isLocal && wished === undefined) {
        return { state: 'unchanged', code: 'bootstrap.model_guide', facts: { model: guideModel } };
      }
      const said = isLocal ? 'serving_endpoints' : provider && planes[provider];
      const { plane, served } = await findModels(client, said, context.signal);
      const isGatewayMissing = said === undefined && plane === 'serving_endpoints';
      const isWished = wished !== undefined && isServed(wished, served);
      if (isWished && !isGatewayMissing) {
        return { state: 'unchanged', code: 'bootstrap.model_served', facts: { model: wished, host } };
      }
      const names = served.slice(0, mostNamed).join(', ');
      if (wished !== undefined && !isWished && context.environment.GOOSE_MODEL?.trim()) {
        throw new LakegooseError('bootstrap.model_in_environment', { model: wished, host, names });
      }
      const model = isLocal ? guideModel : isWished ? wished : chooseModel(served);
      if (model === undefined) {
        throw served.length === 0
          ? new LakegooseError('bootstrap.no_models', { host })
          : new LakegooseError('bootstrap.no_model_with_tools', { host, names });
      }
      const chosen = { GOOSE_MODEL: model, ...(isGatewayMissing ? { GOOSE_PROVIDER: 'databricks' } : {}) };
      const path = await writeDotEnv(context, chosen);
      if (isGatewayMissing)
        return { state: 'done', code: 'bootstrap.model_without_gateway', facts: { model, host, path } };
      if (wished === undefined) return { state: 'done', code: 'bootstrap.model_chosen', facts: { model, path } };
      return { state: 'done', code: 'bootstrap.model_retired', facts: { retired: wished, host, model, path } };
    }),
};

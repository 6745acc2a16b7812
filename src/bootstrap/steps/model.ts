import { guideModel } from '../../agent-config/goose/wishes-of.ts';
import { chooseModel, isServed } from '../../agent-config/models/choose-model.ts';
import { servedModels } from '../../agent-config/models/served-models.ts';
import { LakegooseError } from '../../base/errors.ts';
import { writeDotEnv } from '../../settings/write-dot-env.ts';
import { onceSignedIn } from '../signed-in.ts';
import type { Step } from '../step.ts';

const mostNamed = 12;

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
      const plane = isLocal || provider === 'databricks' ? 'serving_endpoints' : 'ai_gateway';
      const served = await servedModels(client, plane, context.signal);
      if (wished !== undefined && isServed(wished, served)) {
        return { state: 'unchanged', code: 'bootstrap.model_served', facts: { model: wished, host } };
      }
      const names = served.slice(0, mostNamed).join(', ');
      if (wished !== undefined && context.environment.GOOSE_MODEL?.trim()) {
        throw new LakegooseError('bootstrap.model_in_environment', { model: wished, host, names });
      }
      const model = isLocal ? guideModel : chooseModel(served);
      if (model === undefined) {
        throw served.length === 0
          ? new LakegooseError('bootstrap.no_models', { host })
          : new LakegooseError('bootstrap.no_model_with_tools', { host, names });
      }
      const path = await writeDotEnv(context.directory, { GOOSE_MODEL: model });
      if (wished === undefined) return { state: 'done', code: 'bootstrap.model_chosen', facts: { model, path } };
      return { state: 'done', code: 'bootstrap.model_retired', facts: { retired: wished, host, model, path } };
    }),
};

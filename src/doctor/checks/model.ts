import { isServed } from '../../agent-config/models/choose-model.ts';
import { servedModels } from '../../agent-config/models/served-models.ts';
import { ApiError } from '../../databricks-client/errors.ts';
import { askForOneWord } from '../../databricks-client/models.ts';
import { type Check, failed, ok } from '../check.ts';

const mostNamed = 8;

/** The model that Goose asks answers. */
export const modelCheck: Check = {
  name: 'model',
  title: 'doctor.model',
  needs: ['sign-in'],
  run: async ({ known, signal }) => {
    const wishes = await known.wishes();
    const [client, { host }] = [await known.client(), await known.workspace()];
    if (wishes === undefined) return failed('doctor.no_model_chosen', { host });
    const { model, plane } = wishes;
    try {
      await askForOneWord(client, { model, plane }, signal);
      return ok('doctor.model_answers', { model });
    } catch (error) {
      if (!(error instanceof ApiError) || error.status >= 502 || error.status === 429) throw error;
      const served = await servedModels(client, plane, signal).catch(() => []);
      const names = served.slice(0, mostNamed).join(', ') || '–';
      if (error.status === 404 || (served.length > 0 && !isServed(model, served))) {
        return failed('doctor.model_not_served', { model, host, names });
      }
      return failed('doctor.model_refused', { model, host, names, message: String(error.facts.message) });
    }
  },
};

import { keptByGoose } from '../../agent-config/goose/kept.ts';
import { type Check, ok } from '../check.ts';

/** Where Goose keeps questions, answers and rows, and how much. */
export const keptCheck: Check = {
  name: 'kept',
  title: 'doctor.kept',
  needs: [],
  run: async ({ environment }) => {
    const kept = await keptByGoose(environment);
    if (kept.length === 0) return ok('doctor.nothing_kept');
    const places = kept.map(({ path, bytes }) => `${path} (${Math.ceil(bytes / 1000)} KB)`);
    return ok('doctor.kept_by_goose', { places: places.join(', ') });
  },
};

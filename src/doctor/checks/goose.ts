import { compareGooseConfig } from '../../agent-config/goose/compare-config.ts';
import { gooseConfigDirectory } from '../../agent-config/goose/directory.ts';
import { type Check, failed, ok, skipped } from '../check.ts';

/** Goose can read its configuration, and it is what the settings say. */
export const gooseCheck: Check = {
  name: 'goose',
  title: 'doctor.goose',
  needs: ['settings'],
  run: async ({ known, environment }) => {
    const wishes = await known.wishes();
    if (wishes === undefined) return skipped('doctor.waits_for', { check: 'doctor.model' });
    const { path, state, reason } = await compareGooseConfig(gooseConfigDirectory(environment), wishes);
    if (state === 'missing') return failed('doctor.goose_not_set_up', { path });
    if (state === 'broken') return failed('doctor.goose_broken', { path, reason });
    if (state === 'other') return failed('doctor.goose_other', { path });
    return ok('doctor.goose_right', { model: wishes.model, path });
  },
};

import { constants } from 'node:fs/promises';
import { isThere } from '../../base/files.ts';
import { readDotEnv } from '../../settings/dot-env.ts';
import { guardRules } from '../../settings/guard-rules.ts';
import { type Check, failed, ok, warn } from '../check.ts';

/** What the guard lets through, and who says so. */
export const policyCheck: Check = {
  name: 'policy',
  title: 'doctor.policy',
  needs: ['settings'],
  run: async ({ known, environment, directory, policyFile }) => {
    const settings = await known.settings();
    const { policy, ceiling, aiFunctions, scope } = await guardRules(settings, policyFile);
    if (policy === 'none') return failed('doctor.policy_unreadable', { path: policyFile });
    const wished = settings.LAKEGOOSE_SQL_POLICY;
    const dotEnv = await readDotEnv(directory, environment);
    const setting = environment.LAKEGOOSE_SQL_POLICY?.trim() ? 'LAKEGOOSE_SQL_POLICY' : (dotEnv.path ?? '.env');
    const facts = { policy, ai: aiFunctions, scope: scope?.join(', ') ?? '*' };
    if (ceiling !== undefined) {
      const isOwn = process.getuid?.() !== 0 && (await isThere(policyFile, constants.W_OK));
      if (isOwn) return warn('doctor.policy_writable', { ...facts, path: policyFile });
      return ok('doctor.policy_under_ceiling', { ...facts, ceiling, path: policyFile });
    }
    if (wished === undefined) return ok('doctor.policy_usual', facts);
    return ok('doctor.policy_set', { ...facts, setting });
  },
};

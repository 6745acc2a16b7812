import { type Check, ok } from '../check.ts';

/** Settings can be read, and one workspace is meant. */
export const settingsCheck: Check = {
  name: 'settings',
  title: 'doctor.settings',
  needs: [],
  run: async ({ known }) => {
    const { kind, host } = await known.workspace();
    return ok(kind === 'local' ? 'doctor.workspace_local' : 'doctor.workspace_remote', { host });
  },
};

import { gooseConfigDirectory } from '../../agent-config/goose/directory.ts';
import { wishesOf } from '../../agent-config/goose/wishes-of.ts';
import { writeGooseConfig } from '../../agent-config/goose/write-config.ts';
import { loadSettings } from '../../settings/load.ts';
import { resolveWorkspace } from '../../settings/workspace.ts';
import type { Step } from '../step.ts';

/** Goose's configuration is what the settings say. */
export const gooseStep: Step = {
  name: 'goose',
  title: 'bootstrap.goose',
  needs: ['workspace'],
  run: async ({ environment, directory, cli }) => {
    const settings = await loadSettings(environment, directory);
    const workspace = await resolveWorkspace(settings, environment.HOME);
    if (settings.GOOSE_MODEL === undefined && workspace.kind === 'remote') {
      return { state: 'skipped', code: 'bootstrap.goose_without_model', facts: { host: workspace.host } };
    }
    const wishes = wishesOf(settings, workspace, cli);
    const written = await writeGooseConfig(gooseConfigDirectory(environment), wishes);
    const { configFile: path, changed, switchedOff } = written;
    const { model, shell } = wishes;
    const state = changed ? 'done' : 'unchanged';
    const provider = environment.GOOSE_PROVIDER?.trim();
    if (provider) return { state, code: 'bootstrap.goose_overruled', facts: { provider, path } };
    if (switchedOff.length > 0) {
      const code = shell ? 'bootstrap.goose_with_shell_only' : 'bootstrap.goose_switched_off';
      return { state, code, facts: { model, path, names: switchedOff.join(', ') } };
    }
    return { state, code: shell ? 'bootstrap.goose_with_shell' : 'bootstrap.goose_uses', facts: { model, path } };
  },
};

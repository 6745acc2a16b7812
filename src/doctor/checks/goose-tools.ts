import { join } from 'node:path';
import { gooseConfigDirectory } from '../../agent-config/goose/directory.ts';
import { extensionsInForce } from '../../agent-config/goose/extensions-in-force.ts';
import { ownName } from '../../agent-config/goose/goose-config.ts';
import { type Check, failed, ok, warn } from '../check.ts';

/** Goose offers a model our tools, all of them, and no others. */
export const gooseToolsCheck: Check = {
  name: 'goose-tools',
  title: 'doctor.goose_tools',
  needs: ['programs'],
  run: async ({ environment, seconds, signal }) => {
    const extensions = await extensionsInForce({ environment, timeoutSeconds: seconds, signal });
    const own = extensions.find(({ name }) => name === ownName);
    const others = extensions.filter(({ name }) => name !== ownName);
    const builtIn = others.filter(({ type }) => type === 'platform' || type === 'builtin');
    const path = join(gooseConfigDirectory(environment), 'config.yaml');
    if (own === undefined) return failed('doctor.goose_without_tools');
    const chosen = own.available_tools ?? [];
    if (chosen.length > 0) return failed('doctor.goose_some_tools', { path, names: chosen.join(', ') });
    if (builtIn.length > 0) return failed('doctor.goose_more_tools', { names: namesOf(builtIn) });
    if (others.length > 0) return warn('doctor.goose_other_servers', { path, names: namesOf(others) });
    return ok('doctor.goose_tools_exact');
  },
};

const namesOf = (extensions: readonly { readonly name: string }[]) => extensions.map(({ name }) => name).join(', ');

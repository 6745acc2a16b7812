import { compareGooseConfig } from '../../agent-config/goose/compare-config.ts';
import { gooseConfigDirectory } from '../../agent-config/goose/directory.ts';
import { extensionsInForce } from '../../agent-config/goose/extensions-in-force.ts';
import { ownName, shellExtension } from '../../agent-config/goose/goose-config.ts';
import { type Check, failed, ok, skipped, warn } from '../check.ts';

/** Goose offers a model our tools, all of them, and no others but those that a person has chosen. */
export const gooseToolsCheck: Check = {
  name: 'goose-tools',
  title: 'doctor.goose_tools',
  needs: ['programs', 'settings'],
  run: async ({ known, environment, seconds, signal }) => {
    const wishes = await known.wishes();
    if (wishes === undefined) return skipped('doctor.waits_for', { check: 'doctor.model' });
    const [{ path, state, on }, inForce] = await Promise.all([
      compareGooseConfig(gooseConfigDirectory(environment), wishes),
      extensionsInForce({ environment, timeoutSeconds: seconds, signal }),
    ]);
    if (state === 'broken') return skipped('doctor.waits_for', { check: 'doctor.goose' });
    const own = inForce.find(({ name }) => name === ownName);
    if (own === undefined) return failed('doctor.goose_without_tools');
    const chosen = own.available_tools ?? [];
    if (chosen.length > 0) return failed('doctor.goose_some_tools', { path, names: chosen.join(', ') });
    const others = inForce.filter(({ name }) => name !== ownName);
    const isGoosesOwn = ({ type }: (typeof others)[number]) => type === 'platform' || type === 'builtin';
    const unwanted = others.filter((one) => isGoosesOwn(one) && !on.has(one.name));
    if (unwanted.length > 0) return failed('doctor.goose_more_tools', { names: namesOf(unwanted) });
    if (others.some(({ name }) => name === shellExtension)) return warn('doctor.goose_shell');
    const servers = others.filter((one) => !isGoosesOwn(one));
    if (servers.length > 0) return warn('doctor.goose_other_servers', { path, names: namesOf(servers) });
    return others.length === 0
      ? ok('doctor.goose_tools_exact')
      : ok('doctor.goose_tools_chosen', { names: namesOf(others) });
  },
};

const namesOf = (extensions: readonly { readonly name: string }[]) => extensions.map(({ name }) => name).join(', ');

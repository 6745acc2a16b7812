import { ownName } from '../../agent-config/goose/goose-config.ts';
import { strictModes } from '../../agent-config/goose/merge-config.ts';
import type { Environment } from '../../settings/dot-env.ts';
import { type Check, failed, ok } from '../check.ts';

type Overrides = (value: string) => boolean;
const isOther =
  (...right: readonly unknown[]): Overrides =>
  (value) =>
    !right.includes(value);

/** Variables that go before Goose's configuration (facts `goose.md` §1), and when they change what we wrote there. */
const overriding: Readonly<Record<string, Overrides>> = {
  GOOSE_PROVIDER: isOther(ownName),
  ACTIVE_PROVIDER: isOther(ownName),
  PROVIDERS: isOther(),
  EXTENSIONS: isOther(),
  // Another model is a setting of ours, too.
  GOOSE_MODEL: (value) => value.trim() === '',
  GOOSE_MODE: isOther(...strictModes),
  GOOSE_TELEMETRY_ENABLED: isOther('false'),
};

/** No variable of the environment goes before Goose's configuration. */
export const gooseEnvironmentCheck: Check = {
  name: 'goose-environment',
  title: 'doctor.goose_environment',
  needs: [],
  run: async ({ environment }) => {
    const names = overridingIn(environment);
    const [name] = names;
    if (name === undefined) return ok('doctor.goose_environment_clear');
    return failed('doctor.goose_environment_overrides', {
      names: names.join(', '),
      command: `unset ${names.join(' ')}`,
    });
  },
};

function overridingIn(environment: Environment): readonly string[] {
  return Object.entries(overriding).flatMap(([name, overrides]) => {
    const value = environment[name];
    // Also where it is empty: Goose would find no provider, or the mode in which everything runs unasked.
    return value !== undefined && overrides(value) ? [name] : [];
  });
}

import { isMap, parseDocument } from 'yaml';
import { say } from '../../messages/say.ts';
import { type Spliced, spliceYaml, type Wanted } from '../splice-yaml.ts';
import { type GooseWishes, gooseOwnExtensions, ownName } from './goose-config.ts';

/** Modes that ask at least as much as `smart_approve`: a person's own choice of them stays. */
export const strictModes: readonly unknown[] = ['smart_approve', 'approve', 'chat'];

/**
 * The user's `config.yaml` with what we need in it; every other line stays as it is. The same wishes again change
 * nothing. `GOOSE_PROVIDER` and `GOOSE_MODEL` of older files may stay, since `active_provider` wins over them.
 * Source of the keys: facts `goose.md` §1.
 */
export function mergeConfig(existing: string, { host, profile, model, cli, mcpEnvironment }: GooseWishes): Spliced {
  const [program, ...words] = cli;
  const off = (name: string): Wanted => ({ enabled: false, type: 'platform', name });
  const own = Object.entries(gooseOwnExtensions).map(([key, name]) => [key, off(name)] as const);
  const others = otherGooseExtensions(existing).map((key) => [key, { enabled: false }] as const);
  return spliceYaml(existing, {
    active_provider: ownName,
    providers: { [ownName]: { enabled: true, model, configured: true } },
    // A missing or mistyped mode is `auto`, in which everything runs unasked.
    ...(strictModes.includes(parseDocument(existing).get('GOOSE_MODE')) ? {} : { GOOSE_MODE: 'smart_approve' }),
    GOOSE_TELEMETRY_ENABLED: false,
    GOOSE_DISABLE_SESSION_NAMING: true,
    extensions: {
      ...Object.fromEntries(others),
      ...Object.fromEntries(own),
      [ownName]: {
        enabled: true,
        type: 'stdio',
        name: ownName,
        display_name: say('en', 'agents.extension_name'),
        description: say('en', 'agents.extension_about'),
        cmd: program,
        args: [...words, 'mcp'],
        envs: {
          DATABRICKS_HOST: host,
          ...(profile === undefined ? {} : { DATABRICKS_CONFIG_PROFILE: profile }),
          ...mcpEnvironment,
        },
        env_keys: [],
        timeout: 300,
        bundled: false,
        available_tools: [],
      },
    },
  });
}

/** Extensions of Goose's own that a later version, or the user, added. */
function otherGooseExtensions(existing: string): string[] {
  const extensions = parseDocument(existing).get('extensions');
  if (!isMap(extensions)) return [];
  return extensions.items.flatMap(({ key, value }) => {
    const own = isMap(value) && ['platform', 'builtin'].includes(String(value.get('type')));
    return own ? [String(key)] : [];
  });
}

import { type Document, isMap, parseDocument } from 'yaml';
import { say } from '../../messages/say.ts';
import { type Spliced, spliceYaml, type Wanted } from '../splice-yaml.ts';
import { type GooseWishes, gooseOwnExtensions, harmlessExtensions, ownName, shellExtension } from './goose-config.ts';

/** Modes that ask at least as much as `smart_approve`: a person's own choice of them stays. */
export const strictModes: readonly unknown[] = ['smart_approve', 'approve', 'chat'];

type Merged =
  | Exclude<Spliced, { readonly outcome: 'spliced' }>
  | {
      readonly outcome: 'spliced';
      readonly text: string;
      /** Extensions of Goose's own that were on. */
      readonly switchedOff: readonly string[];
    };

/**
 * The user's `config.yaml` with what we need in it; every other line stays as it is. The same wishes again change
 * nothing. `GOOSE_PROVIDER` and `GOOSE_MODEL` of older files may stay, since `active_provider` wins over them.
 * Source of the keys: facts `goose.md` §1.
 */
export function mergeConfig(existing: string, wishes: GooseWishes): Merged {
  const { host, profile, profileFile, model, cli, shell = false, mcpEnvironment } = wishes;
  const document = parseDocument(existing);
  const [program, ...words] = cli;
  const isKnown = document.hasIn(['extensions', ownName]);
  const isOurs = (key: string) =>
    !(isKnown && harmlessExtensions.includes(key) && document.hasIn(['extensions', key, 'enabled']));
  const isOn = (key: string) => shell && key === shellExtension;
  const own = Object.entries(gooseOwnExtensions)
    .filter(([key]) => isOurs(key))
    .map(([key, name]): [string, Wanted] => [key, { enabled: isOn(key), type: 'platform', name }]);
  const others = otherGooseExtensions(document).map((key): [string, Wanted] => [key, { enabled: false }]);
  const switchedOff = [...others, ...own]
    .filter(([key, { enabled }]) => enabled === false && document.getIn(['extensions', key, 'enabled']) === true)
    .map(([key]) => key);
  const spliced = spliceYaml(existing, {
    active_provider: ownName,
    providers: { [ownName]: { enabled: true, model, configured: true } },
    // A missing or mistyped mode is `auto`, in which everything runs unasked.
    ...(strictModes.includes(document.get('GOOSE_MODE')) ? {} : { GOOSE_MODE: 'smart_approve' }),
    GOOSE_TELEMETRY_ENABLED: false,
    GOOSE_DISABLE_SESSION_NAMING: true,
    extensions: {
      ...Object.fromEntries(others),
      ...Object.fromEntries(own),
      [ownName]: {
        enabled: true,
        type: 'stdio',
        name: ownName,
        description: say('en', 'agents.extension_about'),
        cmd: program,
        args: [...words, 'mcp'],
        envs: {
          DATABRICKS_HOST: host,
          ...(profile === undefined ? {} : { DATABRICKS_CONFIG_PROFILE: profile }),
          ...(profileFile === undefined ? {} : { DATABRICKS_CONFIG_FILE: profileFile }),
          ...mcpEnvironment,
        },
        env_keys: [],
        timeout: 300,
        bundled: false,
      },
    },
  });
  return spliced.outcome === 'spliced' ? { ...spliced, switchedOff } : spliced;
}

/** Extensions of Goose's own that a later version, or the user, added. */
function otherGooseExtensions(document: Document): string[] {
  const extensions = document.get('extensions');
  if (!isMap(extensions)) return [];
  return extensions.items.flatMap(({ key, value }) => {
    const own = isMap(value) && ['platform', 'builtin'].includes(String(value.get('type')));
    return own && !Object.hasOwn(gooseOwnExtensions, String(key)) ? [String(key)] : [];
  });
}

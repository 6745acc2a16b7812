import { type Document, isMap, parseDocument } from 'yaml';
import { say } from '../../messages/say.ts';
import { type GooseWishes, gooseOwnExtensions, ownName } from './goose-config.ts';

export type Merged =
  | { readonly outcome: 'merged'; readonly text: string }
  /** The file is not YAML that Goose could read: Goose would ignore it and then replace it. */
  | { readonly outcome: 'broken'; readonly reason: string };

/** Modes that ask at least as much as `smart_approve`: a person's own choice of them stays. */
const strictModes: readonly unknown[] = ['smart_approve', 'approve', 'chat'];

/**
 * The user's `config.yaml` with what we need in it. Every other line stays, comments too. The same wishes again change
 * nothing. Source of the keys: facts `goose.md` §1.
 */
export function mergeConfig(existing: string, { model, cli, mcpEnvironment }: GooseWishes): Merged {
  const document = parseDocument(existing);
  const [error] = document.errors;
  if (error !== undefined) return { outcome: 'broken', reason: firstLine(error.message) };
  if (document.contents !== null && !isMap(document.contents)) return { outcome: 'broken', reason: 'no mapping' };

  const set = (path: readonly string[], value: unknown) => setIn(document, path, value);
  set(['active_provider'], ownName);
  set(['providers', ownName, 'enabled'], true);
  set(['providers', ownName, 'model'], model);
  set(['providers', ownName, 'configured'], true);
  // A missing or mistyped mode is `auto`, in which everything runs unasked.
  if (!strictModes.includes(document.get('GOOSE_MODE'))) set(['GOOSE_MODE'], 'smart_approve');
  set(['GOOSE_TELEMETRY_ENABLED'], false);
  set(['GOOSE_DISABLE_SESSION_NAMING'], true);

  for (const [key, name] of Object.entries(gooseOwnExtensions)) {
    set(['extensions', key, 'enabled'], false);
    set(['extensions', key, 'type'], 'platform');
    set(['extensions', key, 'name'], name);
  }
  for (const key of otherGooseExtensions(document)) set(['extensions', key, 'enabled'], false);
  const [program, ...words] = cli;
  const extension = {
    enabled: true,
    type: 'stdio',
    name: ownName,
    display_name: say('en', 'agents.extension_name'),
    description: say('en', 'agents.extension_about'),
    cmd: program,
    args: [...words, 'mcp'],
    envs: { ...mcpEnvironment },
    env_keys: [],
    timeout: 300,
    bundled: false,
    available_tools: [],
  };
  for (const [key, value] of Object.entries(extension)) set(['extensions', ownName, key], value);
  return { outcome: 'merged', text: inStyleOf(existing, document) };
}

/** The library writes a whole document in one style; taken is the style in which most of the user's lines survive. */
function inStyleOf(existing: string, document: Document): string {
  const lines = existing.split('\n');
  const styles = [true, false].flatMap((flowCollectionPadding) =>
    [true, false].map((indentSeq) => document.toString({ lineWidth: 0, flowCollectionPadding, indentSeq })),
  );
  const lost = (text: string) => lines.filter((line) => !text.split('\n').includes(line)).length;
  return styles.reduce((best, text) => (lost(text) < lost(best) ? text : best));
}

function setIn(document: Document, path: readonly string[], value: unknown): void {
  for (let depth = 1; depth < path.length; depth++) {
    const parent = path.slice(0, depth);
    if (!isMap(document.getIn(parent))) document.setIn(parent, document.createNode({}));
  }
  const node = document.createNode(value);
  if (JSON.stringify(document.getIn(path)) !== JSON.stringify(node)) document.setIn(path, node);
}

/** Extensions of Goose's own that a later version, or the user, added. */
function otherGooseExtensions(document: Document): string[] {
  const extensions = document.get('extensions');
  if (!isMap(extensions)) return [];
  return extensions.items.flatMap(({ key, value }) => {
    const own = isMap(value) && ['platform', 'builtin'].includes(String(value.get('type')));
    return own ? [String(key)] : [];
  });
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}

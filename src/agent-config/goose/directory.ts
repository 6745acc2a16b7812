import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where Goose keeps its configuration. Source: facts `goose.md` §1, "Paths". */
export function gooseConfigDirectory(environment: Readonly<Record<string, string | undefined>>): string {
  const { GOOSE_PATH_ROOT: root, XDG_CONFIG_HOME: xdg, HOME: home } = environment;
  if (root) return join(root, 'config');
  return join(xdg || join(home || homedir(), '.config'), 'goose');
}

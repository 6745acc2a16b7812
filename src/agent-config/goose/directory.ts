import { join } from 'node:path';
import type { Environment } from '../../settings/dot-env.ts';
import { homeOf } from '../../settings/home.ts';

/** Where Goose keeps its configuration. Source: facts `goose.md` §1, "Paths". */
export function gooseConfigDirectory(environment: Environment): string {
  const { GOOSE_PATH_ROOT: root, XDG_CONFIG_HOME: xdg } = environment;
  if (root) return join(root, 'config');
  return join(xdg || join(homeOf(environment), '.config'), 'goose');
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../../settings/dot-env.ts';
import { homeOf } from '../../settings/home.ts';
import { folderWith } from '../../settings/upward.ts';

/** Where a mounted cache, or the base image, may hold tools that are built already: by the same names as in our own cache. */
export const sharedCache = '/usr/local/share/lakegoose';

/** A person's own programs, which a container has on its PATH (XDG Base Directory, `~/.local/bin`). */
export function programDirectory(environment: Environment): string {
  return join(homeOf(environment), '.local', 'bin');
}

/** `.devcontainer`, which pins the tools: the nearest, else that of this checkout; undefined where there is neither. */
export function pinsOf(directory: string, environment: Environment): string | undefined {
  const sums = '.devcontainer/databricks-cli/go.sum';
  const checkout = join(import.meta.dirname, '../../..');
  const folder = folderWith(sums, directory, environment) ?? (existsSync(join(checkout, sums)) ? checkout : undefined);
  return folder === undefined ? undefined : join(folder, '.devcontainer');
}

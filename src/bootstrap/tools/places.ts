import { homedir } from 'node:os';
import { join } from 'node:path';
import { LakegooseError } from '../../base/errors.ts';
import { isThere } from '../../base/files.ts';
import type { Environment } from '../../settings/dot-env.ts';

/** Where a mounted cache, or the base image, may hold tools that are built already: by the same names as in our own cache. */
export const sharedCache = '/usr/local/share/lakegoose';

/** Where tools are kept by their content (XDG Base Directory, `XDG_CACHE_HOME`). */
export function cacheDirectory({ XDG_CACHE_HOME: cache, HOME: home }: Environment): string {
  return join(cache?.startsWith('/') ? cache : join(home || homedir(), '.cache'), 'lakegoose');
}

/** A person's own programs, which a container has on its PATH (XDG Base Directory, `~/.local/bin`). */
export function programDirectory({ HOME: home }: Environment): string {
  return join(home || homedir(), '.local', 'bin');
}

/** `.devcontainer`, which pins the tools: the folder's own, else that of this checkout. Throws `tools.no_pins`. */
export async function pinsOf(directory: string): Promise<string> {
  for (const folder of [directory, join(import.meta.dirname, '../../..')]) {
    const pins = join(folder, '.devcontainer');
    if (await isThere(join(pins, 'databricks-cli', 'go.sum'))) return pins;
  }
  throw new LakegooseError('tools.no_pins', { directory });
}

import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseEnv } from 'node:util';
import { readFileIfThere } from '../base/files.ts';

/** A value may be undefined: a variable that is not set. */
export type Environment = Readonly<Record<string, string | undefined>>;

export type DotEnv = { readonly path?: string; readonly values: Environment };

/**
 * The nearest `.env`, from `directory` upwards. The search ends at the top of the repository (`.git`) or at the home
 * directory, so that a stranger's file further up is never read. The values are returned and not exported.
 */
export async function readDotEnv(directory: string, home: string): Promise<DotEnv> {
  for (let folder = directory; ; folder = dirname(folder)) {
    const path = join(folder, '.env');
    // A folder of that name is a Python environment, not settings.
    const text = statSync(path, { throwIfNoEntry: false })?.isFile() ? await readFileIfThere(path) : undefined;
    if (text !== undefined) return { path, values: parseEnv(text.replace(/^\uFEFF/, '')) };
    if (folder === home || existsSync(join(folder, '.git')) || dirname(folder) === folder) return { values: {} };
  }
}

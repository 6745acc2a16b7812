import { type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { LakegooseError, reasonOf } from '../base/errors.ts';
import { parseEnv } from '../base/node-util.ts';
import { readSettingsFile } from './read-settings-file.ts';
import { isTrusted, upward } from './upward.ts';

/** A value may be undefined: a variable that is not set. */
export type Environment = Readonly<Record<string, string | undefined>>;

export type DotEnv = { readonly path?: string; readonly text?: string; readonly values: Environment };

/**
 * The nearest `.env`, from `directory` upward, that no stranger can have put there. The values are returned and not exported.
 * Throws `settings.unreadable`, `settings.not_utf8`.
 */
export async function readDotEnv(directory: string, environment: Environment): Promise<DotEnv> {
  for (const folder of upward(directory, environment)) {
    const path = join(folder, '.env');
    const found = statIfThere(path);
    // A folder of that name is a Python environment, not settings.
    if (found !== undefined && !found.isDirectory() && isTrusted(folder, path, directory)) {
      const text = await readSettingsFile(path);
      return { path, text, values: parseDotEnv(text) };
    }
  }
  return { values: {} };
}

function statIfThere(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw new LakegooseError('settings.unreadable', { path, reason: reasonOf(error) }, { cause: error });
  }
}

/** What a `.env` sets. */
export function parseDotEnv(text: string): Environment {
  // Node.js takes the next line for the value where there are only spaces behind `=`.
  return parseEnv(text.replace(/=[ \t]+(?=\r?$)/gm, '='));
}

import { existsSync, type Stats, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LakegooseError, reasonOf } from '../base/errors.ts';
import { parseEnv } from '../base/node-util.ts';
import { readSettingsFile } from './read-settings-file.ts';

/** A value may be undefined: a variable that is not set. */
export type Environment = Readonly<Record<string, string | undefined>>;

export type DotEnv = { readonly path?: string; readonly text?: string; readonly values: Environment };

/**
 * The nearest `.env`, from `directory` upwards. The search ends at the top of the repository (`.git`) or at the home
 * directory, and passes over folders that others may write to. The values are returned and not exported.
 * Throws `settings.unreadable`, `settings.not_utf8`.
 */
export async function readDotEnv(directory: string, home: string): Promise<DotEnv> {
  for (let folder = directory; ; folder = dirname(folder)) {
    const path = join(folder, '.env');
    const found = statIfThere(path);
    // A folder of that name is a Python environment, not settings.
    if (found !== undefined && !found.isDirectory() && isTrusted(folder, path, directory)) {
      const text = await readSettingsFile(path);
      return { path, text, values: parseDotEnv(text) };
    }
    if (folder === home || existsSync(join(folder, '.git')) || dirname(folder) === folder) return { values: {} };
  }
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

/** Whether a stranger could not have put the file there, to send a token to a host of theirs. */
function isTrusted(folder: string, path: string, directory: string): boolean {
  const user = process.getuid?.();
  if (user === undefined || statSync(path).uid === user) return true;
  const { uid, mode } = statSync(folder);
  return (mode & 0o002) === 0 && [user, 0, statSync(directory).uid].includes(uid);
}

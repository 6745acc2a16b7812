import { join } from 'node:path';
import { LakegooseError, reasonOf } from '../base/errors.ts';
import { readFileIfThere, writeFileWhole } from '../base/files.ts';

/**
 * Sets these in the folder's `.env`. Every other line stays as it is, byte for byte. Gives the file's path.
 * Throws `bootstrap.env_not_writable`.
 */
export async function writeDotEnv(directory: string, values: Readonly<Record<string, string>>): Promise<string> {
  const path = join(directory, '.env');
  try {
    const text = await readFileIfThere(path);
    // A file that is there keeps its own mode. A new one may come to hold a token.
    await writeFileWhole(path, mergeDotEnv(text ?? '', values), text === undefined ? 0o600 : undefined);
  } catch (error) {
    throw new LakegooseError('bootstrap.env_not_writable', { path, reason: reasonOf(error) }, { cause: error });
  }
  return path;
}

/** The text of a `.env` in which these names have these values: in the line that counts, or in a new one at the end. */
export function mergeDotEnv(text: string, values: Readonly<Record<string, string>>): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  let merged = text;
  for (const [name, value] of Object.entries(values)) {
    const lines = Array.from(
      merged.matchAll(new RegExp(`^(\\uFEFF?[ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=)([^\\r\\n]*)`, 'gm')),
    );
    // Of several lines with one name, the last counts.
    const last = lines.at(-1);
    if (last === undefined) {
      const gap = merged === '' || merged.endsWith('\n') ? '' : eol;
      merged += `${gap}${name}=${value}${eol}`;
    } else {
      const from = last.index + (last[1]?.length ?? 0);
      merged = merged.slice(0, from) + value + merged.slice(from + (last[2]?.length ?? 0));
    }
  }
  return merged;
}

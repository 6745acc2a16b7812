import { readFile } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import { systemErrorCode } from './errors.ts';

/** The text of a file, or undefined where there is none. Other failures are thrown as Node.js gives them. */
export async function readFileIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** Writes beside the file, syncs, and renames: a reader sees the old file or the new one, whole. Follows links. */
export async function writeFileWhole(path: string, text: string, mode?: number): Promise<void> {
  await writeFileAtomic(path, text, mode === undefined ? {} : { mode });
}

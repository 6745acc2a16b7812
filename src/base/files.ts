import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
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
  // Loaded when it is wanted: it brings all of Node's cryptography, and most starts write nothing.
  const { default: writeFileAtomic } = await import('write-file-atomic');
  await writeFileAtomic(path, text, mode === undefined ? {} : { mode });
}

/** Makes a directory and those above it that are missing. Node's own recursive `mkdir` never returns below `/proc`. */
export async function makeDirectory(path: string, mode = 0o777): Promise<void> {
  try {
    await mkdir(path, mode);
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || dirname(path) === path) throw error;
    await makeDirectory(dirname(path), mode);
    await mkdir(path, mode).catch((again: unknown) => {
      // Another process, or another part of this one, may have been faster.
      if (systemErrorCode(again) !== 'EEXIST') throw again;
    });
  }
}

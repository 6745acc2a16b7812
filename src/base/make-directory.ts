import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemErrorCode } from './errors.ts';

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

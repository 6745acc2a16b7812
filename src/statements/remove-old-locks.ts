import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { tryLock } from '../base/lock.ts';

const oldMs = 24 * 3600 * 1000;

/** Removes the locks that killed processes have left. A young one may belong to a process that is about to take it. */
export async function removeOldLocks(directory: string): Promise<void> {
  for (const name of await readdir(directory).catch(() => [])) {
    const path = join(directory, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs < oldMs) continue;
    const release = await tryLock(path).catch(() => undefined);
    if (release === undefined) continue;
    await rm(path, { force: true });
    release();
  }
}

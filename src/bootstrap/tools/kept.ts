import { createHash } from 'node:crypto';
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fixOf, LakegooseError, reasonOf } from '../../base/errors.ts';
import { isThere } from '../../base/files.ts';
import { tryLock, withLock } from '../../base/lock.ts';
import { makeDirectory } from '../../base/make-directory.ts';
import type { Fetching } from './fetching.ts';
import { sharedCache } from './places.ts';

type Wanted = {
  /** The folder of this tool in a cache. */
  readonly name: string;
  /** Its content decides what the tool is: another pin is another tool. */
  readonly pin: string;
  /** What decides it besides, such as how it is built. */
  readonly recipe?: string;
  /** The programs that a finished folder holds. */
  readonly programs: readonly string[];
  readonly fetching: Fetching;
  /** Puts the programs into this folder, which is empty. */
  readonly make: (folder: string) => Promise<void>;
};

const longestMakeSeconds = 1800;

/**
 * The folder with these programs: from a cache where it is there, else made once, by one process. It is whole or not there.
 * Throws `tools.no_pin`, `tools.not_kept`, and what `make` throws.
 */
export async function kept({ name, pin, recipe = '', programs, fetching, make }: Wanted): Promise<string> {
  const digest = createHash('sha256')
    .update(await readPin(pin))
    .update(recipe)
    .digest('hex');
  const isWhole = async (folder: string) =>
    (await Promise.all(programs.map((program) => isThere(join(folder, program))))).every(Boolean);
  const { cache, signal, tell } = fetching;
  const own = join(cache, name, digest);
  for (const folder of [own, join(sharedCache, name, digest)]) if (await isWhole(folder)) return folder;
  const parts = `${own}.part`;
  const onWait = () => tell('tools.waits', { tool: basename(name) });
  return withLock(`${own}.lock`, { waitSeconds: longestMakeSeconds, signal, onWait }, async () => {
    if (await isWhole(own)) return own;
    try {
      await removeUnfinished(dirname(own));
      await rm(parts, { recursive: true, force: true });
      await makeDirectory(parts);
      await make(parts);
      await rm(own, { recursive: true, force: true });
      await rename(parts, own);
    } catch (error) {
      await rm(parts, { recursive: true, force: true }).catch(() => undefined);
      if (error instanceof LakegooseError) throw error;
      const facts = { path: own, reason: reasonOf(error), fix: fixOf(error) };
      throw new LakegooseError('tools.not_kept', facts, { cause: error });
    }
    return own;
  });
}

/** A file of `.devcontainer` that says what a tool is. Throws `tools.no_pin`. */
export function readPin(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    throw new LakegooseError('tools.no_pin', { path, reason: reasonOf(error) }, { cause: error });
  });
}

/** What processes that were killed have left of this tool, in whichever version. Others still make theirs. */
async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!name.endsWith('.part')) continue;
    const path = join(folder, name);
    const release = await tryLock(path.replace(/part$/, 'lock')).catch(() => undefined);
    if (release === undefined) continue;
    await rm(path, { recursive: true, force: true });
    release();
  }
}

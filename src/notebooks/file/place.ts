import { lstat, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { LakegooseError, reasonOf, systemErrorCode } from '../../base/errors.ts';

/** Where a notebook is. */
export type Place = {
  /** Absolute, links followed. */
  readonly path: string;
  /** As it was given, fit for a sentence. */
  readonly name: string;
};

type Wanted = {
  readonly directory: string;
  /** As it was given. */
  readonly given: string;
};

/**
 * The file of a notebook in the working folder, links followed. Throws `notebook.no_ending`, `notebook.outside`,
 * `notebook.not_there`, `notebook.unreadable`.
 */
export async function placeOf({ directory, given }: Wanted): Promise<Place> {
  const name = shown(given);
  refuseOddName(given, name);
  const wanted = resolve(directory, given);
  // Before anything is looked at: whether a file outside is there is not an agent's business.
  refuseOutside(directory, wanted, name);
  try {
    const [folder, path] = await Promise.all([realpath(directory), realpath(wanted)]);
    refuseOutside(folder, path, name);
    if (!(await stat(path)).isFile()) throw new LakegooseError('notebook.not_a_notebook', { path: name });
    return { path, name };
  } catch (error) {
    if (error instanceof LakegooseError) throw error;
    if (['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error) ?? '')) {
      throw new LakegooseError('notebook.not_there', { path: name, folder: directory }, { cause: error });
    }
    throw new LakegooseError('notebook.unreadable', { path: name, reason: reasonOf(error) }, { cause: error });
  }
}

/** Where a new notebook can be. Throws as `placeOf` does, `notebook.no_folder` and `notebook.exists`. */
export async function newPlaceOf({ directory, given }: Wanted): Promise<Place> {
  const name = shown(given);
  refuseOddName(given, name);
  const wanted = resolve(directory, given);
  refuseOutside(directory, wanted, name);
  const [folder, parent] = await Promise.all([realpath(directory), realpath(dirname(wanted)).catch(() => undefined)]);
  if (parent === undefined) throw new LakegooseError('notebook.no_folder', { path: name, folder: dirname(given) });
  const path = join(parent, basename(wanted));
  refuseOutside(folder, path, name);
  // Nor a link, which may lead anywhere.
  if (await lstat(path).catch(() => undefined)) throw new LakegooseError('notebook.exists', { path: name });
  return { path, name };
}

function refuseOddName(given: string, name: string): void {
  if (!given.endsWith('.ipynb') || given.includes('\0')) throw new LakegooseError('notebook.no_ending', { path: name });
}

function refuseOutside(folder: string, path: string, name: string): void {
  const inside = relative(resolve(folder), path);
  if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
    throw new LakegooseError('notebook.outside', { path: name, folder });
  }
}

/** Fit for a sentence on one line. */
function shown(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '?').slice(0, 200);
}

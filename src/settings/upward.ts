import { existsSync, lstatSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { type Home, homeOf } from './home.ts';

/** `directory` and the folders above it, up to the top of the repository (`.git`) or the home directory. */
export function* upward(directory: string, environment: Home): Generator<string> {
  const home = homeOf(environment);
  for (let folder = directory; ; folder = dirname(folder)) {
    yield folder;
    if (folder === home || existsSync(join(folder, '.git')) || dirname(folder) === folder) return;
  }
}

/** The nearest folder, from `directory` upward, that has what `path` names: above it only what no stranger has put there. */
export function folderWith(path: string, directory: string, environment: Home): string | undefined {
  const [first = path] = path.split(sep);
  for (const folder of upward(directory, environment)) {
    const isThere = lstatSync(join(folder, path), { throwIfNoEntry: false }) !== undefined;
    if (isThere && (folder === directory || isTrusted(folder, join(folder, first), directory))) return folder;
  }
  return undefined;
}

/** Whether a stranger could not have put it there, to send a token to a host of theirs, or to run a program of theirs. */
export function isTrusted(folder: string, path: string, directory: string): boolean {
  const user = process.getuid?.();
  // A link is of whoever made it, wherever it leads. On a disk of Windows everything is root's, and everybody may write.
  if (user === undefined || [user, 0].includes(lstatSync(path).uid)) return true;
  const { uid, mode } = statSync(folder);
  return (mode & 0o002) === 0 && [user, 0, statSync(directory).uid].includes(uid);
}

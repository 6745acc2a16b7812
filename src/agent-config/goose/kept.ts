import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fixOf, LakegooseError, reasonOf } from '../../base/errors.ts';
import type { Environment } from '../../settings/dot-env.ts';
import { homeOf } from '../../settings/home.ts';

/** A file or folder in which Goose keeps prompts, answers and rows, and how much is in it. */
export type Kept = { readonly path: string; readonly files: number; readonly bytes: number };

/** Chats, logs of what was sent to the model, and the lines that were typed. Source: facts `goose.md` §1, "Paths". */
function places(environment: Environment) {
  const { GOOSE_PATH_ROOT: root, XDG_DATA_HOME: data, XDG_STATE_HOME: state } = environment;
  const own = homeOf(environment);
  const dataFolder = root ? join(root, 'data') : join(data || join(own, '.local/share'), 'goose');
  const stateFolder = root ? join(root, 'state') : join(state || join(own, '.local/state'), 'goose');
  return [join(dataFolder, 'sessions'), join(stateFolder, 'logs'), join(stateFolder, 'history.txt')];
}

/** What Goose keeps of a person's questions and of the company's data. Throws `goose.kept_out_of_reach`. */
export async function keptByGoose(environment: Environment): Promise<Kept[]> {
  const found = await Promise.all(
    places(environment).map(async (path) => ({ path, sizes: await within(path, sizesIn) })),
  );
  return found
    .filter(({ sizes }) => sizes.length > 0)
    .map(({ path, sizes }) => ({ path, files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) }));
}

/** Removes all of it that can be. Throws `goose.kept_out_of_reach` where something stays. */
export async function forget(kept: readonly Kept[]): Promise<void> {
  const remove = (path: string) => rm(path, { recursive: true, force: true });
  const ends = await Promise.allSettled(kept.map(({ path }) => within(path, remove)));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

async function within<T>(path: string, work: (path: string) => Promise<T>): Promise<T> {
  try {
    return await work(path);
  } catch (error) {
    const facts = { path, reason: reasonOf(error), fix: fixOf(error) };
    throw new LakegooseError('goose.kept_out_of_reach', facts, { cause: error });
  }
}

async function sizesIn(path: string): Promise<number[]> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return [];
  if (!found.isDirectory()) return [found.size];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(files.map(async (file) => (await stat(file).catch(() => ({ size: 0 }))).size));
}

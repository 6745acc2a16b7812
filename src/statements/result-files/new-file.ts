import { randomBytes } from 'node:crypto';
import { type FileHandle, link, lstat, open, rename, rm, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fixOf, LakegooseError, reasonOf, systemErrorCode } from '../../base/errors.ts';

/** What file systems without hard links answer to one. */
const noLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL']);

/** Small pieces go to the disk together, from a buffer that is used again: one for each would wait for the garbage collector. */
const gatheredBytes = 128 * 1024;

/**
 * Writes a new file, whole or not at all: beside its place first, synced, then given its name, which fails where
 * something of that name is there already. `chunks` are asked for one at a time, as fast as they are written. Gives the
 * bytes. Throws what `chunks` throw, `files.exists`, `files.folder_missing` and `files.not_writable`; then nothing is left
 * over.
 */
export async function writeNewFile(path: string, chunks: AsyncIterable<string | Uint8Array>): Promise<number> {
  const folder = dirname(path);
  await refuseExisting(path);
  const beside = join(folder, `.${randomBytes(8).toString('hex')}.part`);
  const file = await told(path, open(beside, 'wx'));
  try {
    const bytes = await writeAll(path, file, chunks);
    await told(path, publish(beside, path));
    await syncFolder(folder);
    return bytes;
  } finally {
    await rm(beside, { force: true });
  }
}

/**
 * Known before a long statement is run; whether it holds at the end is seen at the end. Throws `files.exists`,
 * `files.folder_missing`.
 */
export async function refuseExisting(path: string): Promise<void> {
  const folder = dirname(path);
  if ((await failureOfLook(path)) === undefined) throw new LakegooseError('files.exists', { path });
  if ((await failureOfLook(folder)) === 'ENOENT') throw new LakegooseError('files.folder_missing', { path, folder });
}

/** The code of Node.js for why a path cannot be looked at; undefined where it is there. */
async function failureOfLook(path: string): Promise<string | undefined> {
  return lstat(path).then(
    () => undefined,
    (error: unknown) => systemErrorCode(error) ?? '',
  );
}

async function writeAll(path: string, file: FileHandle, chunks: AsyncIterable<string | Uint8Array>): Promise<number> {
  let [bytes, gathered] = [0, 0];
  const gathering = Buffer.allocUnsafe(gatheredBytes);
  const flush = async () => {
    await told(path, file.writeFile(gathering.subarray(0, gathered)));
    gathered = 0;
  };
  try {
    for await (const chunk of chunks) {
      const length = Buffer.byteLength(chunk);
      bytes += length;
      if (gathered + length > gatheredBytes) await flush();
      if (length > gatheredBytes) await told(path, file.writeFile(chunk));
      else gathered += typeof chunk === 'string' ? gathering.write(chunk, gathered) : copy(chunk, gathering, gathered);
    }
    await flush();
    await told(path, file.sync());
    return bytes;
  } finally {
    await file.close();
  }
}

function copy(from: Uint8Array, to: Uint8Array, at: number): number {
  to.set(from, at);
  return from.length;
}

/** Gives a written file its name. Unlike a rename, a hard link never takes the place of another file. */
export async function publish(from: string, to: string, hardLink: typeof link = link): Promise<void> {
  try {
    await hardLink(from, to);
  } catch (error) {
    if (!noLinks.has(systemErrorCode(error) ?? '')) throw error;
    await (await open(to, 'wx')).close();
    try {
      await rename(from, to);
    } catch (failure) {
      await unlink(to);
      throw failure;
    }
  }
}

/** The name lasts through a power cut only when its folder is synced, too. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    // Some file systems cannot sync a folder; the file itself is whole and synced.
  }
}

async function told<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    if (code === 'EEXIST') throw new LakegooseError('files.exists', { path }, { cause: error });
    throw new LakegooseError(
      'files.not_writable',
      { path, reason: reasonOf(error), fix: fixOf(error) },
      { cause: error },
    );
  }
}

import { constants, existsSync, readFileSync, renameSync, type Stats } from 'node:fs';
import { access, type FileHandle, open, readdir, readFile, readlink, realpath, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { systemErrorCode } from './errors.ts';
import { commonLock, withLock } from './lock.ts';
import { isAlive } from './shell.ts';

/** The text of a file, or undefined where there is none. Other failures are thrown as Node.js gives them. */
export async function readFileIfThere(path: string): Promise<string | undefined> {
  return (await readIfThere(path))?.toString('utf8');
}

/** So long we wait while others of ours put their files in place, and then go on: no lock may hold a person up. */
const longestTurnSeconds = 2;

/** The text of a person's file, or undefined where there is none. Throws where it is not UTF-8. */
export async function readTextIfThere(path: string): Promise<string | undefined> {
  const bytes = await readIfThere(path);
  return bytes && decoded(bytes);
}

/**
 * Gives a person's text file the text that `change` makes of it, whole (`writeFileWhole`); it is made again where somebody
 * else wrote the file meanwhile. `change` gets '' where there is no file. Gives whether there was anything to change. A file
 * that is not UTF-8 is refused, because its characters would be lost.
 */
export async function changeFile(path: string, change: (text: string) => string, mode?: number): Promise<boolean> {
  await sweep(await behindLinks(path));
  for (;;) {
    const before = await readIfThere(path);
    const text = before === undefined ? '' : decoded(before);
    const changed = change(text);
    if (changed === text) return false;
    const isAsRead = () => {
      if (before === undefined) return !existsSync(path);
      return existsSync(path) && readFileSync(path).equals(before);
    };
    const isPlaced = await replace(path, changed, mode, (place) =>
      withLock(commonLock('files.lock'), { waitSeconds: longestTurnSeconds }, async () => {
        // In one go: what other programs write in between would be lost.
        if (!isAsRead()) return false;
        place();
        return true;
      }),
    );
    if (isPlaced) return true;
  }
}

/**
 * Writes beside the file, syncs, and renames: a reader sees the old file or the new one, whole. Follows links. A file that
 * is there keeps its mode and its owner; `mode` is that of a new one.
 */
export async function writeFileWhole(path: string, text: string, mode?: number): Promise<void> {
  await sweep(await behindLinks(path));
  await replace(path, text, mode, async (place) => {
    place();
    return true;
  });
}

/** Whether there is something that this process may use so: `constants.X_OK` for running it. */
export function isThere(path: string, mode = constants.F_OK): Promise<boolean> {
  return access(path, mode).then(
    () => true,
    () => false,
  );
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    if ((await stat(path)).isFIFO()) throw noFile(path);
    return await readFile(path);
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** A pipe gives nothing until somebody writes into it, and a device, such as `/dev/null`, is everybody's. */
function noFile(path: string): Error {
  return Object.assign(new Error(path), { code: 'ERR_NO_FILE' });
}

/** Gives whether `decide` put the text in place, which it is given a way to do. */
async function replace(
  path: string,
  text: string,
  mode: number | undefined,
  decide: (place: () => void) => Promise<boolean>,
): Promise<boolean> {
  const target = await behindLinks(path);
  const there = await stat(target).catch(() => undefined);
  if (there !== undefined) {
    if (!there.isFile() && !there.isDirectory()) throw noFile(target);
    // A new name in the folder would pass over a file that nobody is to write to.
    await access(target, constants.W_OK);
  }
  const part = `${partsOf(target)}${process.pid}.${Math.random().toString(36).slice(2)}.part`;
  let isPlaced = false;
  try {
    await writePart(part, text, mode, there);
    isPlaced = await decide(() => renameSync(part, target));
    return isPlaced;
  } finally {
    if (!isPlaced) await rm(part, { force: true }).catch(() => undefined);
  }
}

async function writePart(path: string, text: string, mode: number | undefined, like: Stats | undefined): Promise<void> {
  const file = await open(path, 'wx', mode);
  try {
    if (like !== undefined) await makeLike(file, like);
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function makeLike(file: FileHandle, { uid, gid, mode }: Stats): Promise<void> {
  const own = await file.stat();
  if (own.uid !== uid || own.gid !== gid) {
    await file.chown(uid, gid).catch((error: unknown) => {
      // Only root may give a file away.
      if (systemErrorCode(error) !== 'EPERM') throw error;
    });
  }
  await file.chmod(mode & 0o7777);
}

/** The file that a link leads to, also where there is none yet. */
async function behindLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT') return path;
    const next = await readlink(path).catch(() => undefined);
    return next === undefined ? path : behindLinks(resolve(dirname(path), next));
  }
}

const decoded = (bytes: Uint8Array) => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);

const abandonedAfterMs = 60_000;
const partsOf = (path: string) => join(dirname(path), `${basename(path).replace(/^(?!\.)/, '.')}.`);

/** Removes what a writer of this file left beside it that was killed. */
async function sweep(path: string): Promise<void> {
  const names = await readdir(dirname(path)).catch(() => []);
  for (const part of names.map((name) => join(dirname(path), name))) {
    if (!part.startsWith(partsOf(path))) continue;
    const [, pid] = /^(\d+)\.[a-z0-9]+\.part$/.exec(part.slice(partsOf(path).length)) ?? [];
    if (pid === undefined) continue;
    // In a new container, another process may have the number of the one that was killed.
    const age = Date.now() - ((await stat(part).catch(() => undefined))?.mtimeMs ?? Date.now());
    if (!isAlive(Number(pid)) || age > abandonedAfterMs) await rm(part, { force: true }).catch(() => undefined);
  }
}

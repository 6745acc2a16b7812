import { lstat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeDirectory } from './make-directory.ts';

const common = () => join(tmpdir(), `lakegoose-${process.getuid?.() ?? ''}`);

/** The path of a lock among all processes of this person on this machine, wherever their homes are. */
export function commonLock(name: string): string {
  return join(common(), name);
}

type Waiting = {
  readonly waitSeconds: number;
  /** Ends the waiting. */
  readonly signal?: AbortSignal | undefined;
  /** Told once, where another process holds the path. */
  readonly onWait?: () => void;
};

/**
 * Does `work` while no other process does work under the same path. Waits `waitSeconds` at the most and then goes on
 * without the lock, as where the path cannot be written: the lock spares double work, it does not guard data. Throws the
 * signal's reason where it is aborted before.
 *
 * SQLite holds the lock, because the operating system then lets it go when its holder dies: a lock file would stay.
 */
export async function withLock<T>(path: string, waiting: Waiting, work: () => Promise<T>): Promise<T> {
  const release = await acquire(path, waiting);
  try {
    return await work();
  } finally {
    release();
  }
}

/**
 * Holds the path until it is let go, or until this process ends. Undefined where another process holds it. Throws where
 * nobody can, as on a full disk.
 */
export async function tryLock(path: string): Promise<(() => void) | undefined> {
  const database = await open(path);
  let isHeld = false;
  try {
    isHeld = hold(database);
    return isHeld ? () => database.close() : undefined;
  } finally {
    if (!isHeld) database.close();
  }
}

async function acquire(path: string, { waitSeconds, signal, onWait }: Waiting): Promise<() => void> {
  const deadline = Date.now() + waitSeconds * 1000;
  for (let tries = 0; ; tries++) {
    signal?.throwIfAborted();
    const release = await tryLock(path).catch(() => () => undefined);
    if (release !== undefined) return release;
    if (Date.now() >= deadline) return () => undefined;
    if (tries === 0) onWait?.();
    await sleep(20, undefined, { signal });
  }
}

async function open(path: string): Promise<DatabaseSync> {
  const folder = dirname(path);
  await makeDirectory(folder, 0o700);
  if (folder === common()) await refuseOfAnother(folder);
  // Only now: a start of the MCP server, which agents wait for, needs no lock.
  const sqlite = await import('node:sqlite');
  return new sqlite.DatabaseSync(path);
}

/** Where all may make folders, somebody else may have been first, and would hold this person up for as long as they like. */
async function refuseOfAnother(folder: string): Promise<void> {
  const found = await lstat(folder);
  if (!found.isDirectory() || found.uid !== process.getuid?.())
    throw Object.assign(new Error(folder), { code: 'EACCES' });
}

const busy = 5;

function hold(database: DatabaseSync): boolean {
  try {
    database.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    // https://sqlite.org/rescode.html#busy
    if (error instanceof Error && 'errcode' in error && error.errcode === busy) return false;
    throw error;
  }
}

import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeDirectory } from './shell.ts';

/**
 * Does `work` while no other process does work under the same path. Waits `waitSeconds` at the most and then goes on
 * without the lock, as where the path cannot be written: the lock spares double work, it does not guard data.
 *
 * SQLite holds the lock, because the operating system then lets it go when its holder dies: a lock file would stay.
 */
export async function withLock<T>(path: string, waitSeconds: number, work: () => Promise<T>): Promise<T> {
  const release = await acquire(path, Date.now() + waitSeconds * 1000);
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

async function acquire(path: string, deadline: number): Promise<() => void> {
  for (;;) {
    const release = await tryLock(path).catch(() => () => undefined);
    if (release !== undefined) return release;
    if (Date.now() >= deadline) return () => undefined;
    await sleep(20);
  }
}

async function open(path: string): Promise<DatabaseSync> {
  await makeDirectory(dirname(path), 0o700);
  // Only now: a start of the MCP server, which agents wait for, needs no lock.
  const sqlite = await import('node:sqlite');
  return new sqlite.DatabaseSync(path);
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

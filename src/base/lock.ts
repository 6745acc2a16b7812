import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeDirectory } from './files.ts';

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

/** Holds the path until it is let go, or until this process ends. Undefined where another process holds it. */
export async function tryLock(path: string): Promise<(() => void) | undefined> {
  const database = await open(path);
  if (isHeld(database)) return () => database.close();
  database.close();
  return undefined;
}

async function acquire(path: string, deadline: number): Promise<() => void> {
  let database: DatabaseSync;
  try {
    database = await open(path);
  } catch {
    return () => undefined;
  }
  while (!isHeld(database) && Date.now() < deadline) await sleep(20);
  return () => database.close();
}

async function open(path: string): Promise<DatabaseSync> {
  await makeDirectory(dirname(path), 0o700);
  // Only now: a start of the MCP server, which agents wait for, needs no lock.
  const sqlite = await import('node:sqlite');
  return new sqlite.DatabaseSync(path);
}

function isHeld(database: DatabaseSync): boolean {
  try {
    database.exec('BEGIN EXCLUSIVE');
    return true;
  } catch {
    return false;
  }
}

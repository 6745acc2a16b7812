import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { LakegooseError, reasonOf, systemErrorCode } from '../../base/errors.ts';
import { readFileIfThere, writeFileWhole } from '../../base/files.ts';
import { parseJson } from '../../base/json.ts';
import { tryLock } from '../../base/lock.ts';

const running = z.object({ host: z.string(), port: z.number(), pid: z.number(), data: z.string() });
/** A local workspace that runs as a process of its own; `data` is empty where it keeps nothing. */
export type Running = z.infer<typeof running>;

const lockOf = (state: string, port: number) => join(state, `workspace-${port}.lock`);
const noteOf = (state: string, port: number) => join(state, `workspace-${port}.json`);
const endSeconds = 15;

/**
 * Lets others find this process until it ends: while it holds the lock, the note is its own, and nobody takes another process
 * for it. Where neither can be kept, it is stopped where it was started. Gives the end of it.
 */
export async function announce(
  state: string,
  port: number,
  told: Pick<Running, 'pid' | 'data'>,
): Promise<() => Promise<void>> {
  const release = await tryLock(lockOf(state, port)).catch(() => undefined);
  if (release === undefined) return async () => undefined;
  const note = noteOf(state, port);
  const found: Running = { host: `http://127.0.0.1:${port}`, port, ...told };
  await writeFileWhole(note, JSON.stringify(found), 0o600).catch(() => undefined);
  return async () => {
    await rm(note, { force: true }).catch(() => undefined);
    release();
  };
}

/**
 * Ends the local workspace at this port and gives what it was, undefined where none runs there.
 * Throws `workspace.which_process`, `workspace.not_stopped`.
 */
export async function stopRunning(state: string, port: number): Promise<Running | undefined> {
  if (!(await isHeld(state, port))) return undefined;
  const found = await readNote(state, port);
  if (found === undefined) throw new LakegooseError('workspace.which_process', { port });
  const failed = (reason: string) => new LakegooseError('workspace.not_stopped', { ...found, reason });
  try {
    process.kill(found.pid, 'SIGTERM');
  } catch (error) {
    if (systemErrorCode(error) !== 'ESRCH') throw failed(reasonOf(error));
  }
  for (const deadline = Date.now() + endSeconds * 1000; await isHeld(state, port); await sleep(50)) {
    if (Date.now() > deadline) throw failed(`${endSeconds} s`);
  }
  return found;
}

/** The ports at which one runs. */
export async function runningPorts(state: string): Promise<readonly number[]> {
  const names = await readdir(state).catch(() => []);
  const ports = names.flatMap((name) => /^workspace-(\d+)\.json$/.exec(name)?.[1] ?? []).map(Number);
  const held = await Promise.all(ports.map((port) => isHeld(state, port)));
  return ports.filter((_port, at) => held[at]).sort((one, other) => one - other);
}

async function readNote(state: string, port: number): Promise<Running | undefined> {
  return running.safeParse(parseJson((await readFileIfThere(noteOf(state, port))) ?? '')).data;
}

async function isHeld(state: string, port: number): Promise<boolean> {
  if (!existsSync(lockOf(state, port))) return false;
  try {
    const release = await tryLock(lockOf(state, port));
    release?.();
    return release === undefined;
  } catch {
    return false;
  }
}

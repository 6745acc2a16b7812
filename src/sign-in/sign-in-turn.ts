import { readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { LakegooseError } from '../base/errors.ts';
import { readFileIfThere, writeFileWhole } from '../base/files.ts';
import { parseJson } from '../base/json.ts';
import { tryLock } from '../base/lock.ts';
import type { Environment } from '../settings/dot-env.ts';
import { ownDirectory } from '../settings/own-directory.ts';

/** What whoever comes second is told of the sign-in that waits. */
const waiting = z.object({ host: z.string(), where: z.string(), link: z.string() });

/**
 * One sign-in of a person at a time: a second one would wait at another port, for a page that comes to the first. `work` is
 * given a way to tell the link of its sign-in. Where no lock can be had (a folder that cannot be written), none is needed.
 * Throws `login.waits_elsewhere`.
 */
export async function inTurn<T>(
  host: string,
  environment: Environment,
  work: (tell: (link: string) => void) => Promise<T>,
): Promise<T> {
  // In the home: a folder for all could be somebody else's, and so could the link.
  const folder = ownDirectory('state', environment);
  const note = join(folder, 'sign-in.json');
  const release = await tryLock(join(folder, 'sign-in.lock')).catch(() => () => undefined);
  if (release === undefined) throw await waitsElsewhere(note, host);
  try {
    const where = await terminalName();
    const tell = (link: string) => writeFileWhole(note, JSON.stringify({ host, where, link }), 0o600);
    // Only a help for whoever comes second.
    const keep = (link: string) => void tell(link).catch(() => undefined);
    keep('');
    return await work(keep);
  } finally {
    release();
  }
}

async function waitsElsewhere(note: string, host: string): Promise<LakegooseError> {
  const text = await readFileIfThere(note).catch(() => undefined);
  const { data } = waiting.safeParse(parseJson(text ?? ''));
  if (data?.link) return new LakegooseError('login.waits_with_link', data);
  return new LakegooseError('login.waits_elsewhere', { host: data?.host ?? host, where: data?.where ?? '' });
}

/** Such as `/dev/pts/1`, with the process, which is all that tells two terminals apart. */
async function terminalName(): Promise<string> {
  const terminal = await readlink('/proc/self/fd/0').catch(() => '');
  return [terminal.startsWith('/dev/') ? terminal : '', `PID ${process.pid}`].filter(Boolean).join(', ');
}

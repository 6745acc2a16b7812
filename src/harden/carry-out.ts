import { rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fixOf, LakegooseError, reasonOf } from '../base/errors.ts';
import { writeFileWhole } from '../base/files.ts';
import { makeDirectory } from '../base/make-directory.ts';
import { places } from './dev-container.ts';
import type { Change } from './plan.ts';

/** Makes the changes, one after the other. Throws `harden.not_writable`, `harden.read_only`. */
export async function carryOut(directory: string, changes: readonly Change[]): Promise<void> {
  for (const { path, text } of changes) {
    const whole = join(directory, path);
    try {
      if (text === undefined) await rm(whole);
      else {
        await makeDirectory(dirname(whole));
        await writeFileWhole(whole, text);
      }
    } catch (error) {
      const facts = { path: whole, reason: reasonOf(error), fix: fixOf(error) };
      const isLocked = facts.reason === 'reason.read_only';
      throw new LakegooseError(isLocked ? 'harden.read_only' : 'harden.not_writable', facts, { cause: error });
    }
  }
  if (!changes.some(({ text }) => text === undefined)) return;
  // Where an administrator's own file is left in it, a folder stays.
  for (const folder of [places.egress, places.state, places.folder]) {
    await rmdir(join(directory, folder)).catch(() => undefined);
  }
}

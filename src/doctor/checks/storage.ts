import { access, constants, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { gooseConfigDirectory } from '../../agent-config/goose/directory.ts';
import { fixOf, reasonOf, systemErrorCode } from '../../base/errors.ts';
import { ownDirectory } from '../../settings/own-directory.ts';
import { type Check, failed, ok } from '../check.ts';

const leastMegabytes = 10;

/** What is kept from one run to the next has a place: it can be written, and is not full. */
export const storageCheck: Check = {
  name: 'storage',
  title: 'doctor.storage',
  needs: [],
  run: async ({ environment }) => {
    const paths = [ownDirectory('state', environment), gooseConfigDirectory(environment)];
    const free: number[] = [];
    for (const path of paths) {
      try {
        const there = await nearest(path);
        await access(there, constants.W_OK);
        const { bavail, bsize } = await statfs(there);
        free.push(Math.floor((bavail * bsize) / 1_000_000));
        if (free.some((megabytes) => megabytes < leastMegabytes)) return failed('doctor.disk_full', { path });
      } catch (error) {
        return failed('doctor.not_writable', { path, reason: reasonOf(error), fix: fixOf(error) });
      }
    }
    return ok('doctor.storage_free', { paths: paths.join(', '), megabytes: Math.min(...free) });
  },
};

/** The folder, or the nearest above it that is there: the others are made when they are wanted. */
async function nearest(path: string): Promise<string> {
  try {
    await access(path);
    return path;
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT' || dirname(path) === path) throw error;
    return nearest(dirname(path));
  }
}

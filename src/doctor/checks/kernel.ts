import { constants } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isThere, readFileIfThere } from '../../base/files.ts';
import { folderWith } from '../../settings/upward.ts';
import { type Check, failed, ok, skipped, warn } from '../check.ts';

const kernelFile = z.looseObject({ argv: z.tuple([z.string()], z.string()) });

/** The folder's Python has the kernel that runs notebooks on a cluster. */
export const kernelCheck: Check = {
  name: 'kernel',
  title: 'doctor.kernel',
  needs: [],
  run: async ({ directory, environment }) => {
    const project = folderWith('.venv', directory, environment);
    if (project === undefined) return skipped('doctor.no_python', { folder: directory });
    const folder = join(project, '.venv');
    // A link into a cache that is gone.
    if (!(await isThere(folder))) return failed('doctor.kernel_broken', { path: folder });
    const path = join(folder, 'share/jupyter/kernels/databricks/kernel.json');
    const text = await readFileIfThere(path).catch(() => '');
    if (text === undefined) {
      const isOurs = await isThere(join(folder, 'lakegoose.json'));
      return isOurs ? failed('doctor.no_kernel', { path: folder }) : warn('doctor.no_kernel_in_own', { path: folder });
    }
    const [program] = programOf(text);
    // Of a folder that was moved, or a Python that was replaced.
    const isRunnable = program !== undefined && (!program.startsWith('/') || (await isThere(program, constants.X_OK)));
    return isRunnable ? ok('doctor.kernel_there', { path }) : failed('doctor.kernel_broken', { path: folder });
  },
};

function programOf(text: string): readonly string[] {
  try {
    return kernelFile.parse(JSON.parse(text)).argv;
  } catch {
    return [];
  }
}

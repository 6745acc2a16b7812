import { constants } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { LakegooseError } from '../base/errors.ts';
import { isThere } from '../base/files.ts';

/** The Python of the nearest `.venv`, from the folder upwards. Throws `notebook.no_python`. */
export async function findPython(directory: string): Promise<string> {
  for (let folder = directory; ; folder = dirname(folder)) {
    const python = join(folder, '.venv', 'bin', 'python');
    if (await isThere(python, constants.X_OK)) return python;
    if (dirname(folder) === folder) throw new LakegooseError('notebook.no_python', { folder: directory });
  }
}

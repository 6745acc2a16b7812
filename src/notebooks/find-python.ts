import { access, constants } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { LakegooseError } from '../base/errors.ts';

/** The Python of the nearest `.venv`, from the folder upwards. Throws `notebook.no_python`. */
export async function findPython(directory: string): Promise<string> {
  for (let folder = directory; ; folder = dirname(folder)) {
    const python = join(folder, '.venv', 'bin', 'python');
    const isThere = await access(python, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return python;
    if (dirname(folder) === folder) throw new LakegooseError('notebook.no_python', { folder: directory });
  }
}

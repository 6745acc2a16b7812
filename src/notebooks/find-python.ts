import { constants } from 'node:fs/promises';
import { join } from 'node:path';
import { LakegooseError } from '../base/errors.ts';
import { isThere } from '../base/files.ts';
import type { Environment } from '../settings/dot-env.ts';
import { folderWith } from '../settings/upward.ts';

/** The Python of the nearest `.venv`, from the folder upward. Throws `notebook.no_python`. */
export async function findPython(directory: string, environment: Environment): Promise<string> {
  const python = join(folderWith('.venv', directory, environment) ?? directory, '.venv/bin/python');
  if (await isThere(python, constants.X_OK)) return python;
  throw new LakegooseError('notebook.no_python', { folder: directory });
}

import { readlink, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fixOf, LakegooseError, reasonOf } from '../../base/errors.ts';
import { isThere } from '../../base/files.ts';
import { makeDirectory } from '../../base/make-directory.ts';

/** Whether `folder` has the program under this name already. */
export async function isPlaced(folder: string, name: string, program: string): Promise<boolean> {
  return readlink(join(folder, name)).then(
    (target) => target === program,
    () => false,
  );
}

/** Whether a person has a program of their own under this name: one that leads into none of these caches. */
export async function isOwn(folder: string, name: string, caches: readonly string[]): Promise<boolean> {
  const path = join(folder, name);
  if (!(await isThere(path))) return false;
  const target = await readlink(path).catch(() => '');
  return !caches.some((cache) => target.startsWith(`${cache}/`));
}

/** Makes the program available as `name`, in the place of a link that had that name there. Throws `tools.not_placed`. */
export async function placeProgram(folder: string, name: string, program: string): Promise<void> {
  const part = join(folder, `.${name}.${process.pid}.part`);
  try {
    await makeDirectory(folder);
    await symlink(program, part);
    await rename(part, join(folder, name));
  } catch (error) {
    await rm(part, { force: true });
    const facts = { path: join(folder, name), reason: reasonOf(error), fix: fixOf(error) };
    throw new LakegooseError('tools.not_placed', facts, { cause: error });
  }
}

import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { notebookText } from './notebook-folder.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** A folder with a notebook `x.ipynb` whose Python ends at once: for what comes before a kernel, and what it says when none starts. */
export async function folderWithoutKernel(...cells: readonly string[]) {
  const folder = await temporaryDirectory();
  await mkdir(join(folder.path, '.venv/bin'), { recursive: true });
  await symlink('/bin/false', join(folder.path, '.venv/bin/python'));
  await writeFile(join(folder.path, 'x.ipynb'), notebookText(cells));
  return folder;
}

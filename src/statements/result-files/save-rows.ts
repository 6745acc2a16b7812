import { refuseExisting } from './new-file.ts';
import { placeInFolder } from './place-in-folder.ts';
import type { RowsToWrite } from './row-text.ts';
import { type Written, writeRows } from './write-rows.ts';

type RowsToSave = RowsToWrite & {
  /** The working folder, which the file may not leave. */
  readonly directory: string;
  /** As an agent chose it, such as `result.csv`; may name a folder that exists. `.csv`, `.jsonl` or `.ndjson`. */
  readonly name: string;
};

/** Throws as `saveRows` does where the name of the file is the reason: before a statement is run for it. */
export async function refuseBadName({ directory, name }: Pick<RowsToSave, 'directory' | 'name'>): Promise<void> {
  const { path } = await placeInFolder(directory, name);
  await refuseExisting(path);
}

/**
 * Saves a result as a new file in the working folder, whole or not at all, in flat memory. `path` is absolute. Throws as
 * `placeInFolder` and `writeRows` do, before the first row is asked for wherever the name is the reason.
 */
export async function saveRows({ directory, name, ...rows }: RowsToSave): Promise<Written & { readonly path: string }> {
  const { path, format } = await placeInFolder(directory, name);
  return { path, ...(await writeRows(path, format, rows)) };
}

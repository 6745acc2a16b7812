import { realpath } from 'node:fs/promises';
import { basename, dirname, extname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { LakegooseError, reasonOf, systemErrorCode } from '../../base/errors.ts';
import type { FileFormat } from './formats.ts';

export type Place = { readonly path: string; readonly format: FileFormat };

const formatOf: Readonly<Record<string, FileFormat>> = { '.csv': 'csv', '.jsonl': 'jsonl', '.ndjson': 'jsonl' };

/** What most file systems allow for one name, in bytes of UTF-8. */
const longestName = 255;
// Neither hidden, nor an option to a program, nor anything that Windows takes for a device, a drive or a pattern.
const plainName =
  /^(?![.\- ])(?!(con|prn|aux|nul|com\d|lpt\d)(\.|$))[^<>:"|?*\\\p{C}\p{Zl}\p{Zp}]*[^<>:"|?*\\\p{C}\p{Z}.]$/iu;

/**
 * Where a new result file may be written: in the folder or below it, links followed. `name` may have folders that exist;
 * its ending chooses the format. Throws `files.bad_extension`, `files.outside`, `files.bad_name`, `files.too_long`,
 * `files.no_folder`. That no file is there already is seen when it is written.
 */
export async function placeInFolder(directory: string, name: string): Promise<Place> {
  const shown = printable(name);
  const format = formatOf[extname(name).toLowerCase()];
  if (format === undefined) throw new LakegooseError('files.bad_extension', { name: shown });
  // Node.js itself would throw for a NUL, wherever it meets it.
  if (name.includes('\0')) throw new LakegooseError('files.bad_name', { name: shown });
  const folder = await realFolder(directory);
  const wanted = resolve(folder, name);
  const inside = pathWithin(folder, wanted) ?? pathWithin(resolve(directory), wanted);
  if (inside === undefined) throw new LakegooseError('files.outside', { name: shown, folder });
  const parts = inside.split(sep);
  if (parts.some((part) => Buffer.byteLength(part) > longestName)) {
    throw new LakegooseError('files.too_long', { most: longestName });
  }
  if (!parts.every((part) => plainName.test(part))) throw new LakegooseError('files.bad_name', { name: shown });
  const parent = await realFolder(join(folder, dirname(inside)));
  if (pathWithin(folder, join(parent, basename(inside))) === undefined) {
    throw new LakegooseError('files.outside', { name: shown, folder });
  }
  return { path: join(parent, basename(inside)), format };
}

async function realFolder(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const reason = systemErrorCode(error) ?? reasonOf(error);
    throw new LakegooseError('files.no_folder', { folder: printable(path), reason }, { cause: error });
  }
}

/** The path as seen from the folder, or undefined where it is not below it. */
function pathWithin(folder: string, path: string): string | undefined {
  const inside = relative(folder, path);
  return inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside) ? undefined : inside;
}

/** Fit for a sentence on one line. */
function printable(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '?').slice(0, 100);
}

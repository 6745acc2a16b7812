import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { LakegooseError, reasonOf } from '../../base/errors.ts';
import { parseExactly } from './json-text.ts';
import { isNotebook, type Notebook, notebook } from './notebook.ts';
import { type Place, placeOf } from './place.ts';

export type Opened = Place & {
  /** The file as it was read. */
  readonly text: string;
  readonly notebook: Notebook;
};

const anyFormat = z.looseObject({ nbformat: z.number(), cells: z.array(z.unknown()).optional() });

/** Reads a notebook. Throws as `placeOf` and `notebookIn` do, and `notebook.unreadable`. */
export async function readNotebook(wanted: Parameters<typeof placeOf>[0]): Promise<Opened> {
  const place = await placeOf(wanted);
  const text = await readText(place);
  return { ...place, text, notebook: notebookIn(text, place.name) };
}

async function readText({ path, name }: Place): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    throw new LakegooseError('notebook.unreadable', { path: name, reason: reasonOf(error) }, { cause: error });
  }
}

/**
 * The notebook that a text is. Throws `notebook.not_a_notebook`, `notebook.old_format`, `notebook.new_format`,
 * `notebook.broken_cell`.
 */
export function notebookIn(text: string, path: string): Notebook {
  const given = parsed(text, path);
  const known = anyFormat.safeParse(given);
  if (!known.success) throw new LakegooseError('notebook.not_a_notebook', { path });
  const { nbformat: format } = known.data;
  if (format < 4) throw new LakegooseError('notebook.old_format', { path, format });
  if (format > 4) throw new LakegooseError('notebook.new_format', { path, format });
  // The very object: what zod gives has its keys in another order.
  if (isNotebook(given)) return given;
  const [issue] = notebook.safeParse(given).error?.issues ?? [];
  const [part, at, ...field] = issue?.path ?? [];
  if (part !== 'cells' || typeof at !== 'number') throw new LakegooseError('notebook.not_a_notebook', { path });
  throw new LakegooseError('notebook.broken_cell', { path, cell: at + 1, field: field.join('.') || 'cell_type' });
}

function parsed(text: string, path: string): unknown {
  try {
    // Some editors begin a file with a mark of its byte order.
    return parseExactly(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new LakegooseError('notebook.not_a_notebook', { path }, { cause: error });
  }
}

/** Throws `notebook.no_kernel`, `notebook.other_language` for what a cluster cannot run as Python. */
export function refuseOtherKernel({ metadata }: Notebook, path: string): void {
  const { kernelspec, language_info } = metadata;
  if (kernelspec === undefined) throw new LakegooseError('notebook.no_kernel', { path });
  const language = kernelspec.language ?? language_info?.name ?? 'python';
  if (language.toLowerCase() !== 'python') throw new LakegooseError('notebook.other_language', { path, language });
}

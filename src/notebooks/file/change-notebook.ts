import { fixOf, LakegooseError, reasonOf } from '../../base/errors.ts';
import { changeFile } from '../../base/files.ts';
import { jsonText } from './json-text.ts';
import type { Notebook } from './notebook.ts';
import type { Place } from './place.ts';
import { notebookIn } from './read-notebook.ts';

/**
 * Changes a notebook as it is now, whole or not at all. `undefined` from `change` leaves it. Gives whether it was written.
 * Throws what `change` throws, as `notebookIn` does, and `notebook.not_writable`.
 */
export function changeNotebook(place: Place, change: (now: Notebook) => Notebook | undefined): Promise<boolean> {
  return written(place, (text) => {
    const changed = change(notebookIn(text, place.name));
    return changed === undefined ? text : textOf(changed);
  });
}

/** Writes a notebook that is not there yet. Throws `notebook.exists`, `notebook.not_writable`. */
export function createNotebook(place: Place, made: Notebook): Promise<boolean> {
  return written(place, (text) => {
    if (text !== '') throw new LakegooseError('notebook.exists', { path: place.name });
    return textOf(made);
  });
}

async function written({ path, name }: Place, change: (text: string) => string): Promise<boolean> {
  try {
    return await changeFile(path, change);
  } catch (error) {
    if (error instanceof LakegooseError) throw error;
    const facts = { path: name, reason: reasonOf(error), fix: fixOf(error) };
    throw new LakegooseError('notebook.not_writable', facts, { cause: error });
  }
}

const textOf = (made: Notebook) => `${jsonText(made)}\n`;

import { LakegooseError } from '../../base/errors.ts';
import { changeNotebook, createNotebook } from '../../notebooks/file/change-notebook.ts';
import { type Edit, edited, newNotebook } from '../../notebooks/file/edit-cells.ts';
import { newPlaceOf, placeOf } from '../../notebooks/file/place.ts';
import { kernelLines } from '../notebook/kernel-lines.ts';
import { inLine } from '../result/escape.ts';
import type { ToolContext } from '../tool.ts';

type Given = {
  readonly path: string;
  readonly action: 'create' | Edit['action'];
  readonly cell?: number | undefined;
  readonly source?: string | undefined;
  readonly type?: 'code' | 'markdown' | undefined;
};

/** Makes a notebook or changes a cell of one. Runs nothing. */
export async function writeNotebookCells(given: Given, { workingDirectory }: ToolContext): Promise<string> {
  const wanted = { directory: workingDirectory, given: given.path };
  if (given.action === 'create') {
    const place = await newPlaceOf(wanted);
    const made = newNotebook(given.source ?? '');
    await createNotebook(place, made);
    return `Created ${inLine(place.name)} with ${made.cells.length} cells.`;
  }
  const edit = editOf({ ...given, action: given.action });
  const place = await placeOf(wanted);
  let [count, notes]: [number, readonly string[]] = [0, []];
  await changeNotebook(place, (now) => {
    const changed = edited(now, edit, place.name);
    [count, notes] = [changed.cells.length, kernelLines(changed, place.name)];
    return changed;
  });
  const done = { replace: 'Replaced', insert: 'Inserted', remove: 'Removed' }[edit.action];
  return [`${done} cell ${edit.cell} of ${inLine(place.name)}, which has ${count} cells now.`, ...notes].join('\n');
}

function editOf({ action, cell, source, type }: Given & { readonly action: Edit['action'] }): Edit {
  if (cell === undefined) throw missing('cell', action);
  if (action === 'remove') return { action, cell };
  if (source === undefined) throw missing('source', action);
  return { action, cell, source, ...(type === undefined ? {} : { kind: type }) };
}

function missing(name: string, action: string): LakegooseError {
  return new LakegooseError('mcp.bad_arguments', { tool: 'write_notebook', problems: `${name}: ${action} needs it` });
}

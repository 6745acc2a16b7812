import { randomUUID } from 'node:crypto';
import { LakegooseError } from '../../base/errors.ts';
import { endsInText } from '../guard/python-tokens.ts';
import { type Cell, linesOf, type Notebook } from './notebook.ts';

type Kind = 'code' | 'markdown';
export type Edit =
  | { readonly action: 'insert' | 'replace'; readonly cell: number; readonly source: string; readonly kind?: Kind }
  | { readonly action: 'remove'; readonly cell: number };

const cellMark = /^# %%[ \t]*(\[markdown\])?.*$/gm;

/**
 * A notebook for the kernel that runs on a cluster, of a text in which each cell begins with a line `# %%` or
 * `# %% [markdown]`. A text before the first one is a cell, too.
 */
export function newNotebook(source: string): Notebook {
  return {
    cells: piecesOf(source.replaceAll('\r\n', '\n')).flatMap(({ text, kind }) => {
      const body = text.replace(/^\n+|\s+$/g, '');
      return body === '' ? [] : [made({ source: body, kind }, { nbformat_minor: 5 })];
    }),
    metadata: {
      kernelspec: { display_name: 'Databricks', language: 'python', name: 'databricks' },
      language_info: { name: 'python' },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

function piecesOf(source: string): readonly { readonly text: string; readonly kind: Kind }[] {
  const pieces: { text: string; kind: Kind }[] = [];
  let [kind, from]: [Kind, number] = ['code', 0];
  for (const { index, 0: line, 1: markdown } of source.matchAll(cellMark)) {
    const text = source.slice(from, index);
    // The line belongs to a text of several lines.
    if (kind === 'code' && endsInText(text)) continue;
    pieces.push({ text, kind });
    kind = markdown === undefined ? 'code' : 'markdown';
    from = index + line.length;
  }
  return [...pieces, { text: source.slice(from), kind }];
}

/**
 * The notebook with one cell replaced, removed, or inserted so that it gets that number; all others stay as they are.
 * Throws `notebook.no_such_cell`.
 */
export function edited(notebook: Notebook, edit: Edit, path: string): Notebook {
  const count = notebook.cells.length;
  const last = edit.action === 'insert' ? count + 1 : count;
  if (edit.cell < 1 || edit.cell > last) {
    throw new LakegooseError('notebook.no_such_cell', { path, cell: edit.cell, count });
  }
  const at = edit.cell - 1;
  const before = notebook.cells[at];
  const put =
    edit.action === 'remove' ? [] : [edit.action === 'replace' ? replaced(before, edit) : made(edit, notebook)];
  return { ...notebook, cells: notebook.cells.toSpliced(at, edit.action === 'insert' ? 0 : 1, ...put) };

  /** With the same identifier and metadata, but without what the old text had given out. */
  function replaced(old: Cell | undefined, { source, kind }: Wanted): Cell {
    const { id, metadata = {} } = old ?? {};
    const wanted = kind ?? (old?.cell_type === 'code' || old === undefined ? 'code' : 'markdown');
    return cellOf(wanted, source, { ...(id === undefined ? {} : { id }), metadata });
  }
}

type Wanted = { readonly source: string; readonly kind?: Kind };

function made({ source, kind = 'code' }: Wanted, { nbformat_minor }: Pick<Notebook, 'nbformat_minor'>): Cell {
  // From 4.5 on, every cell has one.
  const id = nbformat_minor >= 5 ? { id: randomUUID().slice(0, 8) } : {};
  return cellOf(kind, source, { ...id, metadata: {} });
}

function cellOf(kind: Kind, source: string, common: Pick<Cell, 'id' | 'metadata'>): Cell {
  const lines = [...linesOf(source)];
  return kind === 'markdown'
    ? { cell_type: kind, ...common, source: lines }
    : { cell_type: kind, execution_count: null, ...common, outputs: [], source: lines };
}

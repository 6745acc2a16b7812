import { LakegooseError } from '../../base/errors.ts';
import { type Cell, joined } from '../../notebooks/file/notebook.ts';
import { readNotebook } from '../../notebooks/file/read-notebook.ts';
import { judgeCells } from '../../notebooks/guard/judge-cells.ts';
import { outputLines } from '../notebook/cell-lines.ts';
import { kernelLines } from '../notebook/kernel-lines.ts';
import { unseenLines } from '../notebook/run-text.ts';
import { inLine } from '../result/escape.ts';
import { textBlock } from '../result/text-block.ts';
import type { ToolContext } from '../tool.ts';

type Given = { readonly path: string; readonly from?: number | undefined };

/** Has room for any one cell: its source, its outputs (`longestOutputs`) and its error. */
const longestAnswer = 30_000;
const longestCell = 10_000;

/** Gives what the model reads of a notebook: its cells from one on, as many as there is room for. */
export async function readNotebookText({ path, from = 1 }: Given, context: ToolContext): Promise<string> {
  const { notebook, name } = await readNotebook({ directory: context.workingDirectory, given: path });
  const count = notebook.cells.length;
  if (from > Math.max(1, count)) throw new LakegooseError('notebook.no_such_cell', { path: name, cell: from, count });
  const kernel = notebook.metadata.kernelspec?.name ?? 'none';
  const lines = [
    `${inLine(name)}: ${count} cells, kernel ${inLine(kernel.slice(0, 100))}`,
    ...kernelLines(notebook, name),
    ...judgement(),
  ];
  let left = longestAnswer - lines.join('\n').length;
  for (const [at, cell] of notebook.cells.entries()) {
    if (at + 1 < from) continue;
    const text = cellText(cell, at + 1);
    left -= text.length + 1;
    if (left < 0) {
      lines.push(`Cells ${at + 1} to ${count} are left out: ask again with from ${at + 1}.`);
      break;
    }
    lines.push(text);
  }
  return lines.join('\n');

  /** What would keep it from running, or could not be judged then. */
  function judgement(): readonly string[] {
    try {
      return unseenLines(judgeCells(notebook, context.rules, name));
    } catch (error) {
      if (!(error instanceof LakegooseError) || error.code !== 'notebook.refused') throw error;
      return [`It would not run: the SQL in cell ${error.facts.cell}, line ${error.facts.line} is not allowed.`];
    }
  }
}

function cellText(cell: Cell, number: number): string {
  const source = joined(cell.source);
  const outputs = cell.cell_type === 'code' ? outputLines(cell.outputs) : [];
  const failed = cell.cell_type === 'code' ? cell.outputs.find((one) => one.output_type === 'error') : undefined;
  return [
    `Cell ${number} (${cell.cell_type}):`,
    source === '' ? 'empty' : textBlock(source, { characters: longestCell }),
    ...(outputs.length === 0 ? [] : ['Output:', ...outputs]),
    ...(failed === undefined ? [] : ['Failed:', textBlock(failed.evalue ?? '', { characters: 3_000 })]),
  ].join('\n');
}

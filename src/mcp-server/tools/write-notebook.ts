import { z } from 'zod';
import { cellNumber, notebookParameter } from '../parameters.ts';
import { defineTool } from '../tool.ts';

export const writeNotebookTool = defineTool({
  name: 'write_notebook',
  title: 'Write a notebook',
  description: 'Creates a notebook, or changes one cell; returns how many there are. Runs nothing; no text is cut.',
  effect: 'edit',
  input: z.strictObject({
    path: notebookParameter,
    action: z
      .enum(['create', 'replace', 'insert', 'remove'])
      .describe('create: the source has all cells, each after a line "# %%" or "# %% [markdown]".'),
    cell: cellNumber.optional().describe('Its number; insert puts it before this one.'),
    source: z.string().optional().describe('Python or Markdown.'),
    type: z.enum(['code', 'markdown']).optional().describe('Of the cell.'),
  }),
  load: async () => (await import('../handlers/write-notebook.ts')).writeNotebookCells,
});

import { z } from 'zod';
import { cellNumber, notebookParameter } from '../parameters.ts';
import { defineTool } from '../tool.ts';

export const readNotebookTool = defineTool({
  name: 'read_notebook',
  title: 'Read a notebook',
  description: 'Returns the cells of a notebook with their numbers and outputs, cut at 30,000 characters.',
  effect: 'read',
  input: z.strictObject({ path: notebookParameter, from: cellNumber.optional().describe('First cell; default 1.') }),
  load: async () => (await import('../handlers/read-notebook.ts')).readNotebookText,
});

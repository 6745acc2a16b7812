import { z } from 'zod';
import { notebookParameter } from '../parameters.ts';
import { defineTool } from '../tool.ts';

export const runNotebookTool = defineTool({
  name: 'run_notebook',
  title: 'Run a notebook on the cluster',
  description:
    'Runs all cells of a Python notebook on the cluster, saves the outputs in it and returns them, cut. SQL in cells is judged ' +
    'first; other code is not. Starting a cluster may take minutes.',
  effect: 'run',
  input: z.strictObject({ path: notebookParameter }),
  load: async () => (await import('../handlers/run-notebook.ts')).runNotebookNow,
});

import { z } from 'zod';
import { defineTool } from '../tool.ts';

export const pollNotebookRunTool = defineTool({
  name: 'poll_notebook_run',
  title: 'Wait for the run of a notebook',
  description: 'Waits for a run that was not finished; returns its outputs, cut, or how many cells are done.',
  effect: 'read',
  input: z.strictObject({
    run_id: z.string().describe('From its answer.'),
    cancel: z.boolean().default(false).describe('End the run instead.'),
  }),
  load: async () => (await import('../handlers/poll-notebook-run.ts')).pollNotebookRun,
});

import { z } from 'zod';
import { outcomeText } from '../outcome-text.ts';
import { fitting, saveAsParameter } from '../parameters.ts';
import { defineTool } from '../tool.ts';

export const pollSqlResult = defineTool({
  name: 'poll_sql_result',
  title: 'Wait for a SQL statement',
  description: 'Waits for a statement that was not finished, and returns its rows, cut as by the tool that ran it.',
  effect: 'read',
  input: z.object({
    statement_id: fitting(/^[\w-]{1,100}$/, 'must be the statement_id of an answer').describe('From its answer.'),
    save_as: saveAsParameter.optional(),
    cancel: z.boolean().default(false).describe('End the statement instead.'),
  }),
  run: async ({ statement_id, save_as, cancel }, context) => {
    const { statements, signal, patienceSeconds, onProgress, note } = context;
    note({ statement_id });
    if (cancel) {
      await statements.cancel(statement_id);
      return `The statement ${statement_id} was cancelled.`;
    }
    const wait = { signal, patienceSeconds: patienceSeconds(), onProgress };
    return outcomeText(await statements.poll(statement_id, wait), save_as, context);
  },
});

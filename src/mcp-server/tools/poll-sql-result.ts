import { z } from 'zod';
import { fitting, saveAsParameter } from '../parameters.ts';
import { defineTool } from '../tool.ts';

export const pollSqlResultTool = defineTool({
  name: 'poll_sql_result',
  title: 'Wait for a SQL statement',
  description: 'Waits for a statement that was not finished, and returns its rows, cut as by the tool that ran it.',
  effect: 'read',
  input: z.strictObject({
    statement_id: fitting(/^[\w-]{1,100}$/, 'must be the statement_id of an answer').describe('From its answer.'),
    save_as: saveAsParameter.optional(),
    cancel: z.boolean().default(false).describe('End the statement instead.'),
  }),
  load: async () => (await import('../handlers/poll-sql-result.ts')).pollSqlResult,
});

import { z } from 'zod';
import { tableParameter } from '../parameters.ts';
import { defineTool } from '../tool.ts';

export const describeTableTool = defineTool({
  name: 'describe_table',
  title: 'Describe a table',
  description:
    "Returns a table's columns with types and comments (up to 500), its keys, partitioning, size and freshness where known, " +
    "and a view's definition.",
  effect: 'read',
  input: z.strictObject({ table: tableParameter, sample: z.boolean().optional().describe('Also show 5 rows.') }),
  load: async () => (await import('../handlers/describe-table.ts')).describeTable,
});

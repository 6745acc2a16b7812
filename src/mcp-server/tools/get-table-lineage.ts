import { z } from 'zod';
import { mostEntries, tableParameter } from '../parameters.ts';
import { defineTool } from '../tool.ts';

/** Bounds in the schema would cost tokens; the model reads them where it goes beyond. */
function upTo(most: number) {
  const isFitting = (given: number) => Number.isInteger(given) && given >= 1 && given <= most;
  return z.number().refine(isFitting, `must be a whole number from 1 to ${most}`);
}

export const getTableLineageTool = defineTool({
  name: 'get_table_lineage',
  title: 'Trace where the data of a table comes from',
  description:
    'Returns a tree of what a table or column is made from (<-) and what it feeds (->), and the jobs, notebooks and ' +
    'dashboards that write or read it; says where it is cut.',
  effect: 'read',
  input: z.strictObject({
    table: tableParameter,
    direction: z.enum(['upstream', 'downstream', 'both']).optional().describe('Default both.'),
    depth: upTo(5).optional().describe('Steps; default 3.'),
    column: z.string().optional().describe('Trace this column; * for each.'),
    limit: upTo(mostEntries).optional().describe('Entries; default 100.'),
  }),
  load: async () => (await import('../handlers/get-table-lineage.ts')).tableLineage,
});

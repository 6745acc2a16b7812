import { z } from 'zod';
import { columnLineageText } from '../lineage/column-lineage-text.ts';
import { tableLineageText } from '../lineage/table-lineage-text.ts';
import { tableParameter } from '../parameters.ts';
import { textBlock } from '../result/text-block.ts';
import { defineTool } from '../tool.ts';

export const getTableLineageTool = defineTool({
  name: 'get_table_lineage',
  title: 'Trace where the data of a table comes from',
  description:
    'Returns the tables and files that a table is made from (<-) and those made from it (->), as an indented tree, up to ' +
    'depth steps and 100 entries; with columns, the source columns of each column instead.',
  effect: 'read',
  input: z.object({
    table: tableParameter,
    direction: z.enum(['upstream', 'downstream', 'both']).default('both').describe('Which way to look.'),
    depth: z.number().int().min(1).max(5).default(3).describe('Steps to follow.'),
    columns: z.boolean().default(false).describe('Trace columns, one step.'),
  }),
  run: async ({ table, direction, depth, columns }, { client, signal }) =>
    textBlock(
      columns
        ? await columnLineageText({ client, table, direction, signal })
        : await tableLineageText({ client, table, direction, depth, signal }),
    ),
});

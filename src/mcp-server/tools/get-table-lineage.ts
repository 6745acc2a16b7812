import { z } from 'zod';
import { ApiError } from '../../databricks-client/errors.ts';
import { getTable } from '../../databricks-client/unity-catalog.ts';
import type { Way } from '../lineage/hop.ts';
import { lineageText } from '../lineage/lineage-text.ts';
import { placesOf } from '../lineage/places-of.ts';
import { trace } from '../lineage/trace.ts';
import { tableParameter } from '../parameters.ts';
import { defineTool } from '../tool.ts';

const mostEntries = 500;

export const getTableLineageTool = defineTool({
  name: 'get_table_lineage',
  title: 'Trace where the data of a table comes from',
  description:
    'Returns a tree of what a table or column is made from (<-) and what is made from it (->), and the notebooks, jobs and ' +
    'dashboards that write or read it; how fresh that is and what was cut.',
  effect: 'read',
  input: z.object({
    table: tableParameter,
    direction: z.enum(['upstream', 'downstream', 'both']).default('both').describe('Which way to look.'),
    depth: z.number().int().min(1).max(5).default(3).describe('Steps to follow.'),
    column: z.string().min(1).max(255).optional().describe('Trace this column; * for each.'),
    limit: z.number().int().min(1).max(mostEntries).default(100).describe('Most entries.'),
  }),
  run: async ({ table: asked, direction, depth, column, limit }, context) => {
    const { client, signal } = context;
    // The lineage API says "none" of a table that does not exist; this call says that it does not. Who may not look at
    // the table may still see its lineage.
    const info = await getTable(client, asked, signal).catch((error: unknown) => {
      if (error instanceof ApiError && error.status === 403) return undefined;
      throw error;
    });
    const table = info?.full_name ?? asked.toLowerCase();
    const ways: Way[] = direction === 'both' ? ['upstream', 'downstream'] : [direction];
    const { places, columnsLeft } = placesOf({ table, column, info });
    const question = { table, places, ways, depth, limit };
    return lineageText(await trace(question, context), { ...question, columnsLeft, mostEntries });
  },
});

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
  input: z.object({
    table: tableParameter,
    direction: z.enum(['upstream', 'downstream', 'both']).optional().describe('Default both.'),
    depth: upTo(5).optional().describe('Steps; default 3.'),
    column: z.string().optional().describe('Trace this column; * for each.'),
    limit: upTo(mostEntries).optional().describe('Entries; default 100.'),
  }),
  run: async ({ table: asked, direction = 'both', depth = 3, column, limit = 100 }, context) => {
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
    return lineageText(await trace(question, context), {
      ...question,
      columnsLeft,
      mostEntries,
      isForbidden: info === undefined,
    });
  },
});

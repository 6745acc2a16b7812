import { z } from 'zod';
import { catalogParameter } from '../parameters.ts';
import { isSearch, wordsAre } from '../search/words-of.ts';
import { defineTool } from '../tool.ts';

export const searchTablesTool = defineTool({
  name: 'search_tables',
  title: 'Search tables',
  description:
    'Returns the tables whose name, columns or comments have the words, best first, up to 50; by names only where there is no SQL warehouse.',
  effect: 'read',
  input: z.strictObject({
    words: z.string().refine(isSearch, wordsAre).describe('Words, in any order.'),
    catalog: catalogParameter.describe('Only here.').optional(),
  }),
  load: async () => (await import('../handlers/search-tables.ts')).searchTables,
});

import { z } from 'zod';
import { defineTool } from '../tool.ts';

export const listCatalogsTool = defineTool({
  name: 'list_catalogs',
  title: 'List catalogs',
  description: 'Returns the catalogs one can see, with comments; cut at 60,000 characters.',
  effect: 'read',
  input: z.strictObject({}),
  load: async () => (await import('../handlers/list-catalogs.ts')).catalogsText,
});

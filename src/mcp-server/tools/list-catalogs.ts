import { z } from 'zod';
import { listCatalogs } from '../../databricks-client/unity-catalog.ts';
import { csvBlock } from '../csv-block.ts';
import { defineTool } from '../tool.ts';

export const listCatalogsTool = defineTool({
  name: 'list_catalogs',
  title: 'List catalogs',
  description: 'Returns the catalogs one can see, with comments; cut at 60,000 characters.',
  effect: 'read',
  input: z.object({}),
  run: async (_given, { client, signal }) => {
    const catalogs = await listCatalogs(client, signal);
    return csvBlock({
      header: ['catalog:STRING', 'comment:STRING'],
      rows: catalogs.map(({ name, comment }) => [name, comment ?? null]),
    });
  },
});

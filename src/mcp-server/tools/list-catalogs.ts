import { z } from 'zod';
import { listCatalogs } from '../../databricks-client/unity-catalog.ts';
import { tableText } from '../result/table-text.ts';
import { texts } from '../result/texts.ts';
import { defineTool } from '../tool.ts';

export const listCatalogsTool = defineTool({
  name: 'list_catalogs',
  title: 'List catalogs',
  description: 'Returns the catalogs one can see, with comments; cut at 60,000 characters.',
  effect: 'read',
  input: z.object({}),
  run: async (_given, { client, signal }) => {
    const catalogs = await listCatalogs(client, signal);
    return tableText({
      columns: texts('catalog', 'comment'),
      rows: catalogs.map(({ name, comment }) => [name, comment ?? null]),
    });
  },
});

import { z } from 'zod';
import { listSchemas } from '../../databricks-client/unity-catalog.ts';
import { catalogParameter } from '../parameters.ts';
import { tableText } from '../result/table-text.ts';
import { texts } from '../result/texts.ts';
import { defineTool } from '../tool.ts';

export const listSchemasTool = defineTool({
  name: 'list_schemas',
  title: 'List schemas',
  description: 'Returns the schemas of a catalog, with comments; cut at 60,000 characters.',
  effect: 'read',
  input: z.object({ catalog: catalogParameter }),
  run: async ({ catalog }, { client, signal }) => {
    const schemas = await listSchemas(client, catalog, signal);
    return tableText({
      columns: texts('schema', 'comment'),
      rows: schemas.map(({ name, comment }) => [name, comment ?? null]),
    });
  },
});

import { z } from 'zod';
import { listTables } from '../../databricks-client/unity-catalog.ts';
import { catalogParameter, schemaParameter } from '../parameters.ts';
import { tableText } from '../result/table-text.ts';
import { texts } from '../result/texts.ts';
import { defineTool } from '../tool.ts';

export const listTablesTool = defineTool({
  name: 'list_tables',
  title: 'List tables',
  description: 'Returns the tables and views of a schema, with type and comment; cut at 60,000 characters.',
  effect: 'read',
  input: z.object({ catalog: catalogParameter, schema: schemaParameter }),
  run: async ({ catalog, schema }, { client, signal }) => {
    const tables = await listTables(client, catalog, schema, signal);
    return tableText({
      columns: texts('table', 'type', 'comment'),
      rows: tables.map(({ name, table_type, comment }) => [name, table_type ?? null, comment ?? null]),
    });
  },
});

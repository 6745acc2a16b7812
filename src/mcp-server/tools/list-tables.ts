import { z } from 'zod';
import { catalogParameter, schemaParameter } from '../parameters.ts';
import { defineTool } from '../tool.ts';

export const listTablesTool = defineTool({
  name: 'list_tables',
  title: 'List tables',
  description: 'Returns the tables and views of a schema, with type and comment; cut at 60,000 characters.',
  effect: 'read',
  input: z.strictObject({ catalog: catalogParameter, schema: schemaParameter }),
  load: async () => (await import('../handlers/list-tables.ts')).tablesText,
});

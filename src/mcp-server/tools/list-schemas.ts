import { z } from 'zod';
import { catalogParameter } from '../parameters.ts';
import { defineTool } from '../tool.ts';

export const listSchemasTool = defineTool({
  name: 'list_schemas',
  title: 'List schemas',
  description: 'Returns the schemas of a catalog, with comments; cut at 60,000 characters.',
  effect: 'read',
  input: z.strictObject({ catalog: catalogParameter }),
  load: async () => (await import('../handlers/list-schemas.ts')).schemasText,
});

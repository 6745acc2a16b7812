import { z } from 'zod';
import { judged } from '../../statements/judged.ts';
import { csvBlock } from '../csv-block.ts';
import { catalogParameter, schemaParameter } from '../parameters.ts';
import { defineTool } from '../tool.ts';

const parameter = z.object({
  name: z.string().min(1).describe('Name, without the colon.'),
  value: z.string().nullable().describe('Value as text; null for NULL.'),
  type: z.string().optional().describe('SQL type, STRING by default.'),
});

export const executeSqlReadOnly = defineTool({
  name: 'execute_sql_read_only',
  title: 'Run a reading SQL statement',
  description:
    'Runs one Databricks SQL statement that only reads (SELECT, WITH, SHOW, DESCRIBE, …) and returns its rows as CSV ' +
    'with typed columns; an empty field is NULL. Rows beyond row_limit are cut, and it is said. Anything that writes is refused.',
  effect: 'read',
  input: z.object({
    query: z.string().describe('The statement; values as :name.'),
    parameters: z.array(parameter).optional().describe('Values for the :name parts.'),
    catalog: catalogParameter.optional(),
    schema: schemaParameter.optional(),
    row_limit: z.number().int().min(1).max(1000).default(100).describe('Most rows to return.'),
  }),
  run: async ({ query, parameters, catalog, schema, row_limit }, { client, warehouse, signal }) => {
    const result = await judged(
      client,
      {
        text: query,
        warehouseId: await warehouse(signal),
        rowLimit: row_limit,
        ...(parameters === undefined ? {} : { parameters }),
        ...(catalog === undefined ? {} : { catalog }),
        ...(schema === undefined ? {} : { schema }),
      },
      signal,
    );
    if (result.columns.length === 0) return 'The statement ran and returned no rows.';
    return csvBlock({
      header: result.columns.map((column) => `${column.name}:${column.type_text}`),
      rows: result.rows,
      ...(result.truncated ? { cutBy: 'row_limit' } : {}),
    });
  },
});

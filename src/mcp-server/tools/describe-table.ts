import { z } from 'zod';
import { getTable } from '../../databricks-client/unity-catalog.ts';
import { csvBlock, textBlock } from '../csv-block.ts';
import { tableParameter } from '../parameters.ts';
import { defineTool } from '../tool.ts';

export const describeTable = defineTool({
  name: 'describe_table',
  title: 'Describe a table',
  description:
    "Returns a table's columns with types and comments, and its own type, owner and comment; cut at 60,000 characters.",
  effect: 'read',
  input: z.object({ table: tableParameter }),
  run: async ({ table }, { client, signal }) => {
    const { full_name, table_type, owner, comment, columns = [] } = await getTable(client, table, signal);
    const about = [
      `table: ${full_name}`,
      ...(table_type ? [`type: ${table_type}`] : []),
      ...(owner ? [`owner: ${owner}`] : []),
      ...(comment ? [`comment: ${comment}`] : []),
    ];
    return [
      textBlock(about.join('\n')),
      csvBlock({
        header: ['column:STRING', 'type:STRING', 'nullable:BOOLEAN', 'comment:STRING'],
        rows: columns.map((column) => [
          column.name,
          column.type_text,
          String(column.nullable ?? true),
          column.comment ?? null,
        ]),
      }),
    ].join('\n\n');
  },
});

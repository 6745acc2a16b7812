import { z } from 'zod';
import { getTable } from '../../databricks-client/unity-catalog.ts';
import { tableParameter } from '../parameters.ts';
import { inLine } from '../result/escape.ts';
import { tableText } from '../result/table-text.ts';
import { textBlock } from '../result/text-block.ts';
import { texts } from '../result/texts.ts';
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
      `table: ${inLine(full_name)}`,
      ...(table_type ? [`type: ${inLine(table_type)}`] : []),
      ...(owner ? [`owner: ${inLine(owner)}`] : []),
      ...(comment ? [`comment: ${inLine(comment)}`] : []),
    ];
    return [
      textBlock(about.join('\n'), { characters: 10_000 }),
      tableText({
        columns: [...texts('column', 'type'), { name: 'nullable', type_text: 'BOOLEAN' }, ...texts('comment')],
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

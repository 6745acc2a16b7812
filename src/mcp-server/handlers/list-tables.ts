import { listTables } from '../../databricks-client/unity-catalog.ts';
import { tableText } from '../result/table-text.ts';
import { texts } from '../result/texts.ts';
import type { ToolContext } from '../tool.ts';

/** The tables, as a table for the model. */
export async function tablesText(
  { catalog, schema }: { readonly catalog: string; readonly schema: string },
  { client, signal }: ToolContext,
): Promise<string> {
  const tables = await listTables(client, catalog, schema, signal);
  return tableText({
    columns: texts('table', 'type', 'comment'),
    rows: tables.map(({ name, table_type, comment }) => [name, table_type ?? null, comment ?? null]),
  });
}

import { listCatalogs } from '../../databricks-client/unity-catalog.ts';
import { tableText } from '../result/table-text.ts';
import { texts } from '../result/texts.ts';
import type { ToolContext } from '../tool.ts';

/** The catalogs, as a table for the model. */
export async function catalogsText(_given: object, { client, signal }: ToolContext): Promise<string> {
  const catalogs = await listCatalogs(client, signal);
  return tableText({
    columns: texts('catalog', 'comment'),
    rows: catalogs.map(({ name, comment }) => [name, comment ?? null]),
  });
}

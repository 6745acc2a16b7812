import { listSchemas } from '../../databricks-client/unity-catalog.ts';
import { tableText } from '../result/table-text.ts';
import { texts } from '../result/texts.ts';
import type { ToolContext } from '../tool.ts';

/** The schemas, as a table for the model. */
export async function schemasText(
  { catalog }: { readonly catalog: string },
  { client, signal }: ToolContext,
): Promise<string> {
  const schemas = await listSchemas(client, catalog, signal);
  return tableText({
    columns: texts('schema', 'comment'),
    rows: schemas.map(({ name, comment }) => [name, comment ?? null]),
  });
}

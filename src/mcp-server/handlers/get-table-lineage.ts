import { ApiError } from '../../databricks-client/errors.ts';
import { getTable } from '../../databricks-client/unity-catalog.ts';
import type { Way } from '../lineage/hop.ts';
import { lineageText } from '../lineage/lineage-text.ts';
import { placesOf } from '../lineage/places-of.ts';
import { trace } from '../lineage/trace.ts';
import { mostEntries } from '../parameters.ts';
import type { ToolContext } from '../tool.ts';

type Given = {
  readonly table: string;
  readonly direction?: Way | 'both' | undefined;
  readonly depth?: number | undefined;
  readonly column?: string | undefined;
  readonly limit?: number | undefined;
};

/** The lineage of a table, as a tree for the model. */
export async function tableLineage(
  { table: asked, direction = 'both', depth = 3, column, limit = 100 }: Given,
  context: ToolContext,
): Promise<string> {
  const { client, signal } = context;
  // The lineage API says "none" of a table that does not exist; this call says that it does not. Who may not look at
  // the table may still see its lineage.
  const info = await getTable(client, asked, signal).catch((error: unknown) => {
    if (error instanceof ApiError && error.status === 403) return undefined;
    throw error;
  });
  const table = info?.full_name ?? asked.toLowerCase();
  const ways: Way[] = direction === 'both' ? ['upstream', 'downstream'] : [direction];
  const { places, columnsLeft } = placesOf({ table, column, info });
  const question = { table, places, ways, depth, limit };
  return lineageText(await trace(question, context), {
    ...question,
    columnsLeft,
    mostEntries,
    isForbidden: info === undefined,
  });
}

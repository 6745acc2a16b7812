import type { LineageEdge } from '../../databricks-api/lineage.ts';
import type { DatabricksClient } from '../../databricks-client/client.ts';
import { getTableLineage } from '../../databricks-client/lineage.ts';
import { getTable } from '../../databricks-client/unity-catalog.ts';
import { inLine } from '../result/escape.ts';

const entryLimit = 100;

export type LineageQuestion = {
  readonly client: DatabricksClient;
  /** `catalog.schema.table`. */
  readonly table: string;
  readonly direction: 'upstream' | 'downstream' | 'both';
  /** Steps to follow. */
  readonly depth: number;
  readonly signal: AbortSignal;
};

/** A tree: the table, then a line per neighbour, `<-` for a source and `->` for what is made from it. */
export async function tableLineageText(question: LineageQuestion): Promise<string> {
  const { client, table, direction, signal } = question;
  // The lineage API says "none" of a table that does not exist; this call says that it does not.
  await getTable(client, table, signal);
  const lines = [table];
  for (const way of ['upstream', 'downstream'] as const) {
    if (direction !== 'both' && direction !== way) continue;
    const found = await neighbours(question, table, way, 1, new Set([table]), entryLimit);
    if (found.length === 0) lines.push(`  no ${way} lineage is recorded`);
    lines.push(...found);
  }
  return lines.join('\n');
}

async function neighbours(
  question: LineageQuestion,
  table: string,
  way: 'upstream' | 'downstream',
  step: number,
  seen: Set<string>,
  room: number,
): Promise<string[]> {
  const { client, depth, signal } = question;
  const lineage = await getTableLineage(client, table, signal);
  const edges = (way === 'upstream' ? lineage.upstreams : lineage.downstreams) ?? [];
  const names = [...new Set(edges.flatMap(nameOf))];
  const lines: string[] = [];
  for (const name of names) {
    if (lines.length >= room) return [...lines, `${'  '.repeat(step)}… more, cut at ${entryLimit} entries`];
    const again = seen.has(name);
    lines.push(
      `${'  '.repeat(step)}${way === 'upstream' ? '<-' : '->'} ${inLine(name)}${again ? ' (shown above)' : ''}`,
    );
    seen.add(name);
    if (again || step >= depth || name.startsWith('file ')) continue;
    lines.push(...(await neighbours(question, name, way, step + 1, seen, room - lines.length)));
  }
  // "None" would be untrue: the workspace names a table only to those who may see it.
  const unnamed = edges.filter((edge) => nameOf(edge).length === 0).length;
  if (unnamed > 0)
    lines.push(
      `${'  '.repeat(step)}${way === 'upstream' ? '<-' : '->'} ${unnamed} more without a name: no tables, or not visible to this user`,
    );
  return lines;
}

function nameOf({ tableInfo, fileInfo }: LineageEdge): string[] {
  if (tableInfo !== undefined) {
    return [[tableInfo.catalog_name, tableInfo.schema_name, tableInfo.name].filter(Boolean).join('.')];
  }
  return (fileInfo ?? []).map(({ path }) => `file ${path}`);
}

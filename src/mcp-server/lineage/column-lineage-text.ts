import { getColumnLineage } from '../../databricks-client/lineage.ts';
import { getTable } from '../../databricks-client/unity-catalog.ts';
import { inLine } from '../result/escape.ts';
import type { LineageQuestion } from './table-lineage-text.ts';

const columnLimit = 50;

/** A line per column, and below it a line per neighbouring column, `<-` for a source and `->` for what is made from it. */
export async function columnLineageText(question: Omit<LineageQuestion, 'depth'>): Promise<string> {
  const { client, table, direction, signal } = question;
  const { columns = [] } = await getTable(client, table, signal);
  const lines = [table];
  for (const { name } of columns.slice(0, columnLimit)) {
    const lineage = await getColumnLineage(client, table, name, signal);
    lines.push(`  ${inLine(name)}`);
    if (direction !== 'downstream')
      lines.push(...(lineage.upstream_cols ?? []).map((column) => `    <- ${full(column)}`));
    if (direction !== 'upstream')
      lines.push(...(lineage.downstream_cols ?? []).map((column) => `    -> ${full(column)}`));
  }
  if (columns.length > columnLimit)
    lines.push(`  … ${columns.length - columnLimit} more columns, cut at ${columnLimit}`);
  return lines.join('\n');
}

type Column = Awaited<ReturnType<typeof getColumnLineage>>['upstream_cols'];

function full(column: NonNullable<Column>[number]): string {
  return inLine([column.catalog_name, column.schema_name, column.table_name, column.name].filter(Boolean).join('.'));
}

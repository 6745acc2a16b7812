import { columnAt } from './column.ts';
import { markdownTable } from './markdown.ts';
import type { Phrases } from './phrases-en.ts';
import type { ToolResult } from './tool-result.ts';

export function tellStructure({ table }: ToolResult, about: string, phrases: Phrases): string | undefined {
  if (table === undefined) return undefined;
  const name = columnAt(table, 'column', 'column_name', 'col_name', 'name');
  if (name === undefined) return undefined;
  // DESCRIBE TABLE lists partitions after the columns, under a head that starts with `#`.
  const end = table.rows.findIndex((row) => /^(?:#|$)/.test(row[name] ?? ''));
  const columns = { ...table, rows: end < 0 ? table.rows : table.rows.slice(0, end) };
  return `${phrases.columns(about, columns.rows.length)}\n\n${markdownTable(columns, phrases)}`;
}

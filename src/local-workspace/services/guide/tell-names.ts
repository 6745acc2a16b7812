import { columnAt } from './column.ts';
import { cell } from './markdown.ts';
import type { ToolResult } from './tool-result.ts';

const mostNames = 100;

/** A list of catalogs, schemas or tables: their names, in the words of `say`. */
export function tellNames({ table }: ToolResult, say: (names: string) => string): string | undefined {
  if (table === undefined) return undefined;
  const position =
    columnAt(table, 'name', 'table', 'table_name', 'tablename', 'schema', 'databasename', 'catalog') ?? 0;
  const names = table.rows.map((row) => `\`${cell(row[position] ?? null)}\``);
  return say(names.length <= mostNames ? names.join(', ') : `${names.slice(0, mostNames).join(', ')}, …`);
}

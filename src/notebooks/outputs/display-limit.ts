import type { HtmlTable } from './html-table.ts';

/** So much of a table does Databricks display, and its kernel does not tell where there was more. */
export const mostDisplayed = { rows: 10_000, megabytes: 2 } as const;

/** Whether there may have been more rows: there are as many as can be, or another one would not have had room. */
export function mayBeCut({ rows }: HtmlTable): boolean {
  const sizes = rows.map((row) => JSON.stringify(row).length);
  const [all, largest] = sizes.reduce(([sum, most], size) => [sum + size, Math.max(most, size)], [0, 0]);
  return rows.length >= mostDisplayed.rows || all + largest > mostDisplayed.megabytes * 1024 ** 2;
}

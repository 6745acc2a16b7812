import type { Table } from './csv.ts';

/** The position of the first of these columns that is there. */
export function columnAt({ columns }: Table, ...names: readonly string[]): number | undefined {
  return names
    .map((name) => columns.findIndex((column) => column.name.toLowerCase() === name))
    .find((position) => position >= 0);
}

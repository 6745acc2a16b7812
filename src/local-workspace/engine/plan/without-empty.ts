import type { TableColumn, TableEntry } from '../catalog/entries.ts';
import { raise } from '../dialect/analyze/raise.ts';
import { cannotCompute } from '../dialect/sql-error.ts';

/** An empty text, or no bytes, in a column that parts the table is NULL: Delta has one partition for both. */
export function withoutEmpty(sql: string, { name, type }: TableColumn, entry: TableEntry): string {
  const parts = entry.partitionedBy?.some((own) => own.toLowerCase() === name.toLowerCase()) ?? false;
  if (!parts || (type.name !== 'STRING' && type.name !== 'BINARY')) return sql;
  // Delta computes some of these from the empty text, and checks them with NULL.
  if (entry.columns.every(({ generated }) => generated === undefined)) return `nullif(${sql}, '')`;
  const refused = cannotCompute('an empty value in a partition column of a table with generated columns');
  const failure = raise(refused.errorClass, refused.sqlState, refused.text, undefined, '', type);
  return `CASE WHEN ${sql} = '' THEN ${failure} ELSE ${sql} END`;
}

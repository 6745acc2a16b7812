import type { DuckDBValue } from '@duckdb/node-api';
import type { Column } from '../dialect/types.ts';
import { cellText } from './cell.ts';

export type Row = (string | null)[];

/** Some rows of a result as the engine holds them: one list of values for each column. */
export type Batch = { readonly rowCount: number; readonly columns: readonly (readonly DuckDBValue[])[] };

/** Rows `from` to before `to` as the API sends them. */
export function textRows(batch: Batch, columns: readonly Column[], from: number, to: number): Row[] {
  const rows: Row[] = [];
  for (let index = from; index < to; index += 1) {
    rows.push(columns.map(({ type }, column) => cellText(batch.columns[column]?.[index] ?? null, type)));
  }
  return rows;
}

/** Rows that the catalog itself answers; their cells are text, or `true` and `false`. */
export function listingBatch(rows: readonly (readonly (string | null)[])[], columns: readonly Column[]): Batch {
  const value = (cell: string | null, { type }: Column): DuckDBValue =>
    cell !== null && type.name === 'BOOLEAN' ? cell === 'true' : cell;
  return {
    rowCount: rows.length,
    columns: columns.map((column, index) => rows.map((row) => value(row[index] ?? null, column))),
  };
}

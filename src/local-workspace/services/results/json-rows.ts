import type { DuckDBValue } from '@duckdb/node-api';
import type { Column, SqlType } from '../../engine/dialect/types.ts';
import type { Batch } from '../../engine/run/batch.ts';
import { cellText } from '../../engine/run/cell.ts';

function jsonCell(value: DuckDBValue, type: SqlType): string {
  if (value === null) return 'null';
  if (type.name === 'VOID') return 'null';
  if (typeof value === 'bigint' && type.name !== 'INTERVAL') return `"${value}"`;
  const text = cellText(value, type);
  // Only what is text in the engine too, or has parts, may hold what JSON has to escape.
  return typeof value === 'string' || type.parts ? JSON.stringify(text) : `"${text}"`;
}

/** One row of a batch as a JSON array of texts and nulls. */
export function jsonRow(batch: Batch, columns: readonly Column[], row: number): string {
  let text = '[';
  for (let index = 0; index < columns.length; index += 1) {
    const column = columns[index];
    if (index > 0) text += ',';
    text += column ? jsonCell(batch.columns[index]?.[row] ?? null, column.type) : 'null';
  }
  return `${text}]`;
}

import { quoteText } from '../dialect/analyze/quote-text.ts';
import { type Column, engineType } from '../dialect/types.ts';

export type Cell = string | number | boolean | null;

function literal(cell: Cell): string {
  if (cell === null) return 'NULL';
  return typeof cell === 'string' ? quoteText(cell) : String(cell);
}

/** Engine SQL of rows that the catalog knows; its columns are c0, c1, … */
export function virtualRows(columns: readonly Column[], rows: readonly (readonly Cell[])[]): string {
  const cells = columns.map(({ type }, index) => `CAST(v${index} AS ${engineType(type)}) AS c${index}`);
  const names = columns.map((_, index) => `v${index}`).join(', ');
  const nothing = `(${columns.map(() => 'NULL').join(', ')})`;
  const lines = rows.length > 0 ? rows.map((row) => `(${row.map(literal).join(', ')})`).join(', ') : nothing;
  return `SELECT ${cells.join(', ')} FROM (VALUES ${lines}) AS v(${names})${rows.length > 0 ? '' : ' WHERE false'}`;
}

/** `2026-01-01 00:00:00.000`, as the engine reads a TIMESTAMP. */
export const moment = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 23);

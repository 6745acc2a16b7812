import type { FileColumn, RowWriter } from './row-writer.ts';

/**
 * CSV (RFC 4180, LF, UTF-8 without a byte order mark) with a header of names. NULL is an empty field, an empty text is
 * `""`, and every other cell is exactly what the warehouse gave (docs/decisions/0003-result-files-are-exact.md).
 */
export function csvWriter(columns: readonly FileColumn[]): RowWriter {
  return {
    start: `${columns.map(({ name }) => field(name)).join(',')}\n`,
    row: (row) => `${columns.map((_, at) => field(row[at] ?? null)).join(',')}\n`,
    end: '',
  };
}

/** Whether a spreadsheet that opens the file would compute this cell instead of showing it. */
export function looksLikeFormula(cell: string | null): boolean {
  return cell !== null && /^[=+\-@\t\r]/.test(cell) && !/^[+-]?[\d.,]+(e[+-]?\d+)?%?$/i.test(cell);
}

function field(cell: string | null): string {
  if (cell === null) return '';
  return /[",\r\n]|^\s|\s$|^$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

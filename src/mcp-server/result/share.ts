import type { Row } from '../../databricks-api/statements.ts';
import { wholeField } from './field.ts';
import type { Head } from './header.ts';

/** No field is cut shorter than this to make room for others; rows and columns are left out instead. */
const leastField = 100;
/** Names and types are there to read the cells by, not for their own sake. */
const longestHead = 300;
/** How many rows should at least be seen before columns are left out. */
const leastRows = 3;

/** What of a table is shown: its first columns, its first rows, and how long a field may be. */
export type Share = { readonly columns: number; readonly rows: number; readonly field: number; readonly head: number };

/**
 * Shares `room` characters among the fields of a table. Each field has a right to `leastField`; what is left raises that
 * limit for all alike, so that long cells are cut to one length and short cells never pay for them.
 */
export function share(heads: readonly Head[], rows: readonly Row[], room: number): Share {
  const headLengths = heads.map((head) => lengthOf(head.data, longestHead, head.remark));
  const columns = columnsThatFit(headLengths, rows, room);
  const lengths = headLengths.slice(0, columns);
  let left = room - sum(lengths.map(least));
  let shown = 0;
  const cells: (string | null)[] = [];
  for (const row of rows) {
    const fields = fieldsOf(row, columns);
    const cost = sum(fields.map((cell) => least(lengthOf(cell, leastField))));
    if (cost > left) break;
    left -= cost;
    cells.push(...fields);
    shown += 1;
  }
  for (const cell of cells) lengths.push(lengthOf(cell, leastField + left));
  const field = highestLevel(lengths, room);
  return { columns, rows: shown, field, head: Math.min(field, longestHead) };
}

/** The cells of a row in the first columns; NULL where the row has none. */
export function fieldsOf(row: Row, columns: number): Row {
  return Array.from({ length: columns }, (_, column) => row[column] ?? null);
}

/** The length that a field takes; `longest` and one more where it takes more than that. */
function lengthOf(data: string | null, longest: number, remark = ''): number {
  return wholeField(data, longest, remark)?.text.length ?? longest + 1;
}

/** With the comma or the line break that follows. */
function least(length: number): number {
  return Math.min(length, leastField) + 1;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

/** How many columns fit with the first rows, each field at its least. One always does. */
function columnsThatFit(headLengths: readonly number[], rows: readonly Row[], room: number): number {
  const first = rows.slice(0, leastRows);
  let used = 0;
  for (const [column, length] of headLengths.entries()) {
    used += least(length) + sum(first.map((row) => least(lengthOf(row[column] ?? null, leastField))));
    if (used > room && column > 0) return column;
  }
  return headLengths.length;
}

/** The longest that a field may be so that all of them fit into `room`. */
function highestLevel(lengths: readonly number[], room: number): number {
  let [low, high] = [leastField, room];
  while (low < high) {
    const level = Math.ceil((low + high) / 2);
    if (sum(lengths.map((length) => Math.min(length, level) + 1)) <= room) low = level;
    else high = level - 1;
  }
  return low;
}

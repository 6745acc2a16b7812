import { positions } from './positions.ts';
import type { Table } from './table.ts';
import { wayOutLine } from './ways-out.ts';

export type Cuts = {
  /** How many cells were cut, and in which columns. */
  cells: number;
  readonly cellColumns: Set<number>;
  readonly headColumns: Set<number>;
  escapes: boolean;
  repeated: boolean;
};

type Shown = { readonly columns: number; readonly rows: number; readonly characters: number };

/** More than the lines below ever take together. */
export const headRoom = 1_200;

/** What is shown of a table, what is not, and why. Numbers and our own words only: names are data. */
export function headLines(table: Table, shown: Shown, cuts: Cuts): readonly string[] {
  const columns = table.columns.length;
  const total = Math.max(table.rowCount ?? 0, table.rows.length);
  // Rows without columns have nothing that could be cut.
  const rows = columns === 0 ? total : shown.rows;
  const limit = `cut at ${shown.characters} characters`;
  const isCut = rows < total || shown.columns < columns || cuts.cells > 0 || table.cutBy !== undefined;
  return [
    rowLine(rows, total, table.cutBy, limit),
    ...(columns === 0 ? ['columns: none'] : []),
    ...(shown.columns < columns
      ? [`columns: 1-${shown.columns} shown of ${columns} (${limit}); name others in SELECT`]
      : []),
    ...(cuts.headColumns.size > 0 ? [`names or types cut: column ${positions(ascending(cuts.headColumns))}`] : []),
    ...(cuts.cells > 0
      ? [
          `cells cut: ${cuts.cells}, in column ${positions(ascending(cuts.cellColumns))}; ` +
            '"text"…+N is a cell of which N more characters were left out',
        ]
      : []),
    ...(cuts.repeated ? ['"name:TYPE"#2 is the second column of that name'] : []),
    ...(cuts.escapes ? ['"text"\\u has hidden or markup characters written as \\uXXXX, and \\ as \\\\'] : []),
    ...(isCut ? wayOutLine(table.ways ?? [], table.cutBy) : []),
  ];
}

function rowLine(shown: number, total: number, cutBy: Table['cutBy'], limit: string): string {
  const all = cutBy === undefined ? `${total}` : `more than ${total}`;
  const reasons = [...(shown < total ? [limit] : []), ...(cutBy === undefined ? [] : [`cut by ${cutBy}`])];
  const why = reasons.length > 0 ? ` (${reasons.join(', ')})` : '';
  return shown < total ? `rows: ${shown} shown of ${all}${why}` : `rows: ${all}${why}`;
}

function ascending(columns: ReadonlySet<number>): readonly number[] {
  return [...columns].sort((one, other) => one - other);
}

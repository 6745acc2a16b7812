import { type Budget, charactersOf } from './budget.ts';
import { fenced, fenceRoom } from './fence.ts';
import { type Field, fieldWithin } from './field.ts';
import { type Cuts, headLines, headRoom } from './head-lines.ts';
import { type Head, headsOf } from './header.ts';
import { noteLines } from './note-lines.ts';
import { fieldsOf, share } from './share.ts';
import type { Table } from './table.ts';

/**
 * A table as a model reads it: what was cut and why, then CSV in a fence, with types in its header. Never longer than its
 * budget. Cells are exact or marked (see `field.ts`): NULL is an empty field, an empty text is `""`. Nothing outside the
 * fence comes from the data.
 */
export function tableText(table: Table, budget: Budget = {}): string {
  const characters = charactersOf(budget);
  const notes = noteLines(table.notes ?? []);
  const heads = headsOf(table.columns);
  const room = characters - headRoom - notes.join('\n').length - fenceRoom;
  const { columns, rows, field, head } = share(heads, table.rows, room);
  const cuts: Cuts = { cells: 0, cellColumns: new Set(), headColumns: new Set(), escapes: false, repeated: false };
  const lines = [
    heads.slice(0, columns).map((one, column) => headField(one, column, head, cuts)),
    ...table.rows.slice(0, rows).map((row) =>
      fieldsOf(row, columns).map((cell, column) => {
        const shown = fieldWithin(cell, field);
        noteCell(shown, column, cuts);
        return shown.text;
      }),
    ),
  ];
  const told = headLines(table, { columns, rows, characters }, cuts);
  if (columns === 0) return [...told, ...notes].join('\n');
  return [...told, ...notes, fenced('csv', lines.map((line) => line.join(',')).join('\n'))].join('\n');
}

function headField({ data, remark }: Head, column: number, longest: number, cuts: Cuts): string {
  const shown = fieldWithin(data, longest, remark);
  if (shown.isCut) cuts.headColumns.add(column);
  if (shown.isEscaped) cuts.escapes = true;
  if (remark !== '') cuts.repeated = true;
  return shown.text;
}

function noteCell({ isCut, isEscaped }: Field, column: number, cuts: Cuts): void {
  if (isEscaped) cuts.escapes = true;
  if (!isCut) return;
  cuts.cells += 1;
  cuts.cellColumns.add(column);
}

import stringWidth from 'string-width';

export type TableColumn = { readonly name: string; readonly align: 'left' | 'right' };

/** A cell that is wider is cut, so that a row stays a line that can be read. */
const widest = 60;

/**
 * A table for people: a line of names, a rule, a line per row. Widths are those of a terminal, where a Japanese character
 * takes two places. NULL is `NULL`; line breaks and control characters are shown as `·`.
 */
export function tableLines(columns: readonly TableColumn[], rows: readonly (readonly (string | null)[])[]): string[] {
  const cells = [
    columns.map(({ name }) => shown(name)),
    ...rows.map((row) => columns.map((_, at) => shown(row[at] ?? null))),
  ];
  const widths = columns.map((_, at) => cells.reduce((width, row) => Math.max(width, stringWidth(row[at] ?? '')), 0));
  const line = (row: readonly string[]) =>
    row
      .map((cell, at) => padded(cell, widths[at] ?? 0, columns[at]?.align ?? 'left'))
      .join('  ')
      .trimEnd();
  const [head = [], ...body] = cells;
  return [line(head), widths.map((width) => '─'.repeat(width)).join('  '), ...body.map(line)];
}

function shown(cell: string | null): string {
  if (cell === null) return 'NULL';
  const text = cell.slice(0, 4 * widest).replace(/\p{Cc}|\p{Cf}/gu, '·');
  if (stringWidth(text) <= widest) return text;
  let cut = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (stringWidth(cut + segment) >= widest) break;
    cut += segment;
  }
  return `${cut}…`;
}

function padded(cell: string, width: number, align: TableColumn['align']): string {
  const space = ' '.repeat(Math.max(0, width - stringWidth(cell)));
  return align === 'right' ? space + cell : cell + space;
}

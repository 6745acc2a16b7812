/** 1-based, columns in characters. */
export type Position = { readonly line: number; readonly column: number };

const lineBreak = /\r\n|\r|\n/;

export function positionOf(text: string, place: number): Position {
  const lines = text.slice(0, place).split(lineBreak);
  return { line: lines.length, column: Array.from(lines.at(-1) ?? '').length + 1 };
}

/** The place of a line and a column; the end of the line where it is shorter. */
export function placeOf(text: string, { line, column }: Position): number {
  let start = 0;
  for (let passed = 1; passed < line; passed++) {
    const found = lineBreak.exec(text.slice(start));
    if (found === null) return text.length;
    start += found.index + found[0].length;
  }
  const [rest = ''] = text.slice(start).split(lineBreak, 1);
  return (
    start +
    Array.from(rest)
      .slice(0, column - 1)
      .join('').length
  );
}

const widest = 160;

/** The line of a place as it can be shown, at most 160 characters around it, and how many of them stand before it. */
export function lineAt(text: string, { line, column }: Position): { readonly shown: string; readonly before: number } {
  const characters = Array.from((text.split(lineBreak)[line - 1] ?? '').replace(/\p{Cc}/gu, ' '));
  const at = Math.min(column - 1, characters.length);
  const start = at < widest ? 0 : at - widest / 2;
  const end = start + widest;
  const shown = [start > 0 ? '…' : '', ...characters.slice(start, end), end < characters.length ? '…' : ''].join('');
  return { shown, before: at - start + (start > 0 ? 1 : 0) };
}

/** A place in a piece of a text as a place in the whole text, in which the piece begins at `start`. */
export function inWhole({ line, column }: Position, start: Position): Position {
  return { line: line + start.line - 1, column: line === 1 ? column + start.column - 1 : column };
}

import type { Table } from './csv.ts';
import type { Phrases } from './phrases-en.ts';

const mostRows = 50;
const longestCell = 200;
const longestQuote = 4_000;

/** A cell of a Markdown table: one line, no bars of its own. */
export function cell(value: string | null): string {
  return value === null ? 'NULL' : cut(value, longestCell).replace(/\s+/g, ' ').replaceAll('|', '\\|');
}

export function markdownTable({ columns, rows }: Table, { notShown }: Pick<Phrases, 'notShown'>): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const lines = [
    line(columns.map(({ name }) => cell(name))),
    line(columns.map(() => '---')),
    ...rows.slice(0, mostRows).map((row) => line(row.map(cell))),
  ].join('\n');
  return rows.length <= mostRows ? lines : `${lines}\n\n${notShown(mostRows, rows.length)}`;
}

export function quote(text: string): string {
  return cut(text.trim(), longestQuote)
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
}

/** `text` has no fence of its own: it stood in a block. */
export function codeBlock(text: string): string {
  return `\`\`\`text\n${cut(text.trimEnd(), longestQuote)}\n\`\`\``;
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}

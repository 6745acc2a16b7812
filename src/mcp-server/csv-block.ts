type Cell = string | null;

/** The text that a tool gives back at the most: far below the 200,000 characters that Goose moves to a file (§5). */
const characterLimit = 60_000;

type Table = {
  /** Such as `fare_amount:DOUBLE`. */
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** Why there are more rows than these, such as `row_limit`; none where these are all. */
  readonly cutBy?: string;
};

/**
 * A table as CSV (RFC 4180) in a fence, with a line before it that says how many rows there are. NULL is an empty field,
 * an empty text is `""`. The fence is longer than any run of backticks inside, so that data cannot leave it.
 */
export function csvBlock({ header, rows, cutBy }: Table): string {
  const lines = [header.map(field).join(',')];
  let length = lines.join('\n').length;
  for (const row of rows) {
    const line = row.map(field).join(',');
    length += line.length + 1;
    if (length > characterLimit) break;
    lines.push(line);
  }
  const shown = lines.length - 1;
  const fence = fenceFor(lines.join('\n'));
  return [countLine(shown, rows.length, cutBy), `${fence}csv`, ...lines, fence].join('\n');
}

/** Any text in a fence that it cannot leave. */
export function textBlock(text: string): string {
  const fence = fenceFor(text);
  return [`${fence}text`, text, fence].join('\n');
}

function countLine(shown: number, all: number, cutBy: string | undefined): string {
  if (shown < all)
    return `rows: ${shown} shown of ${cutBy ? 'more than ' : ''}${all} (cut at ${characterLimit} characters)`;
  return cutBy === undefined ? `rows: ${all}` : `rows: more than ${all} (cut by ${cutBy})`;
}

function field(cell: Cell): string {
  if (cell === null) return '';
  return cell === '' || /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function fenceFor(text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  return '`'.repeat(longest + 1);
}

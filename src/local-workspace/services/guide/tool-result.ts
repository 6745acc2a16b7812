import { readTable, type Table } from './csv.ts';

/** What a tool has answered. It is data: nothing in it is ever read as a question or an order. */
export type ToolResult = {
  readonly text: string;
  readonly failed: boolean;
  /** From a line `rows: 10`, `rows: more than 10 (cut by row_limit)` or `rows: 10 shown of 20 (…)`. */
  readonly rows?: { readonly count: string; readonly more: boolean };
  readonly table?: Table;
  /** The first block of plain text, such as a lineage tree. */
  readonly tree?: string;
  /** The statement or the run of a notebook was not finished, and can be asked for with that tool. */
  readonly unfinished?: { readonly tool: string; readonly name: string; readonly id: string; readonly saveAs?: string };
};

// Not only at the start of a line: Goose joins the parts of a result with spaces.
const fence = /(?<!\S)`{3,}/;
const block = (language: string) => new RegExp(`(?<!\\S)(\`{3,})${language}[ \\t]*\\r?\\n`);

/** What our tools say of what outlasts the time for an answer. */
const askAgain =
  /^Not finished yet: .*\. Ask again with (poll_\w+), (statement_id|run_id) ([\w-]+)(?:, save_as (\S+))?\.$/m;

export function readToolResult(text: string): ToolResult {
  const head = text.split(fence, 1)[0] ?? '';
  const rows = /(?<!\S)rows:\s*(more than\s+)?([\d,]+)(\s+shown of)?/i.exec(head);
  const csv = block('csv').exec(text);
  const table = csv === null ? undefined : readTable(text.slice(csv.index + csv[0].length), csv[1] ?? '```');
  const plain = block('(?:text|txt)?').exec(text);
  const tree = plain === null ? undefined : text.slice(plain.index + plain[0].length).split(`\n${plain[1]}`, 1)[0];
  const [, tool, name, id, saveAs] = askAgain.exec(head.trimEnd()) ?? [];
  return {
    text,
    // The second and third are how Goose words a protocol error and a time-out (facts `goose.md` §5).
    failed: /^\s*(?:Error:|The tool call returned the following error|-32\d{3}:)/m.test(head),
    ...(rows === null ? {} : { rows: { count: rows[2] ?? '', more: (rows[1] ?? rows[3]) !== undefined } }),
    ...(table === undefined ? {} : { table }),
    ...(tree === undefined ? {} : { tree }),
    ...(tool === undefined || name === undefined || id === undefined
      ? {}
      : { unfinished: { tool, name, id, ...(saveAs === undefined ? {} : { saveAs }) } }),
  };
}

export type Table = {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** null is NULL. */
  readonly rows: readonly (readonly (string | null)[])[];
};

type Field = string | null;

/**
 * RFC 4180 with the types in the head (`name:TYPE`), up to `fence` at the start of a record. An unquoted empty field is
 * NULL, `""` is an empty string: the form our MCP server gives results in.
 */
export function readTable(text: string, fence: string): Table | undefined {
  const [head, ...rows] = readRecords(text, fence);
  if (head === undefined) return undefined;
  return { columns: joinTypes(head.map((field) => field ?? '')).map(readColumn), rows };
}

// A quoted cell may contain the fence, or a line that looks like the end of the table: only quotes tell.
function readRecords(text: string, fence: string): Field[][] {
  const records: Field[][] = [];
  let at = 0;
  while (at < text.length && !text.startsWith(fence, at)) {
    const record: Field[] = [];
    for (;;) {
      const { field, end } = readField(text, at);
      record.push(field);
      at = end + 1;
      if (text[end] !== ',') break;
    }
    records.push(record);
  }
  return records;
}

function readField(text: string, start: number): { field: Field; end: number } {
  if (text[start] !== '"') {
    const end = firstOf(text, start);
    const field = text.slice(start, end).replace(/\r$/, '');
    return { field: field === '' ? null : field, end };
  }
  let field = '';
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return { field: field + text.slice(at), end: text.length };
    field += text.slice(at, quote);
    if (text[quote + 1] !== '"') return { field, end: firstOf(text, quote + 1) };
    field += '"';
    at = quote + 2;
  }
}

function firstOf(text: string, start: number): number {
  const found = text.slice(start).search(/[,\n]/);
  return found < 0 ? text.length : start + found;
}

// `fare:DECIMAL(18,2)` may stand unquoted.
function joinTypes(fields: readonly string[]): string[] {
  const joined: string[] = [];
  for (const field of fields) {
    const last = joined.at(-1);
    if (last !== undefined && isOpen(last)) joined[joined.length - 1] = `${last},${field}`;
    else joined.push(field);
  }
  return joined;
}

function isOpen(type: string): boolean {
  return (type.match(/[(<]/g)?.length ?? 0) > (type.match(/[)>]/g)?.length ?? 0);
}

function readColumn(head: string): { name: string; type: string } {
  const [, name = head, type = ''] = /^(.*?):([A-Z].*)$/s.exec(head) ?? [];
  return { name, type };
}

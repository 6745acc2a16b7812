export type HtmlTable = { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] };

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** The table that a piece of HTML is, as the kernel and pandas write one; undefined where there is none in it. */
export function tableOfHtml(html: string): HtmlTable | undefined {
  const [table] = elements(html, 'table');
  if (table === undefined) return undefined;
  const [columns = [], ...rows] = Array.from(elements(table, 'tr'), (row) =>
    Array.from(elements(row, 't[hd]'), textOfHtml),
  );
  return { columns, rows };
}

function elements(html: string, tag: string): readonly string[] {
  return Array.from(spans(html, tag), ({ from, to }) => html.slice(from, to));
}

/** Where each element is, and what is inside of it. What was read is never read again: a long text must not take long. */
function* spans(html: string, tag: string) {
  const opening = new RegExp(`<${tag}(?=[\\s/>])`, 'gi');
  const closing = new RegExp(`</${tag}\\s*>`, 'gi');
  for (let found = opening.exec(html); found !== null; found = opening.exec(html)) {
    const from = html.indexOf('>', opening.lastIndex) + 1;
    closing.lastIndex = from;
    const closed = from === 0 ? null : closing.exec(html);
    if (closed === null) return;
    yield { start: found.index, from, to: closed.index, end: closing.lastIndex };
    opening.lastIndex = closing.lastIndex;
  }
}

function without(html: string, tag: string): string {
  const kept: string[] = [];
  let at = 0;
  for (const { start, end } of spans(html, tag)) {
    kept.push(html.slice(at, start));
    at = end;
  }
  return kept.join('') + html.slice(at);
}

/** The text of a piece of HTML, without its tags. */
export function textOfHtml(html: string): string {
  return without(without(html, 'script'), 'style')
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, name: string | undefined) => {
      if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    })
    .trim();
}

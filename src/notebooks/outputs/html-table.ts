export type HtmlTable = { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] };

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** The table that a piece of HTML is, as the kernel and pandas write one; undefined where there is none in it. */
export function tableOfHtml(html: string): HtmlTable | undefined {
  const [, table] = /<table[^>]*>(.*?)<\/table>/is.exec(html) ?? [];
  if (table === undefined) return undefined;
  const [columns = [], ...rows] = [...table.matchAll(/<tr[^>]*>(.*?)<\/tr>/gis)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gis)].map(([, one = '']) => textOfHtml(one)),
  );
  return { columns, rows };
}

/** The text of a piece of HTML, without its tags. */
export function textOfHtml(html: string): string {
  return html
    .replace(/<(script|style)[^>]*>.*?<\/\1>/gis, '')
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, name: string | undefined) => {
      if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    })
    .trim();
}

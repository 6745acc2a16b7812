/** The quotes by which a text is closed that goes on in the next line. */
export type OpenText = '"""' | "'''" | '"' | "'";

export type Token =
  /** A name or a number. */
  | { readonly kind: 'word'; readonly text: string; readonly at: number }
  /** `value` is undefined where the text is put together when it runs, as an f-string is, or is no text. */
  | {
      readonly kind: 'string';
      readonly value: string | undefined;
      /** Where it is not closed. */
      readonly open: OpenText | undefined;
      /** The Python in the braces of an f-string. */
      readonly inside: readonly string[];
      /** Its braces do not close, as far as can be read: newer Python has quotes within them. */
      readonly isBroken: boolean;
      readonly at: number;
    }
  | { readonly kind: 'sign'; readonly text: string; readonly at: number };

const space = /[ \t\r\n\f\\]+|#[^\r\n]*/y;
const opening = /([rbuft]{0,2})("""|'''|"|')/iy;
const word = /[\p{L}\p{N}_]+/uy;

/** Python in words, strings and signs, without comments: enough to see what is called with which text. Never throws. */
export function pythonTokens(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const found = pattern.exec(source);
    if (found !== null) at += found[0].length;
    return found;
  };
  while (at < source.length) {
    if (take(space) !== null) continue;
    const start = at;
    const [quote, prefix = '', mark = ''] = take(opening) ?? [];
    if (quote !== undefined) {
      const body = bodyOf(source, at, mark);
      at = body.end;
      const value = literalValue(body.text, prefix.toLowerCase());
      const { inside, isBroken } = /[ft]/i.test(prefix) ? bracesIn(body.text) : noBraces;
      tokens.push({ kind: 'string', value, open: body.open, inside, isBroken, at: start });
      continue;
    }
    const [name] = take(word) ?? [];
    if (name !== undefined) {
      // As Python compares names.
      tokens.push({ kind: 'word', text: name.normalize('NFKC'), at: start });
      continue;
    }
    tokens.push({ kind: 'sign', text: source.charAt(at), at: start });
    at += 1;
  }
  return tokens;
}

/** What is between the quotes; to the end of the line, or of all, where they are not closed. */
function bodyOf(source: string, from: number, mark: string) {
  const open = marks.find((one) => one === mark);
  for (let at = from; at < source.length; at++) {
    if (source.charAt(at) === '\\') at += 1;
    else if (source.startsWith(mark, at)) {
      return { text: source.slice(from, at), end: at + mark.length, open: undefined };
    } else if (mark.length === 1 && source.charAt(at) === '\n') {
      return { text: source.slice(from, at), end: at, open: undefined };
    }
  }
  const goesOn = mark.length > 1 || /(?<!\\)(?:\\\\)*\\$/.test(source);
  return { text: source.slice(from), end: source.length, open: goesOn ? open : undefined };
}

const marks: readonly OpenText[] = ['"""', "'''", '"', "'"];

/** Where in a line a text ends that the lines before opened; undefined where it goes on behind it. */
export function openTextOf(line: string, open: OpenText): number | undefined {
  const body = bodyOf(line, 0, open);
  return body.open === undefined ? body.end : undefined;
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\u0007',
  b: '\b',
  f: '\f',
  v: '\v',
  '\n': '',
  '"': '"',
  "'": "'",
  '\\': '\\',
};
const escaped = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|(.))/gs;

function literalValue(body: string, prefix: string): string | undefined {
  if (/[bt]/.test(prefix)) return undefined;
  let text = body;
  if (prefix.includes('f')) {
    if (/[{}]/.test(body.replaceAll('{{', '').replaceAll('}}', ''))) return undefined;
    text = body.replaceAll('{{', '{').replaceAll('}}', '}');
  }
  if (prefix.includes('r') || !text.includes('\\')) return text;
  let isKnown = true;
  const value = text.replace(escaped, (whole, two, four, eight, octal, other = '') => {
    const code = octal === undefined ? Number.parseInt(two ?? four ?? eight, 16) : Number.parseInt(octal, 8);
    if (code <= 0x10ffff) return String.fromCodePoint(code);
    // A character by its name is not looked up.
    if (other === 'N') isKnown = false;
    return escapes[other] ?? whole;
  });
  return isKnown ? value : undefined;
}

/** Python itself takes no more. */
const deepestFormat = 2;
type Braces = { readonly inside: readonly string[]; readonly isBroken: boolean };
const noBraces: Braces = { inside: [], isBroken: false };

/** The Python in the braces of an f-string; its strings, and the format behind a colon, may hold braces of their own. */
function bracesIn(body: string, depthOfFormats = 0): Braces {
  const inside: string[] = [];
  for (let at = body.indexOf('{'); at !== -1; at = body.indexOf('{', at)) {
    if (body.startsWith('{{', at)) {
      at += 2;
      continue;
    }
    const begin = at + 1;
    let depth = 1;
    let format: number | undefined;
    for (at = begin; at < body.length; at++) {
      const sign = body.charAt(at);
      opening.lastIndex = at;
      const [quote, , mark = ''] = format === undefined ? (opening.exec(body) ?? []) : [];
      if (quote !== undefined) at = bodyOf(body, at + quote.length, mark).end - 1;
      else if (sign === ':' && depth === 1) format ??= at;
      else if ((format === undefined ? '([{' : '{').includes(sign)) depth += 1;
      else if ((format === undefined ? ')]}' : '}').includes(sign) && --depth === 0) break;
    }
    inside.push(body.slice(begin, format ?? at));
    const isDeep = depthOfFormats === deepestFormat;
    if (format !== undefined && !isDeep) inside.push(...bracesIn(body.slice(format, at), depthOfFormats + 1).inside);
    if (depth > 0 || (format !== undefined && isDeep))
      return { inside: [...inside, body.slice(begin)], isBroken: true };
  }
  return { inside, isBroken: false };
}

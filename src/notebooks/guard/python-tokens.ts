export type Token =
  /** A name or a number. */
  | { readonly kind: 'word'; readonly text: string; readonly at: number }
  /** `value` is undefined where the text is put together when it runs, as an f-string is, or is no text. */
  | {
      readonly kind: 'string';
      readonly value: string | undefined;
      readonly isOpen: boolean;
      /** The Python in the braces of an f-string. */
      readonly inside: readonly string[];
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
      const inside = /[ft]/i.test(prefix) ? bracesIn(body.text) : [];
      tokens.push({ kind: 'string', value, isOpen: body.isOpen, inside, at: start });
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
  for (let at = from; at < source.length; at++) {
    if (source.charAt(at) === '\\') at += 1;
    else if (source.startsWith(mark, at)) return { text: source.slice(from, at), end: at + mark.length, isOpen: false };
    else if (mark.length === 1 && source.charAt(at) === '\n') {
      return { text: source.slice(from, at), end: at, isOpen: false };
    }
  }
  return { text: source.slice(from), end: source.length, isOpen: mark.length > 1 };
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

/** The Python in the braces of an f-string; its strings may hold braces of their own. */
function bracesIn(body: string): readonly string[] {
  const found: string[] = [];
  for (let at = body.indexOf('{'); at !== -1; at = body.indexOf('{', at)) {
    if (body.startsWith('{{', at)) {
      at += 2;
      continue;
    }
    const begin = at + 1;
    let depth = 1;
    for (at = begin; at < body.length; at++) {
      opening.lastIndex = at;
      const [quote, , mark = ''] = opening.exec(body) ?? [];
      if (quote !== undefined) at = bodyOf(body, at + quote.length, mark).end - 1;
      else if ('([{'.includes(body.charAt(at))) depth += 1;
      else if (')]}'.includes(body.charAt(at)) && --depth === 0) break;
    }
    found.push(body.slice(begin, at));
  }
  return found;
}

/** Whether a text of several lines is still open where this ends. */
export function endsInText(source: string): boolean {
  const last = pythonTokens(source).at(-1);
  return last?.kind === 'string' && last.isOpen;
}

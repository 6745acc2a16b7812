/** What quotes and the letters before them say. */
export type Form = {
  /** The quotes by which it is closed. */
  readonly mark: string;
  readonly isRaw: boolean;
  /** With Python in braces. */
  readonly isFormat: boolean;
  /** The format behind a colon in such braces. */
  readonly isSpec: boolean;
};

/** A literal text, and where in its source each part of it stands. */
export type Literal = { readonly value: string; readonly sourceAt: (offset: number) => number };

const characterName = /\\N\{[^}\n]{0,200}\}/y;

/** Where a text ends (`mark`), goes on with Python (`brace`), ends a format (`end`), or is not closed (`nothing`). */
export function textEnd(
  source: string,
  from: number,
  { mark, isRaw, isFormat, isSpec }: Form,
): { readonly stop: 'mark' | 'brace' | 'end' | 'nothing'; readonly at: number } {
  for (let at = from; at < source.length; at++) {
    const sign = source.charAt(at);
    if (sign === '\\') {
      const next = source.charAt(at + 1);
      if (isFormat && (next === '{' || next === '}')) continue;
      characterName.lastIndex = at;
      const named = isFormat && !isRaw && next === 'N' ? characterName.exec(source) : null;
      at += named === null ? 1 : named[0].length - 1;
    } else if (source.startsWith(mark, at)) return { stop: 'mark', at };
    else if (mark.length === 1 && sign === '\n') return { stop: 'nothing', at };
    else if (isSpec && sign === '}') return { stop: 'end', at };
    else if (isFormat && sign === '{') {
      // Two are one that is meant, but not in a format.
      if (isSpec || source.charAt(at + 1) !== '{') return { stop: 'brace', at };
      at += 1;
    }
  }
  return { stop: 'nothing', at: source.length };
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
const special =
  /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|([^{}]))|(?<brace>\{\{|\}\})/gs;

/** What stands between quotes, at `from` in the source; undefined where a character is given by its name. */
export function literalOf(body: string, from: number, { isRaw, isFormat }: Form): Literal | undefined {
  const parts: string[] = [];
  /** Ends of what was replaced: in the value, and in the body. */
  const shifts: [number, number][] = [];
  let [length, taken] = [0, 0];
  for (const match of body.matchAll(special)) {
    const [whole, two, four, eight, octal, other = ''] = match;
    const isBrace = match.groups?.brace !== undefined;
    if (isBrace ? !isFormat : isRaw) continue;
    if (other === 'N') return undefined;
    const code = octal === undefined ? Number.parseInt(two ?? four ?? eight ?? '', 16) : Number.parseInt(octal, 8);
    const meant = isBrace ? whole.charAt(0) : code <= 0x10ffff ? String.fromCodePoint(code) : escapes[other];
    if (meant === undefined) continue;
    parts.push(body.slice(taken, match.index), meant);
    length += match.index - taken + meant.length;
    taken = match.index + whole.length;
    shifts.push([length, taken]);
  }
  parts.push(body.slice(taken));
  return {
    value: parts.join(''),
    sourceAt: (offset) => {
      const [inValue, inBody] = shifts.findLast(([end]) => end <= offset) ?? [0, 0];
      return from + inBody + offset - inValue;
    },
  };
}

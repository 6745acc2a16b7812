import { type Form, type Literal, literalOf, textEnd } from './python-strings.ts';

export type Token = {
  readonly at: number;
  /** How far it is indented, where it begins a line that no bracket, text or backslash has brought from the one before. */
  readonly indent: number | undefined;
} & (
  | { readonly kind: 'word' | 'sign'; readonly text: string }
  /** `literal` is undefined where the text is put together when it runs, as an f-string is, or is no text. */
  | { readonly kind: 'string'; readonly literal: Literal | undefined }
  /** A line that is not Python's: `rest` is what stands behind its name, in all lines that backslashes join. */
  | {
      readonly kind: 'magic';
      readonly sign: string;
      readonly name: string;
      readonly rest: string;
      readonly restAt: number;
    }
  /** What nobody writes, or what Python does not take, such as a text that is not closed. */
  | { readonly kind: 'odd'; readonly text: string; readonly isAtEnd: boolean }
);

/** Python itself, and what is in the braces of an f-string, in so many brackets. */
type Code = { readonly kind: 'code'; brackets: number };
/** An f-string; `outside` is how many of both are around it. */
type Text = Form & { readonly kind: 'text'; readonly outside: number };

export const keywords: ReadonlySet<string> = new Set([
  ...['False', 'None', 'True', 'and', 'as', 'assert', 'async', 'await', 'break', 'case', 'class', 'continue'],
  ...['def', 'del', 'elif', 'else', 'except', 'finally', 'for', 'from', 'global', 'if', 'import', 'in'],
  ...['is', 'lambda', 'match', 'nonlocal', 'not', 'or', 'pass', 'raise', 'return', 'try', 'type', 'while'],
  ...['with', 'yield'],
]);
/** IPython's lines may begin behind what Python itself does not take for space. */
const freshSpace = /[\s\p{Cc}]+/uy;
const space = /[ \t\r\f]+|\\\n|#[^\n]*/y;
/** What IPython takes away from a line that was copied with its prompt. */
const prompt = /(?:>>>|\.{3,}:?|(?:\[\w+\] ?)?In \[\d+\]:)[ \t]+(?=[^\s#])|\.{3,}:(?=\S)/y;
const opening = /([rbuft]{0,2})("""|'''|"|')/iy;
const word = /\p{XIDC}+/uy;
const lineEnd = /(?<!\\)\n|[^\P{Cc}\t\r\n]|[\p{Zl}\p{Zp}]/gu;
const magic = /(%{1,2}|!{1,2}|\?{1,2}|[,;/])[ \t]*(\w*)[ \t]*/y;

/**
 * Python in words, strings and signs, without comments: enough to see what is called with which text. What stands in the
 * braces of f-strings is among them, as Python 3.12 reads it; what older ones read otherwise is no Python to them. Never throws.
 */
export function pythonTokens(source: string): readonly Token[] {
  const tokens: Token[] = [];
  const base: Code = { kind: 'code', brackets: 0 };
  const nest: (Code | Text)[] = [base];
  let at = 0;
  let indent: number | undefined = 0;
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const found = pattern.exec(source);
    if (found !== null) at += found[0].length;
    return found;
  };
  const common = (start: number) => {
    const place = { at: start, indent };
    indent = undefined;
    return place;
  };
  while (at < source.length) {
    const start = at;
    const top = nest.at(-1) ?? base;
    if (top.kind === 'text') {
      const { stop, at: end } = textEnd(source, at, top);
      at = end + (stop === 'mark' ? top.mark.length : stop === 'nothing' ? 0 : 1);
      if (stop === 'brace') {
        tokens.push({ kind: 'sign', text: '{', ...common(end) });
        nest.push({ kind: 'code', brackets: 0 });
      } else if (stop === 'end') nest.length -= 2;
      else {
        nest.length = top.outside;
        if (stop === 'nothing' || top.isSpec)
          tokens.push({ kind: 'odd', text: '"…', isAtEnd: end >= source.length, ...common(start) });
      }
      continue;
    }
    if (indent !== undefined) {
      const [blank = ''] = take(freshSpace) ?? [];
      // A form feed begins a line anew.
      const anew = Math.max(blank.lastIndexOf('\n'), blank.lastIndexOf('\f'));
      indent = anew === -1 ? indent + blank.length : blank.length - 1 - anew;
      const start = at;
      const [copied] = take(prompt) ?? [];
      if (copied !== undefined) {
        tokens.push({ kind: 'odd', text: copied.trim(), isAtEnd: false, ...common(start) });
        indent = 0;
        continue;
      }
    }
    const isAssigned =
      top === base && top.brackets === 0 && isSign(tokens.at(-1), '=') && /[%!]/.test(source.charAt(at));
    if ((indent !== undefined || isAssigned) && /[%!?,;/]/.test(source.charAt(at))) {
      const begin = at;
      const [, sign = '', name = ''] = take(magic) ?? [];
      const restAt = at;
      at = endOfLines(source, at);
      tokens.push({ kind: 'magic', sign, name, rest: source.slice(restAt, at), restAt, ...common(begin) });
      indent = 0;
      continue;
    }
    const begin = at;
    if (take(space) !== null) {
      // Nobody writes it, and how far the line is indented would be hard to say.
      if (indent !== undefined && source.charAt(begin) === '\\')
        tokens.push({ kind: 'odd', text: '\\', isAtEnd: false, ...common(begin) });
      continue;
    }
    const [quote, prefix = '', mark = ''] = take(opening) ?? [];
    if (quote !== undefined) {
      const form = { mark, isRaw: /r/i.test(prefix), isFormat: /[ft]/i.test(prefix), isSpec: false };
      const { stop, at: end } = textEnd(source, at, form);
      const isWhole = stop === 'mark' && !/[bt]/i.test(prefix);
      const literal = isWhole ? literalOf(source.slice(at, end), at, form) : undefined;
      tokens.push({ kind: 'string', literal, ...common(begin) });
      at = stop === 'mark' ? end + mark.length : end;
      if (stop === 'brace') nest.push({ kind: 'text', ...form, outside: nest.length });
      if (stop === 'nothing') tokens.push({ kind: 'odd', text: '"…', isAtEnd: end >= source.length, ...common(begin) });
      continue;
    }
    const [name] = take(word) ?? [];
    if (name !== undefined) {
      // As Python compares names; its keywords it takes as they are written.
      const normal = name.normalize('NFKC');
      tokens.push({ kind: 'word', text: keywords.has(normal) ? name : normal, ...common(begin) });
      continue;
    }
    const sign = source.charAt(at);
    at += 1;
    if (sign === '\n') {
      if (top === base && top.brackets === 0) indent = 0;
      continue;
    }
    if (sign !== '') tokens.push({ kind: 'sign', text: sign, ...common(begin) });
    const around = nest.at(-2);
    if ('([{'.includes(sign)) top.brackets += 1;
    else if (around?.kind === 'text' && top.brackets === 0 && sign === '}') nest.pop();
    else if (around?.kind === 'text' && top.brackets === 0 && sign === ':') nest.push({ ...around, isSpec: true });
    else if (')]}'.includes(sign)) top.brackets = Math.max(0, top.brackets - 1);
  }
  if (nest.length > 1) tokens.push({ kind: 'odd', text: '"…', isAtEnd: true, ...common(source.length) });
  return tokens;
}

/** The end of a line as IPython has lines, and of those that a backslash at its end joins to it. */
function endOfLines(source: string, from: number): number {
  lineEnd.lastIndex = from;
  return lineEnd.exec(source)?.index ?? source.length;
}

/** Whether a text of several lines is still open where this ends. */
export function endsInText(source: string): boolean {
  const last = pythonTokens(source).at(-1);
  return last?.kind === 'odd' && last.isAtEnd;
}

export function isWord(token: Token | undefined, ...texts: readonly string[]): boolean {
  return token?.kind === 'word' && texts.includes(token.text);
}

export function isSign(token: Token | undefined, ...texts: readonly string[]): boolean {
  return token?.kind === 'sign' && texts.includes(token.text);
}

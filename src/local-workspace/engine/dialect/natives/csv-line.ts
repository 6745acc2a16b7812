import { cannotCompute } from '../sql-error.ts';
import type { CsvOptions } from './csv-options.ts';

/** A value in quotes, and where its last quote ends; undefined where more than spaces follows that. */
function quoted(text: string, from: number, { mark, quote, escape: slash }: CsvOptions): [string, number] | undefined {
  let value = '';
  for (let at = from + 1; at < text.length; at += 1) {
    const letter = text.charAt(at);
    const next = text.charAt(at + 1);
    if (letter === slash && (next === quote || next === slash)) {
      value += next;
      at += 1;
    } else if (letter === quote) {
      let end = at + 1;
      while (text.charAt(end) === ' ') end += 1;
      return end === text.length || text.charAt(end) === mark ? [value, end] : undefined;
    } else value += letter;
  }
  return [value, text.length];
}

/** The values of a line; NULL is what is empty without quotes. */
export function readLine(text: string, options: CsvOptions): (string | null)[] {
  const values: (string | null)[] = [];
  for (let at = 0; ; at += 1) {
    const found = text.charAt(at) === options.quote ? quoted(text, at, options) : undefined;
    if (found) {
      values.push(found[0] === options.nothing ? null : found[0]);
      at = found[1];
    } else {
      let end = at;
      while (end < text.length && text.charAt(end) !== options.mark) end += 1;
      let value = text.slice(at, end);
      if (/[\n\r]/.test(value)) throw cannotCompute('from_csv() of several lines');
      if (options.trimsLeft) value = value.replace(/^ +/, '');
      if (options.trimsRight) value = value.replace(/ +$/, '');
      values.push(value === '' || value === options.nothing ? null : value);
      at = end;
    }
    if (text.charAt(at) !== options.mark || at >= text.length) return values;
  }
}

/** The values as a line: in quotes where they must be, or are empty. */
export function writeLine(values: readonly (string | null)[], options: CsvOptions): string {
  const { mark, quote, escape: slash, nothing, quotesAll } = options;
  const cells = values.map((value) => {
    if (value === null) return nothing;
    const plain = value.replace(/^[\0- ]+|[\0- ]+$/g, '');
    if (!quotesAll && plain !== '' && ![mark, quote, '\n', '\r'].some((letter) => plain.includes(letter))) return plain;
    const escaped = plain.replaceAll(slash, slash + slash);
    return `${quote}${quote === slash ? escaped : escaped.replaceAll(quote, slash + quote)}${quote}`;
  });
  return cells.join(mark);
}

import type { Token } from '../token.ts';

/** The tokens of a text, with the partner of each bracket; -1 where it has none. */
export type Source = {
  readonly tokens: readonly Token[];
  readonly partner: Int32Array;
  /** What the script around has declared so far, in lower case and without quotes; `r.` for what stands before a point. */
  readonly variables?: ReadonlySet<string>;
};

/** A statement: `[from, to)`. */
export type Range = { readonly from: number; readonly to: number };

export function sourceOf(tokens: readonly Token[]): Source {
  const partner = new Int32Array(tokens.length).fill(-1);
  const open: number[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const upper = tokens[index]?.upper;
    if (upper === '(' || upper === '[') open.push(index);
    else if (upper === ')' || upper === ']') {
      const opener = open.pop();
      if (opener === undefined) continue;
      if ((tokens[opener]?.upper === '(') !== (upper === ')')) continue;
      partner[opener] = index;
      partner[index] = opener;
    }
  }
  return { tokens, partner };
}

/** The keyword or sign at a place; empty for quoted text, numbers and beyond the end. */
export function at(source: Source, index: number): string {
  return source.tokens[index]?.upper ?? '';
}

/** Whether these keywords or signs stand at a place. */
export function stands(source: Source, index: number, ...words: readonly string[]): boolean {
  return words.every((word, offset) => at(source, index + offset) === word);
}

/** The next place of the same bracket depth. */
export function step(source: Source, index: number): number {
  const partner = source.partner[index] ?? -1;
  return partner > index ? partner + 1 : index + 1;
}

/** The first place of the range's own bracket depth that is one of the words, and not the part of a name after a point. */
export function findWord(source: Source, { from, to }: Range, ...words: readonly string[]): number {
  for (let index = from; index < to; index = step(source, index)) {
    if (words.includes(at(source, index)) && at(source, index - 1) !== '.') return index;
  }
  return -1;
}

/** Where a name of several parts ends that begins at `from`; `from` where none does. `IDENTIFIER(…)` counts as a part. */
export function nameEnd(source: Source, from: number, to: number): number {
  let index = from;
  for (;;) {
    const token = source.tokens[index];
    if (index >= to || token === undefined) return from;
    if (token.kind !== 'word' && token.kind !== 'name' && token.kind !== 'number') return from;
    const isDynamic = token.upper === 'IDENTIFIER' && at(source, index + 1) === '(';
    index = isDynamic ? step(source, index + 1) : index + 1;
    if (at(source, index) !== '.') return index;
    index++;
  }
}

/** Whether a word and its arguments stand there, as `name(…)`. */
export function opensAt(source: Source, index: number): boolean {
  return at(source, index) === '(';
}

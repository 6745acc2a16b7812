import { at, nameEnd, type Source, step } from '../classify/source.ts';

/** A table that a statement names: its parts without quotes, or none where they cannot be seen. */
export type Relation = {
  readonly at: number;
  readonly to: number;
  readonly parts: readonly string[] | undefined;
};

/** The name that begins at a place. `IDENTIFIER('a.b.c')` is one where the text is plain. */
export function relationAt(source: Source, index: number): Relation {
  const to = nameEnd(source, index, source.tokens.length);
  if (to === index) return { at: index, to: index + 1, parts: undefined };
  if (at(source, index) === 'IDENTIFIER' && at(source, index + 1) === '(') {
    const text = step(source, index + 1) === index + 4 ? (source.tokens[index + 2]?.text ?? '') : '';
    const plain = /^(['"])([\w.]+)\1$/.exec(text)?.[2];
    const isWhole = to === index + 4;
    return { at: index, to, parts: plain !== undefined && isWhole ? plain.split('.') : undefined };
  }
  const tokens = source.tokens.slice(index, to).filter((token) => token.upper !== '.');
  const isDynamic = tokens.some((token) => token.upper === '(');
  return { at: index, to, parts: isDynamic ? undefined : tokens.map((token) => unquoted(token.text)) };
}

export function unquoted(text: string): string {
  return text.startsWith('`') ? text.slice(1, -1).replaceAll('``', '`') : text;
}

import type { Token } from './token.ts';

export type Reemitted = {
  readonly text: string;
  /** The place in the original of a place in the text, both in UTF-16 units. */
  readonly toOriginal: (place: number) => number;
};

/** The text that is sent: the judged tokens and nothing else. A gap becomes one space, comments are gone. */
export function reemit(tokens: readonly Token[]): Reemitted {
  const text = tokens.map(({ text, spaced }, index) => (spaced && index > 0 ? ` ${text}` : text)).join('');
  return { text, toOriginal: (place) => originalPlace(tokens, place) };
}

function originalPlace(tokens: readonly Token[], place: number): number {
  let end = 0;
  for (const [index, { text, start, spaced }] of tokens.entries()) {
    const begin = spaced && index > 0 ? end + 1 : end;
    end = begin + text.length;
    if (place < end) return start + Math.max(0, place - begin);
  }
  const last = tokens.at(-1);
  return last === undefined ? 0 : last.start + last.text.length;
}

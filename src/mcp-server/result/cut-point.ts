/** Longer than any character that people write, and short enough to be looked through at once. */
const window = 40;

let graphemes: Intl.Segmenter | undefined;

/**
 * The last place at or before `at` where a text can be cut so that no character as a person sees it (a letter with its
 * accents, an emoji of several parts, CR with LF) is cut in two. `at` is never inside a surrogate pair.
 */
export function cutPoint(text: string, at: number): number {
  if (at <= 0 || at >= text.length) return Math.min(Math.max(at, 0), text.length);
  graphemes ??= new Intl.Segmenter('und', { granularity: 'grapheme' });
  const start = wholeStart(text, at - window);
  let best = at;
  for (const { index } of graphemes.segment(text.slice(start, at + window))) {
    if (start + index > at) break;
    best = start + index;
  }
  // Of one endless character nothing is seen here but its middle.
  return best > start || start === 0 ? best : at;
}

/** The first characters of a text, `length` at the most, without half of a surrogate pair at the end. */
export function firstOf(text: string, length: number): string {
  return length >= text.length ? text : text.slice(0, wholeStart(text, length));
}

/** How many code points a text has from `start` on. */
export function codePointsFrom(text: string, start: number): number {
  const rest = text.slice(start);
  let count = rest.length;
  // Most texts have no surrogates, and to find that out takes a hundredth of the time to count them.
  if (!/[\ud800-\udbff]/.test(rest)) return count;
  for (let at = 1; at < rest.length; at += 1) {
    if (isLow(rest.charCodeAt(at)) && isHigh(rest.charCodeAt(at - 1))) count -= 1;
  }
  return count;
}

function wholeStart(text: string, at: number): number {
  if (at <= 0) return 0;
  return isLow(text.charCodeAt(at)) && isHigh(text.charCodeAt(at - 1)) ? at - 1 : at;
}

const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;

import { isConstant } from './constant.ts';
import { at, findWord, type Range, type Source, step } from './source.ts';

const or: ReadonlySet<string> = new Set(['OR']);
const and: ReadonlySet<string> = new Set(['AND']);
const sameSides: ReadonlySet<string> = new Set(['=', '==', '<=>', '>=', '<=']);

/** Brackets deeper than this are not looked into, and count as always true. */
const depthLimit = 40;

/**
 * Whether a condition holds for every row as far as can be seen: it is empty, names no column, compares something with
 * itself, or is an OR of which one part is so. A condition such as `id IS NOT NULL` cannot be seen through.
 */
export function isAlwaysTrue(source: Source, range: Range, depth = 0): boolean {
  if (range.from >= range.to || depth > depthLimit) return true;
  const choices = split(source, range, or);
  if (choices.length > 1) return choices.some((choice) => isAlwaysTrue(source, choice, depth + 1));
  const demands = split(source, range, and);
  // The second half of a BETWEEN is taken for a demand of its own, which changes nothing: the first half names a column.
  if (demands.length > 1) return demands.every((demand) => isAlwaysTrue(source, demand, depth + 1));
  const { from, to } = range;
  if (at(source, from) === '(' && step(source, from) === to) {
    return isAlwaysTrue(source, { from: from + 1, to: to - 1 }, depth + 1);
  }
  return isConstant(source, range) || comparesWithItself(source, range);
}

function split(source: Source, { from, to }: Range, words: ReadonlySet<string>): readonly Range[] {
  const parts: Range[] = [];
  let start = from;
  for (;;) {
    const end = findWord(source, { from: start, to }, words);
    if (end < 0) return [...parts, { from: start, to }];
    parts.push({ from: start, to: end });
    start = end + 1;
  }
}

function comparesWithItself(source: Source, range: Range): boolean {
  const sign = findWord(source, range, sameSides);
  if (sign < 0) return false;
  const text = (from: number, to: number) =>
    source.tokens
      .slice(from, to)
      .map((token) => token.text.toLowerCase())
      .join(' ');
  return text(range.from, sign) === text(sign + 1, range.to);
}

import type { Range } from '../source.ts';

/** A condition that depends on the row, in one spelling: `a >= 1` is that `a < 1` does not hold. */
export type Literal = {
  readonly text: string;
  readonly holds: boolean;
  /** Of a comparison: `left < right`, or `left = right` with the sides in order. */
  readonly sides?: { readonly left: string; readonly right: string; readonly sign: '<' | '=' };
};

/** Whether a condition holds for every row, for none, or for those that meet one of some literals. */
export type Truth = 'always' | 'never' | readonly Literal[];

/** Judges a part of a condition, or its opposite. */
export type Ask = (part: Range, isDenied: boolean) => Truth;

const opposites: Readonly<Record<string, '<' | '=' | '>'>> = { '<>': '=', '>=': '<', '<=': '>' };

/** A comparison in one spelling; `sign` is `=`, `<=>`, `<>`, `<`, `>`, `<=` or `>=`. */
export function comparison(one: string, sign: string, other: string, denied: boolean): Literal {
  const positive = opposites[sign] ?? (sign === '<=>' ? '=' : sign);
  const holds = sign in opposites === denied;
  const isTurned = positive === '>' || (positive === '=' && one > other);
  const [left, right] = isTurned ? [other, one] : [one, other];
  const plain = positive === '=' ? '=' : '<';
  return { text: `${left} ${plain} ${right}`, holds, sides: { left, right, sign: plain } };
}

/** The value of a spelled number; undefined for everything else. */
export function numberOf(text: string): number | undefined {
  const value = /^(?:- )?[\d.]/.test(text) ? Number(text.replace(' ', '')) : Number.NaN;
  return Number.isNaN(value) ? undefined : value;
}

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

const opposites: ReadonlyMap<string, '<' | '=' | '>'> = new Map([
  ['<>', '='],
  ['>=', '<'],
  ['<=', '>'],
]);

/** A comparison in one spelling; `sign` is `=`, `<=>`, `<>`, `<`, `>`, `<=` or `>=`. */
export function comparison(one: string, sign: string, other: string, denied: boolean): Literal {
  const positive = opposites.get(sign) ?? (sign === '<=>' ? '=' : sign);
  const holds = opposites.has(sign) === denied;
  const isTurned = positive === '>' || (positive === '=' && one > other);
  const [left, right] = isTurned ? [other, one] : [one, other];
  const plain = positive === '=' ? '=' : '<';
  return { text: `${left} ${plain} ${right}`, holds, sides: { left, right, sign: plain } };
}

/** Whether every row meets one of the literals, as far as can be seen. A row with NULL is taken for met. */
export function coverAll(literals: readonly Literal[]): boolean {
  const seen = new Map<string, boolean>();
  const excluded = new Map<string, string>();
  const bounds = new Map<string, Bounds>();
  return literals.some(({ text, holds, sides }) => {
    if (seen.get(text) === !holds) return true;
    seen.set(text, holds);
    if (sides === undefined) return false;
    if (sides.sign === '<') return closesGap(bounds, sides.left, sides.right, holds);
    return !holds && excludesAnother(excluded, sides.left, sides.right);
  });
}

/** The highest of the upper ends and the lowest of the lower ends of what is met. */
type Bounds = { upper: number; upperIsMet: boolean; lower: number; lowerIsMet: boolean };

/** `x > 0 OR x < 1`: of an expression compared with numbers, whether nothing is left between. */
function closesGap(all: Map<string, Bounds>, left: string, right: string, holds: boolean): boolean {
  const [low, high] = [numberOf(left), numberOf(right)];
  if ((low === undefined) === (high === undefined)) return false;
  const expression = low === undefined ? left : right;
  const bounds = all.get(expression) ?? { upper: -Infinity, upperIsMet: false, lower: Infinity, lowerIsMet: false };
  all.set(expression, bounds);
  const value = low ?? high ?? 0;
  // `x < 5` and `not 5 < x` end above; `5 < x` and `not x < 5` end below.
  if ((low === undefined) === holds) {
    if (value > bounds.upper || (value === bounds.upper && !holds))
      Object.assign(bounds, { upper: value, upperIsMet: !holds });
  } else if (value < bounds.lower || (value === bounds.lower && !holds)) {
    Object.assign(bounds, { lower: value, lowerIsMet: !holds });
  }
  return bounds.lower < bounds.upper || (bounds.lower === bounds.upper && (bounds.upperIsMet || bounds.lowerIsMet));
}

/** `x <> 1 OR x <> 2`. */
function excludesAnother(excluded: Map<string, string>, left: string, right: string): boolean {
  const [value, expression] = isValue(left) ? [left, right] : [right, left];
  if (!isValue(value) || isValue(expression)) return false;
  const before = excluded.get(expression);
  excluded.set(expression, value);
  return before !== undefined && before !== value;
}

const isValue = (text: string): boolean => text.startsWith("'") || numberOf(text) !== undefined;

function numberOf(text: string): number | undefined {
  return /^(?:- )?[\d.]/.test(text) && !Number.isNaN(Number(text.replace(' ', '')))
    ? Number(text.replace(' ', ''))
    : undefined;
}

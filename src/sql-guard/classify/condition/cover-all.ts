import { boundsOf } from './bounds.ts';
import { type Literal, numberOf } from './literal.ts';

/** Whether every row meets one of the literals, as far as can be seen. A row with NULL is taken for met. */
export function coverAll(literals: readonly Literal[]): boolean {
  const seen = new Map<string, boolean>();
  const excluded = new Map<string, string>();
  const ends = new Map<string, Ends>();
  return literals.some((literal) => {
    if (seen.get(literal.text) === !literal.holds) return true;
    seen.set(literal.text, literal.holds);
    return closesGap(ends, literal) || excludesAnother(excluded, literal);
  });
}

/** What is met of an expression: all below `upper`, all above `lower`, and some values. */
type Ends = { upper: number; lower: number; readonly values: Set<number> };

/** `x > 0 OR x < 1`, `x <> 1 OR x < 2`: whether nothing is left of an expression that is compared with numbers. */
function closesGap(all: Map<string, Ends>, { sides, holds }: Literal): boolean {
  if (sides === undefined) return false;
  const [low, high] = [numberOf(sides.left), numberOf(sides.right)];
  if ((low === undefined) === (high === undefined)) return false;
  const expression = low === undefined ? sides.left : sides.right;
  const [least, greatest] = boundsOf(expression);
  const ends = all.get(expression) ?? { upper: least, lower: greatest, values: new Set<number>() };
  all.set(expression, ends);
  const value = low ?? high ?? 0;
  if (sides.sign === '=') {
    if (holds) ends.values.add(value);
    else Object.assign(ends, { upper: Math.max(ends.upper, value), lower: Math.min(ends.lower, value) });
  } else {
    // `x < 5` and `not 5 < x` end above; `5 < x` and `not x < 5` end below. With `not` the end itself is met.
    if ((low === undefined) === holds) ends.upper = Math.max(ends.upper, value);
    else ends.lower = Math.min(ends.lower, value);
    if (!holds) ends.values.add(value);
  }
  return ends.lower < ends.upper || (ends.lower === ends.upper && ends.values.has(ends.lower));
}

/** `x <> 'a' OR x <> 'b'`. */
function excludesAnother(excluded: Map<string, string>, { sides, holds }: Literal): boolean {
  if (sides?.sign !== '=' || holds) return false;
  const { left, right } = sides;
  const [value, expression] = left.startsWith("'") ? [left, right] : [right, left];
  if (!value.startsWith("'") || expression.startsWith("'")) return false;
  const before = excluded.get(expression);
  excluded.set(expression, value);
  return before !== undefined && before !== value;
}

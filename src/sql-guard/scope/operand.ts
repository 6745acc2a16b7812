import { at, type Source } from '../classify/source.ts';
import { words } from '../words.ts';

/** Words that an operand or a name follows. What stands behind one of them is a name, whatever keyword it looks like. */
const unfinished = words(
  'AND OR NOT IS IN LIKE ILIKE RLIKE REGEXP BETWEEN DIV CASE WHEN THEN ELSE ESCAPE COLLATE OVER DISTINCT ALL ANY SOME ' +
    'FROM ON WHERE HAVING QUALIFY SELECT BY SET USING AS JOIN INTERVAL LIMIT OFFSET UNION EXCEPT INTERSECT MINUS',
);
const beforeStar = words('SELECT DISTINCT ALL , . (');

/** Whether an operand or a name ends with this token, so that a keyword may follow. In doubt it does not. */
export function endsOperand(source: Source, index: number): boolean {
  const token = source.tokens[index];
  if (token === undefined) return false;
  if (token.kind === 'symbol') {
    return /^[)\]?]$/.test(token.upper) || (token.upper === '*' && beforeStar.has(at(source, index - 1)));
  }
  return token.kind !== 'word' || isNamed(source, index) || !unfinished.has(token.upper);
}

/** Whether a word is a name for the sign before it: `a.from`, `:from`. After a number, as in `1.FROM`, it may be none. */
export function isNamed(source: Source, index: number): boolean {
  const sign = at(source, index - 1);
  return sign === ':' || (sign === '.' && source.tokens[index - 2]?.kind !== 'number');
}

/** `a IS [NOT] DISTINCT FROM b`, and not a column `is` with the alias `distinct`. */
export function isDistinctFrom(source: Source, from: number): boolean {
  if (at(source, from - 1) !== 'DISTINCT') return false;
  const is = at(source, from - 2) === 'NOT' ? from - 3 : from - 2;
  return at(source, is) === 'IS' && endsOperand(source, is - 1);
}

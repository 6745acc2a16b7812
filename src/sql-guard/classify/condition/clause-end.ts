import { words } from '../../words.ts';
import { at, type Source, step } from '../source.ts';

/** What may follow the WHERE of a query. */
export const narrowing = words(
  'GROUP HAVING QUALIFY WINDOW LIMIT OFFSET UNION EXCEPT MINUS INTERSECT ORDER SORT CLUSTER DISTRIBUTE |>',
);

/** Where a WHERE ends whose condition begins at a place. */
export function clauseEnd(source: Source, from: number, to: number): number {
  let index = from;
  while (index < to && at(source, index) !== ')' && !narrowing.has(at(source, index))) index = step(source, index);
  return index;
}

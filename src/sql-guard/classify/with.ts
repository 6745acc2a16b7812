import { words } from '../words.ts';
import { queryHeads } from './query-heads.ts';
import { at, opensAt, type Range, type Source, step } from './source.ts';

/** What follows the list of a WITH. Where something else does, WITH was a name. */
export const afterWith = words('SELECT FROM VALUES TABLE ( INSERT UPDATE DELETE MERGE');

/** Where the list of a WITH ends that begins at `from`; -1 where it is none. */
export function endOfWith(source: Source, range: Range): number {
  return listOfWith(source, range, Infinity).end;
}

/** The end of the list of a WITH, -1 where it is none, and how many names it gives. It is read up to one name more than `most`. */
export function listOfWith(source: Source, { from, to }: Range, most: number): { end: number; count: number } {
  let index = from + 1;
  // `recursive` can be the name of the first query, too.
  if (at(source, index) === 'RECURSIVE' && at(source, index + 1) !== 'AS' && !opensAt(source, index + 1)) index++;
  for (let count = 1; ; count++) {
    index = bodyOf(source, index);
    if (index < 0 || index >= to || !isQuery(source, index + 1)) return { end: -1, count };
    index = step(source, index);
    if (at(source, index) !== ',' || count > most) return { end: index, count };
    index++;
  }
}

/** The opening bracket of the query of `name [(columns)] [MAX RECURSION LEVEL n] [AS] (query)`; -1 where there is none. */
function bodyOf(source: Source, name: number): number {
  const kind = source.tokens[name]?.kind;
  if (kind !== 'word' && kind !== 'name') return -1;
  let index = name + 1;
  if (opensAt(source, index)) {
    const next = step(source, index);
    if (at(source, next) !== 'AS' && at(source, next) !== 'MAX' && !opensAt(source, next)) return index;
    index = next;
  }
  if (at(source, index) === 'MAX') index += 4;
  if (at(source, index) === 'AS') index++;
  return opensAt(source, index) ? index : -1;
}

function isQuery(source: Source, index: number): boolean {
  return at(source, index) === 'WITH' || queryHeads.has(at(source, index));
}

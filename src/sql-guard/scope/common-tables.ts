import { at, type Source, step } from '../classify/source.ts';
import { afterWith, listOfWith } from '../classify/with.ts';
import { foldCase } from './fold-case.ts';
import { unquoted } from './relation.ts';

/** The tokens between which a name that a WITH gives stands for its query. */
export type CommonTable = { readonly from: number; readonly to: number };

/** Common tables that are looked at: a word `WITH` in a long list may begin one more list, and each is read. */
const mostCommonTables = 500;

/**
 * What each WITH of the statement gives, by its name in `foldCase`; undefined where that is too much to look at. A name is
 * seen behind its own query, a recursive one inside it, too.
 */
export function commonTables(source: Source): ReadonlyMap<string, readonly CommonTable[]> | undefined {
  const all = source.tokens.length;
  const found = new Map<string, CommonTable[]>();
  let total = 0;
  const ends = groupEnds(source);
  for (let index = 0; index < all; index++) {
    if (at(source, index) !== 'WITH' || at(source, index - 1) === '.') continue;
    const { end: close, count } = listOfWith(source, { from: index, to: all }, mostCommonTables);
    if (count > mostCommonTables) return undefined;
    if (close < 0 || !afterWith.has(at(source, close))) continue;
    const isRecursive = at(source, index + 1) === 'RECURSIVE' && !/^(AS|\()$/.test(at(source, index + 2));
    for (let name = isRecursive ? index + 2 : index + 1; name < close; ) {
      const body = bodyAfter(source, name);
      const end = step(source, body);
      const folded = foldCase(unquoted(source.tokens[name]?.text ?? ''));
      // `WITH RECURSIVE AS (…)` gives the name `AS`.
      const isNamed = name > index + 1 || at(source, name) !== 'RECURSIVE' || at(source, name + 1) !== 'AS';
      const same = found.get(folded) ?? [];
      if (isNamed) found.set(folded, [...same, { from: isRecursive ? body : end, to: ends[index] ?? all }]);
      name = end + 1;
    }
    total += count;
    if (total > mostCommonTables) return undefined;
  }
  return found;
}

/** The bracket that opens the query of a name, in a list that `endOfWith` has followed. */
function bodyAfter(source: Source, name: number): number {
  let index = name + 1;
  if (at(source, index) === '(') {
    const next = step(source, index);
    if (at(source, next) !== 'AS' && at(source, next) !== '(' && at(source, next) !== 'MAX') return index;
    index = next;
  }
  if (at(source, index) === 'MAX') index += 4;
  return at(source, index) === 'AS' ? index + 1 : index;
}

/** For each token, where the brackets around it close. */
function groupEnds(source: Source): Int32Array {
  const all = source.tokens.length;
  const ends = new Int32Array(all);
  const open = [all];
  for (let index = 0; index < all; index++) {
    const partner = source.partner[index] ?? -1;
    if (at(source, index) === ')' && open.length > 1) open.pop();
    ends[index] = open.at(-1) ?? all;
    if (at(source, index) === '(' && partner > index) open.push(partner);
  }
  return ends;
}

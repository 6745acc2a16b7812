import { at, type Source, step } from '../classify/source.ts';
import { unquoted } from './relation.ts';

/** A name that a WITH gives, and the tokens between which it stands for that query. */
type CommonTable = { readonly name: string; readonly from: number; readonly to: number };

/** Every name that a WITH of the statement gives. A name is seen behind its own query, a recursive one inside it, too. */
export function commonTables(source: Source): readonly CommonTable[] {
  const found: CommonTable[] = [];
  const ends = groupEnds(source);
  for (let index = 0; index < source.tokens.length; index++) {
    if (at(source, index) !== 'WITH' || at(source, index - 1) === '.') continue;
    const isRecursive = at(source, index + 1) === 'RECURSIVE' && at(source, index + 2) !== 'AS';
    const to = ends[index] ?? source.tokens.length;
    for (let name = isRecursive ? index + 2 : index + 1; name > 0; ) {
      const body = bodyAfter(source, name);
      const token = source.tokens[name];
      if (body < 0 || token === undefined) break;
      const end = step(source, body);
      found.push({ name: unquoted(token.text).toLowerCase(), from: isRecursive ? body : end, to });
      name = at(source, end) === ',' ? end + 1 : 0;
    }
  }
  return found;
}

function bodyAfter(source: Source, name: number): number {
  let index = name + 1;
  if (at(source, index) === '(') {
    const next = step(source, index);
    if (at(source, next) !== 'AS' && at(source, next) !== '(' && at(source, next) !== 'MAX') return index;
    index = next;
  }
  if (at(source, index) === 'MAX') index += 4;
  if (at(source, index) === 'AS') index++;
  return at(source, index) === '(' ? index : -1;
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

import { at, findWord, type Source, stands, step } from '../classify/source.ts';
import { endOfWith } from '../classify/with.ts';
import { words } from '../words.ts';
import { referencesIn } from './references.ts';
import { type Relation, relationAt, targetAt } from './relation.ts';
import { relationsFrom } from './relations.ts';

const modifiers = words('TEMP TEMPORARY GLOBAL EXTERNAL MATERIALIZED STREAMING PRIVATE MANAGED LIVE');

/** A new table or view, what it is a copy of, and what its query reads. Files of other places cannot be judged. */
export function created(source: Source, from: number): readonly Relation[] | undefined {
  const to = source.tokens.length;
  let object = /^(REPLACE|REFRESH)$/.test(at(source, from + 1)) && at(source, from) === 'OR' ? from + 2 : from;
  const first = at(source, object);
  while (modifiers.has(at(source, object))) object++;
  if (at(source, object) !== 'TABLE' && at(source, object) !== 'VIEW') return undefined;
  const name = targetAt(source, stands(source, object + 1, 'IF', 'NOT', 'EXISTS') ? object + 4 : object + 1);
  const query = queryAfter(source, name.to);
  if (findWord(source, { from: name.to, to: query }, 'LOCATION', 'OPTIONS') >= 0) return undefined;
  const copy = findWord(source, { from: name.to, to: query }, 'LIKE', 'CLONE');
  const isOfSession = first === 'GLOBAL' || first.startsWith('TEMP');
  return [
    ...(isOfSession ? [] : [name]),
    ...(copy < 0 ? [] : [{ ...relationAt(source, copy + 1), isStored: true }]),
    ...referencesIn(source, { from: name.to, to: query }),
    ...relationsFrom(source, { from: name.to, to }),
  ];
}

/** Where the query of a new object begins, `AS` before it or not; the end where it has none. */
function queryAfter(source: Source, from: number): number {
  const to = source.tokens.length;
  for (let index = from; index < to; index = step(source, index)) {
    const word = at(source, index);
    if (at(source, index - 1) === '.' || at(source, index - 1) === 'USING') continue;
    if (/^(SELECT|FROM|VALUES|TABLE)$/.test(word)) return index;
    if (word === 'WITH' && endOfWith(source, { from: index, to }) >= 0) return index;
    if (word === 'AS' && at(source, index + 1) === '(') return index;
  }
  return to;
}

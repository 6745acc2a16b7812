import { at, type Range, type Source } from '../classify/source.ts';
import { type Relation, relationAt } from './relation.ts';

/** The tables of foreign keys: `REFERENCES a.b.c`. */
export function referencesIn(source: Source, { from, to }: Range): readonly Relation[] {
  const found: Relation[] = [];
  for (let index = from; index < to; index++) {
    if (at(source, index) === 'REFERENCES' && at(source, index - 1) !== '.') {
      found.push({ ...relationAt(source, index + 1), isStored: true });
    }
  }
  return found;
}

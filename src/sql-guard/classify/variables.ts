import { nameAt } from './name-at.ts';
import { at, type Range, type Source, stands } from './source.ts';

/** The variables of `DECLARE [OR REPLACE] [VARIABLE] a, b INT`; none where it is another statement. */
export function declaredIn(source: Source, { from, to }: Range): readonly string[] {
  if (at(source, from) !== 'DECLARE') return [];
  let index = stands(source, from + 1, 'OR', 'REPLACE') ? from + 3 : from + 1;
  // A variable may be called `var`.
  const names = [nameAt(source, index)];
  if (/^VAR(?:IABLE)?$/.test(at(source, index))) names.push(nameAt(source, ++index));
  for (index++; index < to && at(source, index) === ','; index += 2) names.push(nameAt(source, index + 1));
  return names;
}

/** What `FOR r AS SELECT a AS b` gives to the statements in it: columns with `r.` before them, and `b`. */
export function rowOf(source: Source, { from, to }: Range): readonly string[] {
  const names = at(source, from + 1) === 'AS' ? [`${nameAt(source, from)}.`] : [];
  for (let index = from + 2; index < to; index++) {
    const kind = source.tokens[index + 1]?.kind;
    if (at(source, index) === 'AS' && (kind === 'word' || kind === 'name')) names.push(nameAt(source, index + 1));
  }
  return names;
}

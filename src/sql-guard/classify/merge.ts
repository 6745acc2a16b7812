import { isAlwaysTrue } from './always-true.ts';
import { type Finding, found } from './finding.ts';
import { at, findWord, type Range, type Source, stands } from './source.ts';

const on: ReadonlySet<string> = new Set(['ON']);
const when: ReadonlySet<string> = new Set(['WHEN']);

/** `MERGE [WITH SCHEMA EVOLUTION] INTO target USING source ON condition WHEN …`. */
export function mergeAt(source: Source, range: Range): Finding {
  const { from, to } = range;
  const start = stands(source, from + 1, 'WITH', 'SCHEMA', 'EVOLUTION') ? from + 4 : from + 1;
  if (at(source, start) !== 'INTO') return found('UNKNOWN_STATEMENT', from);
  let updates = -1;
  for (let index = start; index < to; index++) {
    if (at(source, index) !== 'THEN' || at(source, index - 1) === '.') continue;
    if (at(source, index + 1) === 'UPDATE' && at(source, index + 2) === 'SET') updates = index + 1;
    // `CASE … THEN delete ELSE …` is a column; an action is the last, or another WHEN follows.
    const isLast = index + 2 >= to || at(source, index + 2) === 'WHEN';
    if (at(source, index + 1) === 'DELETE' && isLast) return found('REMOVES', index + 1);
  }
  const condition = findWord(source, range, on) + 1;
  const end = findWord(source, { from: condition, to }, when);
  if (updates > 0 && end > condition && condition > 0 && isAlwaysTrue(source, { from: condition, to: end })) {
    return found('UPDATES_ALL_ROWS', condition, end);
  }
  return found('CHANGES_ROWS', from, start + 1);
}

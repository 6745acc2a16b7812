import { words } from '../words.ts';
import { isAlwaysTrue } from './condition/always-true.ts';
import { isTooLong, subjectOf } from './condition/subject.ts';
import { type Finding, found } from './finding.ts';
import { at, findWord, nameEnd, type Range, type Source, step } from './source.ts';

/** Words that an operand follows. */
const unfinished = words(
  'AND OR NOT IS IN LIKE ILIKE RLIKE REGEXP BETWEEN DIV CASE WHEN THEN ELSE INTERVAL COLLATE ESCAPE DISTINCT FROM',
);

/** `UPDATE target [options] [alias] SET … [WHERE …]`. A condition that is the same for every row is as good as none. */
export function updateAt(source: Source, { from, to }: Range): Finding {
  const { target, assignments, where } = clausesOfUpdate(source, { from, to });
  if (target === from + 1 || assignments < 0 || isTooLong(source, { from: from + 1, to: target }))
    return found('UNKNOWN_STATEMENT', from);
  if (where < 0) return found('UPDATES_ALL_ROWS', from);
  const condition = { from: where + 1, to };
  const alias = aliasBefore(source, target, assignments);
  const names = { target: { from: from + 1, to: target }, ...(alias < 0 ? {} : { alias }) };
  const isForAll = isAlwaysTrue(subjectOf(source, names, condition), condition);
  return isForAll ? found('UPDATES_ALL_ROWS', where, to) : found('CHANGES_ROWS', from);
}

/** Where the name of the target ends, and where SET and WHERE stand; -1 where they do not. */
export function clausesOfUpdate(
  source: Source,
  { from, to }: Range,
): { readonly target: number; readonly assignments: number; readonly where: number } {
  const target = nameEnd(source, from + 1, to);
  const assignments = setAfter(source, { from: target, to });
  return { target, assignments, where: findCondition(source, { from: assignments + 1, to }) };
}

/** The SET of the assignments; an alias of that name has another SET behind it. */
function setAfter(source: Source, range: Range): number {
  const first = findWord(source, range, 'SET');
  return at(source, first + 1) === 'SET' ? first + 1 : first;
}

/** `UPDATE t [AS] x SET`, `UPDATE t [AS] x (a, b) SET`. */
export function aliasBefore(source: Source, target: number, end: number): number {
  for (let index = target; index < end; index = step(source, index)) {
    const kind = source.tokens[index]?.kind;
    const isWord = kind === 'name' || (kind === 'word' && !['AS', 'WITH'].includes(at(source, index)));
    if (isWord) return index;
  }
  return -1;
}

/** The WHERE that begins a condition: not a column of that name, which Spark allows. */
function findCondition(source: Source, { from, to }: Range): number {
  for (let index = from; index < to; index = step(source, index)) {
    if (at(source, index) === 'WHERE' && index > from && endsOperand(source, index - 1)) return index;
  }
  return -1;
}

function endsOperand(source: Source, index: number): boolean {
  const token = source.tokens[index];
  if (token === undefined) return false;
  if (token.kind === 'symbol') return token.upper === ')' || token.upper === ']' || token.upper === '?';
  return !unfinished.has(token.upper) || at(source, index - 1) === '.';
}

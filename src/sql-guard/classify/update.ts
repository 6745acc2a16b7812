import { isAlwaysTrue } from './always-true.ts';
import { type Finding, found } from './finding.ts';
import { at, findWord, nameEnd, type Range, type Source, step } from './source.ts';

const set: ReadonlySet<string> = new Set(['SET']);
/** Words that an operand follows. */
const unfinished: ReadonlySet<string> = new Set(
  'AND OR NOT IS IN LIKE ILIKE RLIKE REGEXP BETWEEN DIV CASE WHEN THEN ELSE INTERVAL COLLATE ESCAPE DISTINCT FROM'.split(
    ' ',
  ),
);

/** `UPDATE target [alias] SET … [WHERE …]`. A condition that is true for every row is as good as none. */
export function updateAt(source: Source, { from, to }: Range): Finding {
  const target = nameEnd(source, from + 1, to);
  const assignments = findWord(source, { from: target, to }, set);
  if (target === from + 1 || assignments < 0) return found('UNKNOWN_STATEMENT', from);
  const condition = findCondition(source, { from: assignments + 1, to });
  if (condition < 0) return found('UPDATES_ALL_ROWS', from);
  if (isAlwaysTrue(source, { from: condition + 1, to })) return found('UPDATES_ALL_ROWS', condition, to);
  return found('CHANGES_ROWS', from);
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

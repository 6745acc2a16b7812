import { words } from '../words.ts';
import { isAlwaysTrue } from './condition/always-true.ts';
import { isTooLong, type Subject, subjectOf } from './condition/subject.ts';
import { type Finding, found } from './finding.ts';
import { nameAt } from './name-at.ts';
import { at, findWord, nameEnd, type Range, type Source, stands, step } from './source.ts';
import { aliasBefore } from './update.ts';

/** `MERGE [WITH SCHEMA EVOLUTION] INTO target USING source ON condition WHEN …`. */
export function mergeAt(source: Source, { from, to }: Range): Finding {
  const start = stands(source, from + 1, 'WITH', 'SCHEMA', 'EVOLUTION') ? from + 4 : from + 1;
  if (at(source, start) !== 'INTO') return found('UNKNOWN_STATEMENT', from);
  for (let index = start; index < to; index++) {
    if (at(source, index) !== 'THEN' || at(source, index - 1) === '.' || at(source, index + 1) !== 'DELETE') continue;
    if (index + 2 >= to || !continues(source, index + 2)) return found('REMOVES', index + 1);
  }
  const target = { from: start + 1, to: nameEnd(source, start + 1, to) };
  const origin = findWord(source, { from: target.to, to }, 'USING');
  const condition = findWord(source, { from: origin + 1, to }, 'ON') + 1;
  if (target.to === target.from || origin < 0 || condition === 0 || isTooLong(source, target))
    return found('UNKNOWN_STATEMENT', from);
  const actions = actionsIn(source, { from: condition, to });
  const end = actions[0]?.from;
  if (end === undefined) return found('UNKNOWN_STATEMENT', from, start + 1);
  const alias = aliasBefore(source, target.to, origin);
  const sourceRange = { from: origin + 1, to: condition - 1 };
  const names = {
    target,
    ...(alias < 0 ? {} : { alias }),
    [isSame(source, target, origin + 1) ? 'also' : 'others']: sourceNames(source, sourceRange),
  };
  const subject = subjectOf(source, names, { from: condition, to });
  const isForAll = isAlwaysTrue(subject, { from: condition, to: end });
  const all = isForAll ? actions.find((action) => updatesAll(subject, action)) : undefined;
  return all === undefined ? found('CHANGES_ROWS', from, start + 1) : found('UPDATES_ALL_ROWS', condition, end);
}

/** `CASE … THEN delete ELSE …` has a column; behind an action nothing stands, or another WHEN. */
function continues(source: Source, index: number): boolean {
  const word = at(source, index);
  return source.tokens[index]?.kind === 'symbol' ? word !== ';' : operators.has(word);
}

const operators = words('ELSE END AND OR IS IN NOT LIKE ILIKE RLIKE REGEXP BETWEEN DIV COLLATE');

/** Whether the source is the target itself: then its columns are those of the row that is changed. */
function isSame(source: Source, target: Range, from: number): boolean {
  for (let place = target.from; place < target.to; place++) {
    if (nameAt(source, place) !== nameAt(source, from + place - target.from)) return false;
  }
  return at(source, from + target.to - target.from) !== '.';
}

/** The name of the source, which is the last word before ON: `USING c.s.u`, `USING u VERSION AS OF 3 AS x`, `USING (query) x`. */
function sourceNames(source: Source, { from, to }: Range): readonly string[] {
  let last = -1;
  for (let index = from; index < to; index = step(source, index)) {
    const kind = source.tokens[index]?.kind;
    if (kind === 'word' || kind === 'name') last = index;
  }
  return last < 0 ? [] : [nameAt(source, last)];
}

/** From each `WHEN [NOT] MATCHED` to the next. */
function actionsIn(source: Source, { from, to }: Range): readonly Range[] {
  const starts: number[] = [];
  for (let index = from; index < to; index = step(source, index)) {
    const matched = at(source, index + 1) === 'NOT' || at(source, index + 1) === '!' ? index + 2 : index + 1;
    const isAction = ['THEN', 'AND', 'BY'].includes(at(source, matched + 1));
    if (at(source, index) === 'WHEN' && at(source, matched) === 'MATCHED' && isAction) starts.push(index);
  }
  return starts.map((start, order) => ({ from: start, to: starts[order + 1] ?? to }));
}

/** Whether an action updates without a condition of its own that tells rows apart. */
function updatesAll(subject: Subject, { from, to }: Range): boolean {
  const { source } = subject;
  const then = lastThen(source, { from, to });
  if (at(source, then + 1) !== 'UPDATE') return false;
  const and = findWord(source, { from, to: then }, 'AND');
  return and < 0 || isAlwaysTrue(subject, { from: and + 1, to: then });
}

/** The THEN of the action: the first before UPDATE SET. */
function lastThen(source: Source, { from, to }: Range): number {
  for (let index = from; index < to; index = step(source, index)) {
    if (at(source, index) === 'THEN' && at(source, index + 1) === 'UPDATE' && at(source, index + 2) === 'SET')
      return index;
  }
  return to;
}

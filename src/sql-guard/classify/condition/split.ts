import { type Words, words } from '../../words.ts';
import { at, type Range, step } from '../source.ts';
import { beginsQuery } from './begins-query.ts';
import type { Subject } from './subject.ts';

/** The next place outside of brackets, of a CASE expression and of the type after `::`. */
export function next({ source, caseEnds }: Subject, index: number): number {
  const end = caseEnds.get(index);
  if (end !== undefined) return end + 1;
  if (at(source, index) === '::' && at(source, index + 2) === '<') return typeEnd({ source }, index + 2);
  return step(source, index);
}

const inTypes = words(', : (');

/** `::MAP<STRING, ARRAY<INT>>`: brackets of a type are no comparisons. */
function typeEnd({ source }: Pick<Subject, 'source'>, open: number): number {
  let depth = 0;
  for (let index = open; index < source.tokens.length; index = step(source, index)) {
    const sign = at(source, index);
    if (sign === '<') depth++;
    else if (sign === '>') depth--;
    else if (sign === '>>') depth -= 2;
    else if (source.tokens[index]?.kind === 'symbol' && !inTypes.has(sign)) return open;
    if (depth <= 0) return index + 1;
  }
  return open;
}

/** The parts between the words of one kind. The AND of a BETWEEN separates nothing. */
export function split(subject: Subject, { from, to }: Range, word: 'AND' | 'OR'): readonly Range[] {
  const { source } = subject;
  const parts: Range[] = [];
  let start = from;
  let betweens = 0;
  for (let index = from; index < to; index = next(subject, index)) {
    const here = at(source, index);
    if (here !== word && here !== 'BETWEEN') continue;
    if (at(source, index - 1) === '.') continue;
    if (here === 'BETWEEN') betweens += index > start ? 1 : 0;
    else if (word === 'AND' && betweens > 0) betweens--;
    else {
      parts.push({ from: start, to: index });
      start = index + 1;
      betweens = 0;
    }
  }
  return [...parts, { from: start, to }];
}

/** What stands between commas. */
export function items(subject: Subject, { from, to }: Range): readonly Range[] {
  const parts: Range[] = [];
  let start = from;
  for (let index = from; index < to; index = next(subject, index)) {
    if (at(subject.source, index) !== ',') continue;
    parts.push({ from: start, to: index });
    start = index + 1;
  }
  return [...parts, { from: start, to }];
}

/** The last place of one of the words; -1 where there is none. */
export function lastOf(subject: Subject, { from, to }: Range, words: Words): number {
  let last = -1;
  for (let index = from; index < to; index = next(subject, index)) {
    if (words.has(at(subject.source, index)) && at(subject.source, index - 1) !== '.') last = index;
  }
  return last;
}

/** The range without the brackets around all of it; those of a query stay, whose words are not those of a condition. */
export function bare({ source }: Pick<Subject, 'source'>, range: Range): Range {
  let { from, to } = range;
  while (at(source, from) === '(' && step(source, from) === to && from + 1 < to - 1 && !beginsQuery(source, from + 1)) {
    from++;
    to--;
  }
  return { from, to };
}

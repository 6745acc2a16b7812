import { words } from '../../words.ts';
import { at, type Range } from '../source.ts';
import { spelled } from './operand.ts';
import { items, lastOf } from './split.ts';
import type { Subject } from './subject.ts';

const everything = /^(?:\^?(?:\.[*]\??)*\$?)$/;
const escapes = words('ESCAPE');

/** A pattern that everything matches: `'%'`, `'.*'`, the text itself; also in `ANY (…)`, `SOME (…)` and `ALL (…)`. */
export function matchesAll(subject: Subject, word: string, { from, to: end }: Range, text: string): boolean {
  const { source } = subject;
  const limit = lastOf(subject, { from, to: end }, escapes);
  const to = limit < 0 ? end : limit;
  const matches = (range: Range) => {
    const pattern = spelled(subject, range);
    return pattern === text || isEverything(word, pattern);
  };
  const several = at(source, from);
  if (at(source, from + 1) !== '(' || !['ANY', 'SOME', 'ALL'].includes(several)) return matches({ from, to });
  const list = items(subject, { from: from + 2, to: to - 1 });
  return several === 'ALL' ? list.every(matches) : list.some(matches);
}

/** A pattern in one spelling, of LIKE, ILIKE, RLIKE or REGEXP; texts that are joined count as one. */
export function isEverything(word: string, pattern: string): boolean {
  const texts = pattern.replace(/^concat \( (.*) \)$/, '$1').split(/ (?:,|\|\|) /);
  if (!texts.every((text) => /^'[^']*'$/.test(text))) return false;
  const whole = texts.map((text) => text.slice(1, -1)).join('');
  if (word.endsWith('LIKE') && word !== 'RLIKE') return /^%+$/.test(whole);
  return !whole.includes('\\') && whole.split('|').some((part) => everything.test(part));
}

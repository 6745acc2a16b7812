import { words } from '../../words.ts';
import { at, type Range, step } from '../source.ts';
import { type Ask, comparison, type Truth } from './literal.ts';
import { isNeverNull } from './never-null.ts';
import { spelled } from './operand.ts';
import { isEverything } from './pattern.ts';
import { hangTogether } from './shared.ts';
import { bare, items, next } from './split.ts';
import type { Subject } from './subject.ts';

/** `CASE WHEN … THEN … END`; undefined where its branches differ. */
export function caseTruth(subject: Subject, range: Range, denied: boolean, ask: Ask): Truth | undefined {
  const parts = partsOf(subject, range);
  const results: Truth[] = [];
  let isWhole = false;
  for (const [order, { word, part }] of parts.entries()) {
    if (word === 'THEN' || word === 'ELSE') {
      const condition = parts[order - 1];
      const isPlain = parts[0]?.word === 'WHEN' && word === 'THEN' && condition !== undefined;
      const chosen = isPlain ? ask(condition.part, false) : [];
      if (chosen === 'never') continue;
      results.push(ask(part, denied));
      isWhole = word === 'ELSE' || chosen === 'always';
      if (isWhole) break;
    }
  }
  // Without an ELSE the rest is NULL, which is not met.
  if (!isWhole) results.push('never');
  return same(results);
}

function same(results: readonly Truth[]): Truth | undefined {
  const [first] = results;
  return typeof first === 'string' && results.every((result) => result === first) ? first : undefined;
}

function partsOf(subject: Subject, { from, to }: Range): readonly { readonly word: string; readonly part: Range }[] {
  const places: number[] = [from];
  for (let index = from + 1; index < to - 1; index = next(subject, index)) {
    if (['WHEN', 'THEN', 'ELSE'].includes(at(subject.source, index)) && at(subject.source, index - 1) !== '.')
      places.push(index);
  }
  return places
    .map((place, order) => ({
      word: at(subject.source, place),
      part: { from: place + 1, to: places[order + 1] ?? to - 1 },
    }))
    .filter(({ part }) => part.from < part.to);
}

const firstOf = words('COALESCE NVL IFNULL');

/** A call of a function that is as good as an operator; undefined where it is none, or may go either way. */
export function callTruth(subject: Subject, { from, to }: Range, denied: boolean, ask: Ask): Truth | undefined {
  const name = at(subject.source, from);
  const values = items(subject, { from: from + 2, to: to - 1 });
  const [one, two, three] = values;
  if (one === undefined) return undefined;
  if (name === 'ISNULL' || name === 'ISNOTNULL') {
    const isNull = (name === 'ISNULL') !== denied;
    const text = spelled(subject, one);
    if (isNeverNull(text)) return isNull ? 'never' : 'always';
    return [{ text: `${text} is null`, holds: isNull }];
  }
  if (two === undefined) return undefined;
  const searched = spelled(subject, two);
  if (substrings.has(name) && searched === "''") return known(denied);
  if (regulars.has(name) && isEverything('RLIKE', searched)) return known(denied);
  if (name === 'EQUAL_NULL') {
    const [left, right] = [spelled(subject, one), spelled(subject, two)];
    if (left === right) return known(denied);
    return hangTogether(subject, one, two, ask) ? 'always' : [comparison(left, '=', right, denied)];
  }
  if ((name === 'IF' || name === 'IFF') && three !== undefined) {
    const condition = ask(one, false);
    if (condition === 'always') return ask(two, denied);
    return condition === 'never' ? ask(three, denied) : same([ask(two, denied), ask(three, denied)]);
  }
  if (firstOf.has(name)) return firstKnown(values, denied, ask);
  return !choosing.has(name) && hangTogether(subject, one, two, ask) ? 'always' : undefined;
}

const known = (denied: boolean): Truth => (denied ? 'never' : 'always');
const substrings = words('CONTAINS STARTSWITH ENDSWITH');
const regulars = words('RLIKE REGEXP REGEXP_LIKE');
/** Functions that give one of their arguments. */
const choosing = words('NVL2 DECODE NULLIF ELEMENT_AT TRY_ELEMENT_AT EXISTS FORALL');

/** Whether an expression gives one value whichever way it goes: `CASE WHEN a THEN 1 ELSE 1 END`, `if(a, 1, 1)`. */
export function hasOneResult(subject: Subject, range: Range): boolean {
  const { source } = subject;
  const { from, to } = bare(subject, range);
  const isCase = subject.caseEnds.get(from) === to - 1;
  const name = at(source, from);
  const isCall = ['IF', 'IFF', 'NVL2'].includes(name) && at(source, from + 1) === '(' && step(source, from + 1) === to;
  const parts = isCase ? partsOf(subject, { from, to }).filter(({ word }) => word === 'THEN' || word === 'ELSE') : [];
  const results = isCall ? items(subject, { from: from + 2, to: to - 1 }).slice(1) : parts.map(({ part }) => part);
  const isWhole = isCall || parts.at(-1)?.word === 'ELSE';
  const [first, ...others] = results.map((result) => spelled(subject, result));
  return isWhole && first !== undefined && others.every((other) => other === first);
}

/** Of a `coalesce`: the first that is no NULL. */
function firstKnown(values: readonly Range[], denied: boolean, ask: Ask): Truth | undefined {
  for (const value of values) {
    const truth = ask(value, false);
    if (truth === 'always') return denied ? 'never' : 'always';
    if (truth !== 'never') return undefined;
  }
  return 'never';
}

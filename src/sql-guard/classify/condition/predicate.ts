import { words } from '../../words.ts';
import { at, type Range, step } from '../source.ts';
import { beginsQuery } from './begins-query.ts';
import { callTruth, caseTruth, hasOneResult } from './branches.ts';
import { isConstant } from './constant.ts';
import { coverAll } from './cover-all.ts';
import { type Ask, comparison, type Literal, numberOf, type Truth } from './literal.ts';
import { isNeverNull } from './never-null.ts';
import { sameSign, spelled } from './operand.ts';
import { givesAll, isEmptyForAll } from './own-rows.ts';
import { matchesAll } from './pattern.ts';
import { cancels, hangTogether, isBoundary, isUncleaned } from './shared.ts';
import { items, lastOf, split } from './split.ts';
import type { Subject } from './subject.ts';

const comparisons = words('= == <=> <> != < > <= >= !< !>');
const sameSides = words('= == <=> <= >= !< !>');
const tests = words('IS BETWEEN IN LIKE ILIKE RLIKE REGEXP');

/** A condition without AND and OR, and without a NOT before it. */
export function predicate(subject: Subject, range: Range, denied: boolean, ask: Ask): Truth {
  const { source } = subject;
  const word = at(source, range.from);
  const isOne = range.to === range.from + 1;
  if (isOne && (word === 'TRUE' || word === 'FALSE')) return (word === 'TRUE') === denied ? 'never' : 'always';
  if (isOne && word === 'NULL') return 'never';
  const sign = lastOf(subject, range, comparisons);
  if (isConstant(subject, range, ask))
    return sign > range.from ? constantTruth(subject, range, sign, denied) : 'always';
  if (subject.caseEnds.get(range.from) === range.to - 1)
    return caseTruth(subject, range, denied, ask) ?? plain(subject, range, denied);
  const test = lastOf(subject, { from: range.from + 1, to: range.to }, tests);
  if (sign > test && sign > range.from) return comparisonTruth(subject, range, sign, denied, ask);
  if (test > 0) return testTruth(subject, range, test, denied, ask);
  const call = at(source, range.from + 1) === '(' && step(source, range.from + 1) === range.to;
  return (call ? callTruth(subject, range, denied, ask) : undefined) ?? plain(subject, range, denied);
}

/** Two numbers are compared; of other constants it is not looked up which way they go. */
function constantTruth(subject: Subject, { from, to }: Range, sign: number, denied: boolean): Truth {
  const literal = comparison(
    spelled(subject, { from, to: sign }),
    sameSign[at(subject.source, sign)] ?? at(subject.source, sign),
    spelled(subject, { from: sign + 1, to }),
    denied,
  );
  const [low, high] = [numberOf(literal.sides?.left ?? ''), numberOf(literal.sides?.right ?? '')];
  if (low === undefined || high === undefined) return 'always';
  return (literal.sides?.sign === '=' ? low === high : low < high) === literal.holds ? 'always' : 'never';
}

function plain(subject: Subject, range: Range, denied: boolean): Truth {
  return [{ text: spelled(subject, range), holds: !denied }];
}

const known = (holds: boolean, denied: boolean): Truth => (holds === denied ? 'never' : 'always');

function comparisonTruth(subject: Subject, { from, to }: Range, place: number, denied: boolean, ask: Ask): Truth {
  const { source } = subject;
  const sign = at(source, place);
  const [left, right] = [
    { from, to: place },
    { from: place + 1, to },
  ];
  const [one, other] = [spelled(subject, left), spelled(subject, right)];
  if (one === other) return known(sameSides.has(sign), denied);
  const plainSign = sameSign[sign] ?? sign;
  if (['=', '<=>', '<>'].includes(plainSign)) {
    for (const [value, condition] of [[one, right] as const, [other, left] as const]) {
      const isTrue = value === 'true';
      if (isTrue || value === 'false') return ask(condition, (isTrue === (plainSign === '<>')) !== denied);
    }
    // Of two conditions that are the same for every row it is not looked up which.
    if ([left, right].every((side) => isCondition(subject, side, ask) && typeof ask(side, false) === 'string'))
      return 'always';
  }
  const literal = comparison(one, plainSign, other, denied);
  return tellsApart(subject, literal, left, right, ask) ? [literal] : 'always';
}

/** Whether a comparison holds a column against something that does not follow from it. */
function tellsApart(subject: Subject, literal: Literal, left: Range, right: Range, ask: Ask): boolean {
  if (coverAll([literal]) || isBoundary(literal)) return false;
  const isUnequal = literal.sides?.sign === '=' && !literal.holds;
  if (hangTogether(subject, left, right, ask)) return isUnequal && isUncleaned(subject, left, right);
  const isSame = (side: Range) =>
    cancels(spelled(subject, side)) || hasOneResult(subject, side) || isConstant(subject, side, ask);
  return !isSame(left) || !isSame(right);
}

function isCondition(subject: Subject, { from, to }: Range, ask: Ask): boolean {
  return (
    isConstant(subject, { from, to }, ask) || (at(subject.source, from) === '(' && step(subject.source, from) === to)
  );
}

/** `IS …`, `[NOT] BETWEEN …`, `[NOT] IN (…)`, `[NOT] LIKE …`. */
function testTruth(subject: Subject, { from, to }: Range, place: number, isDenied: boolean, ask: Ask): Truth {
  const { source } = subject;
  const word = at(source, place);
  const isNot = at(source, place - 1) === 'NOT' && word !== 'IS';
  const left = { from, to: isNot ? place - 1 : place };
  const right = { from: place + 1, to };
  if (word === 'IS') return isTruth(subject, left, right, isDenied, ask);
  const denied = isDenied !== isNot;
  const [one, other] = [spelled(subject, left), spelled(subject, right)];
  if (word === 'BETWEEN') {
    const [low, high] = split(subject, right, 'AND');
    if (low !== undefined && high !== undefined) {
      const ends = [
        comparison(one, '>=', spelled(subject, low), denied),
        comparison(one, '<=', spelled(subject, high), denied),
      ];
      if (other === `${one} and ${one}`) return known(true, denied);
      if (denied ? coverAll(ends) : ends.every((end) => coverAll([end]))) return 'always';
      if (!denied && [low, high].every((end) => hangTogether(subject, left, end, ask))) return 'always';
    }
  } else if (word === 'IN') {
    const list = items(subject, { from: right.from + 1, to: right.to - 1 }).map((item) => spelled(subject, item));
    if (list.includes(one)) return known(true, denied);
    const inside = { from: right.from + 1, to: right.to - 1 };
    if (beginsQuery(source, inside.from)) {
      if (givesAll(subject, one, inside, ask)) return known(true, denied);
      if (denied && isEmptyForAll(subject, inside, ask)) return 'always';
    }
    const others = beginsQuery(source, inside.from) ? [right] : items(subject, inside);
    if (!denied && others.some((item) => hangTogether(subject, left, item, ask))) return 'always';
    const [only = '', second] = list;
    if (second === undefined && !only.startsWith('select ')) return [comparison(one, '=', only, denied)];
  } else if (matchesAll(subject, word, right, one)) return known(true, denied);
  else if (!denied && hangTogether(subject, left, right, ask)) return 'always';
  return [{ text: `${one} ${word} ${other}`, holds: !denied }];
}

/** `IS [NOT] NULL`, `IS [NOT] TRUE`, `IS [NOT] DISTINCT FROM …`. */
function isTruth(subject: Subject, left: Range, { from, to }: Range, isDenied: boolean, ask: Ask): Truth {
  const { source } = subject;
  const start = at(source, from) === 'NOT' ? from + 1 : from;
  const denied = isDenied !== start > from;
  const what = at(source, start);
  const one = spelled(subject, left);
  if (what === 'DISTINCT') {
    const right = { from: start + 2, to };
    const other = spelled(subject, right);
    const literal = comparison(one, '<>', other, denied);
    if (one === other) return known(false, denied);
    return tellsApart(subject, literal, left, right, ask) ? [literal] : 'always';
  }
  if (what === 'TRUE' || what === 'FALSE') return ask(left, denied === (what === 'TRUE'));
  // A condition that is the same for every row is never NULL, or always.
  if (isCondition(subject, left, ask) && typeof ask(left, false) === 'string') return 'always';
  if (isNeverNull(one)) return denied ? 'always' : 'never';
  return [{ text: `${one} is null`, holds: !denied }];
}

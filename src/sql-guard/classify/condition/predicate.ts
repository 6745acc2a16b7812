import { words } from '../../words.ts';
import { at, type Range, step } from '../source.ts';
import { callTruth, caseTruth } from './branches.ts';
import { isConstant } from './constant.ts';
import { coverAll } from './cover-all.ts';
import { type Ask, comparison, numberOf, type Truth } from './literal.ts';
import { sameSign, spelled } from './operand.ts';
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
  if (isConstant(subject, range)) return sign > range.from ? constantTruth(subject, range, sign, denied) : 'always';
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
    if ([left, right].every((side) => isCondition(subject, side) && typeof ask(side, false) === 'string'))
      return 'always';
  }
  return [comparison(one, plainSign, other, denied)];
}

function isCondition(subject: Subject, { from, to }: Range): boolean {
  return isConstant(subject, { from, to }) || (at(subject.source, from) === '(' && step(subject.source, from) === to);
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
      if (denied && coverAll(ends)) return 'always';
    }
  } else if (word === 'IN') {
    const list = items(subject, { from: right.from + 1, to: right.to - 1 }).map((item) => spelled(subject, item));
    if (list.includes(one) || isOwnColumn(subject, one, other)) return known(true, denied);
    const [only = '', second] = list;
    if (second === undefined && !only.startsWith('select ')) return [comparison(one, '=', only, denied)];
  } else if (matchesAll(subject, word, right, one)) return known(true, denied);
  return [{ text: `${one} ${word} ${other}`, holds: !denied }];
}

const anything: Readonly<Record<string, RegExp>> = {
  LIKE: /^'%+'$/,
  ILIKE: /^'%+'$/,
  RLIKE: /^'\^?(?:\.[*]\??)*\$?'$/,
  REGEXP: /^'\^?(?:\.[*]\??)*\$?'$/,
};

/** `a IN (SELECT a FROM t)`, where `t` is the subject itself. */
function isOwnColumn({ table }: Subject, column: string, query: string): boolean {
  return table.some((_part, first) => query === `( select ${column} from ${table.slice(first).join(' . ')} )`);
}

const escapes = words('ESCAPE');

/** A pattern that everything matches: `'%'`, `'.*'`, the text itself; also in `ANY (…)`, `SOME (…)` and `ALL (…)`. */
function matchesAll(subject: Subject, word: string, { from, to: end }: Range, text: string): boolean {
  const { source } = subject;
  const limit = lastOf(subject, { from, to: end }, escapes);
  const to = limit < 0 ? end : limit;
  const matches = (range: Range) => {
    const pattern = spelled(subject, range);
    return pattern === text || anything[word]?.test(pattern) === true;
  };
  const several = at(source, from);
  if (at(source, from + 1) !== '(' || !['ANY', 'SOME', 'ALL'].includes(several)) return matches({ from, to });
  const list = items(subject, { from: from + 2, to: to - 1 });
  return several === 'ALL' ? list.every(matches) : list.some(matches);
}

/** `IS [NOT] NULL`, `IS [NOT] TRUE`, `IS [NOT] DISTINCT FROM …`. */
function isTruth(subject: Subject, left: Range, { from, to }: Range, isDenied: boolean, ask: Ask): Truth {
  const { source } = subject;
  const start = at(source, from) === 'NOT' ? from + 1 : from;
  const denied = isDenied !== start > from;
  const what = at(source, start);
  const one = spelled(subject, left);
  if (what === 'DISTINCT') {
    const other = spelled(subject, { from: start + 2, to });
    return one === other ? known(false, denied) : [comparison(one, '<>', other, denied)];
  }
  if (what === 'TRUE' || what === 'FALSE') return ask(left, denied === (what === 'TRUE'));
  // A condition that is the same for every row is never NULL, or always.
  if (isCondition(subject, left) && typeof ask(left, false) === 'string') return 'always';
  return [{ text: `${one} is null`, holds: !denied }];
}

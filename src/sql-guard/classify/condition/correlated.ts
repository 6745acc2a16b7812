import { words } from '../../words.ts';
import { nameAt } from '../name-at.ts';
import { at, findWord, type Range, type Source } from '../source.ts';
import { clauseEnd } from './clause-end.ts';
import type { Ask } from './literal.ts';
import { niladic } from './operand.ts';
import { ownQualifier, type Subject } from './subject.ts';

const conditions = words('WHERE ON HAVING QUALIFY');
/** What follows a table and its alias. */
const afterTable = words(
  ', ) WHERE ON JOIN LEFT RIGHT FULL INNER CROSS SEMI ANTI NATURAL USING GROUP HAVING ORDER LIMIT',
);
const notColumns = words('TRUE FALSE NULL UNKNOWN NOT CASE INTERVAL EXISTS');
const beforeComparison = words('WHERE ON HAVING AND OR (');
const afterComparison = words(') AND OR GROUP HAVING ORDER LIMIT');

/**
 * Whether a subquery looks at the subject's row: a condition names the subject, and no table there is called so, or it
 * compares a column of a table there with a column without a table, which may well be the subject's.
 */
export function isCorrelated(subject: Subject, range: Range, ask: Ask): boolean {
  const known = subject.correlated.get(range.from) ?? looksAtRow(subject, range, ask);
  subject.correlated.set(range.from, known);
  return known;
}

function looksAtRow(subject: Subject, { from, to }: Range, ask: Ask): boolean {
  const { source, own, table } = subject;
  const last = own[0]?.at(-1);
  const aliases = new Set<string>();
  let isHidden = false;
  for (let index = from; index < to; index++) {
    const name = nameAt(source, index);
    if (name !== last && name !== table.at(-1)) continue;
    const alias = aliasBehind(source, index);
    if (alias !== undefined) aliases.add(alias);
    const after = at(source, index + 1);
    if (name === last && after !== '.' && after !== '(' && (alias === undefined || alias === last)) isHidden = true;
  }
  if (isHidden) return false;
  let hasCondition = false;
  const empty = emptyCondition(subject, { from, to }, ask);
  for (let index = from; index < to; index++) {
    if (index === empty.from) {
      // `WHERE t.id = t.id` looks at no row.
      index = empty.to - 1;
    } else if (conditions.has(at(source, index))) {
      hasCondition = true;
    } else if (hasCondition) {
      const qualifier = ownQualifier(subject, index);
      if (qualifier > 0 ? !isItself(subject, index, qualifier, aliases) : isWithBare(subject, index, aliases))
        return true;
    }
  }
  return false;
}

/** The WHERE of a subquery whose condition holds for every row of the subject; an empty range where it has none. */
function emptyCondition({ source }: Subject, { from, to }: Range, ask: Ask): Range {
  const where = findWord(source, { from, to }, 'WHERE');
  const end = where < 0 ? to : clauseEnd(source, where + 1, to);
  return where >= 0 && ask({ from: where + 1, to: end }, false) === 'always'
    ? { from: where, to: end }
    : { from: -1, to: -1 };
}

/** The alias of a table that is named as the last part at a place: `FROM t x`, `JOIN c.s.t AS x`. In doubt there is none. */
function aliasBehind(source: Source, index: number): string | undefined {
  let first = index;
  while (at(source, first - 1) === '.') first -= 2;
  if (!['FROM', 'JOIN', ','].includes(at(source, first - 1))) return undefined;
  const alias = at(source, index + 1) === 'AS' ? index + 2 : index + 1;
  const kind = source.tokens[alias]?.kind;
  const isName = kind === 'name' || (kind === 'word' && !afterTable.has(at(source, alias)));
  return isName && afterTable.has(at(source, alias + 1)) ? nameAt(source, alias) : undefined;
}

/** `x.id = t.id`, where `x` is the subject once more: each row has itself. */
function isItself({ source }: Subject, index: number, qualifier: number, aliases: ReadonlySet<string>): boolean {
  const column = nameAt(source, index + qualifier);
  const behind = index + qualifier + 1;
  const isSame = (place: number) =>
    aliases.has(nameAt(source, place)) && at(source, place + 1) === '.' && nameAt(source, place + 2) === column;
  return (isSign(source, index - 1) && isSame(index - 4)) || (isSign(source, behind) && isSame(behind + 1));
}

/** `s.tid = id`, or the other way round. Where the subject stands in the subquery once more, `id` is that one's. */
function isWithBare(subject: Subject, index: number, aliases: ReadonlySet<string>): boolean {
  const { source } = subject;
  if (aliases.size > 0 || !isSign(source, index)) return false;
  const isBareBehind =
    isQualified(subject, index - 3) &&
    beforeComparison.has(at(source, index - 4)) &&
    isBare(source, index + 1) &&
    afterComparison.has(at(source, index + 2));
  if (isBareBehind) return nameAt(source, index - 1) !== nameAt(source, index + 1);
  const isBareBefore =
    isQualified(subject, index + 1) &&
    afterComparison.has(at(source, index + 4)) &&
    isBare(source, index - 1) &&
    beforeComparison.has(at(source, index - 2));
  return isBareBefore && nameAt(source, index - 1) !== nameAt(source, index + 3);
}

function isSign(source: Source, index: number): boolean {
  return at(source, index) === '=' || at(source, index) === '==' || at(source, index) === '<=>';
}

function isBare(source: Source, index: number): boolean {
  const token = source.tokens[index];
  return (
    token?.kind === 'name' || (token?.kind === 'word' && !notColumns.has(token.upper) && !niladic.has(token.upper))
  );
}

function isQualified(subject: Subject, index: number): boolean {
  const { source } = subject;
  const isName = isBare(source, index) && at(source, index + 1) === '.' && isBare(source, index + 2);
  return isName && at(source, index - 1) !== '.' && ownQualifier(subject, index) === 0;
}

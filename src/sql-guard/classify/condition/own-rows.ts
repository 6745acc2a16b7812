import { words } from '../../words.ts';
import { nameAt } from '../name-at.ts';
import { at, nameEnd, type Range, step } from '../source.ts';
import { clauseEnd, narrowing } from './clause-end.ts';
import { isConstant } from './constant.ts';
import type { Ask } from './literal.ts';
import type { Subject } from './subject.ts';

const harmless = words('SELECT DISTINCT ALL AS ORDER BY ASC DESC NULLS FIRST LAST ( ) * ,');
const beginsClause = words('WHERE SELECT');

/**
 * Whether a subquery gives a column of every row of the subject, under whatever name: `SELECT id FROM t AS x`. `range` is
 * what stands in its brackets.
 */
export function givesAll(subject: Subject, column: string, { from, to }: Range, ask: Ask): boolean {
  const { source } = subject;
  let start = from;
  for (let index = from; index < to; index = step(source, index)) {
    if (at(source, index) !== 'UNION') continue;
    if (branchGivesAll(subject, column, { from: start, to: index }, ask)) return true;
    start = /^(ALL|DISTINCT)$/.test(at(source, index + 1)) ? index + 2 : index + 1;
  }
  return branchGivesAll(subject, column, { from: start, to }, ask);
}

function branchGivesAll(subject: Subject, column: string, { from, to }: Range, ask: Ask): boolean {
  const { source } = subject;
  // `(id, a) IN (SELECT id, a FROM t)`.
  const columns = new Set(
    column
      .replace(/^\( (.*) \)$/, '$1')
      .split(' , ')
      .map((name) => name.split(' ').at(-1)),
  );
  let isOwn = false;
  for (let index = from; index < to; ) {
    const word = at(source, index);
    if ((word === 'FROM' || word === 'TABLE') && at(source, index + 1) !== '(') {
      const table = nameEnd(source, index + 1, to);
      if (!isTable(subject, { from: index + 1, to: table })) return false;
      isOwn = true;
      index = aliasEnd(subject, table, to);
    } else if (word === 'WHERE') {
      const end = clauseEnd(source, index + 1, to);
      const condition = { from: index + 1, to: end };
      if (!isConstant(subject, condition, ask) && typeof ask(condition, false) !== 'string') return false;
      index = end;
    } else if (harmless.has(word) || word === 'FROM') index++;
    else {
      const end = nameEnd(source, index, to);
      if (end === index || !columns.has(nameAt(source, end - 1))) return false;
      index = end;
    }
  }
  return isOwn;
}

/** Whether a subquery may give nothing whichever row is looked at: its WHERE names no column. */
export function isEmptyForAll(subject: Subject, { from, to }: Range, ask: Ask): boolean {
  const { source } = subject;
  for (let index = from; index < to; index = step(source, index)) {
    if (at(source, index) !== 'WHERE') continue;
    return isConstant(subject, { from: index + 1, to: clauseEnd(source, index + 1, to) }, ask);
  }
  return false;
}

function isTable({ source, table }: Subject, { from, to }: Range): boolean {
  const parts: string[] = [];
  for (let index = from; index < to; index += 2) parts.push(nameAt(source, index));
  const shorter = Math.min(parts.length, table.length);
  // `t` and `c.s.t` may be one table.
  return shorter > 0 && parts.slice(-shorter).join('.') === table.slice(-shorter).join('.');
}

function aliasEnd({ source }: Subject, index: number, to: number): number {
  const alias = at(source, index) === 'AS' ? index + 1 : index;
  const kind = source.tokens[alias]?.kind;
  const isAlias =
    kind === 'name' || (kind === 'word' && !narrowing.has(at(source, alias)) && !beginsClause.has(at(source, alias)));
  return alias < to && isAlias ? alias + 1 : index;
}

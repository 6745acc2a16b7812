import { at, findWord, nameEnd, type Range, type Source, stands, step } from './classify/source.ts';
import { clausesOfUpdate } from './classify/update.ts';
import { endOfWith } from './classify/with.ts';
import { reemit } from './reemit.ts';

/** What shows an object that a DROP names. */
const showing: Readonly<Record<string, string>> = {
  TABLE: 'SHOW CREATE TABLE',
  VIEW: 'SHOW CREATE TABLE',
  FUNCTION: 'DESCRIBE FUNCTION EXTENDED',
  VOLUME: 'DESCRIBE VOLUME',
  SCHEMA: 'SHOW TABLES IN',
  DATABASE: 'SHOW TABLES IN',
  CATALOG: 'SHOW SCHEMAS IN',
};

/** Statements that show what this one would have hit, best first. They are not judged yet. */
export function insteadOf(source: Source, range: Range): readonly string[] {
  const { from, to } = range;
  const head = at(source, from) === 'WITH' ? endOfWith(source, range) : from;
  if (head < 0) return [];
  const text = (start: number, end: number) => reemit(source.tokens.slice(start, end)).text;
  /** A name, or a path as a text, with what stands before it; nothing where there is none. */
  const about = (before: string, name: number, behind = '') => {
    const end = source.tokens[name]?.kind === 'string' ? name + 1 : nameEnd(source, name, to);
    return end > name ? [`${before} ${text(name, end)} ${behind}`.trim()] : [];
  };
  const behindTable = at(source, head + 1) === 'TABLE' ? head + 2 : head + 1;
  switch (at(source, head)) {
    case 'DELETE':
      return at(source, head + 1) === 'FROM'
        ? [`${text(from, head)} SELECT count(*) ${text(head + 1, to)}`.trim()]
        : [];
    case 'UPDATE': {
      const { assignments, where } = clausesOfUpdate(source, { from: head, to });
      const condition = where < 0 ? '' : text(where, to);
      return [`${text(from, head)} SELECT count(*) FROM ${text(head + 1, assignments)} ${condition}`.trim()];
    }
    case 'MERGE':
      return [`EXPLAIN ${text(from, to)}`];
    case 'TRUNCATE': {
      const condition = partition(source, { from: nameEnd(source, head + 2, to), to });
      return condition === undefined ? [] : about('SELECT count(*) FROM', head + 2, condition);
    }
    case 'VACUUM':
      return [`${text(head, to)} DRY RUN`, ...about('VACUUM', head + 1, 'DRY RUN')];
    case 'FSCK':
      return [`${text(head, to)} DRY RUN`, ...about('FSCK REPAIR TABLE', head + 3, 'DRY RUN')];
    case 'RESTORE':
      return about('DESCRIBE HISTORY', behindTable);
    case 'DROP': {
      const object = at(source, head + 1) === 'MATERIALIZED' ? head + 2 : head + 1;
      const show = showing[at(source, object)];
      const name = stands(source, object + 1, 'IF', 'EXISTS') ? object + 3 : object + 1;
      if (show === undefined) return [];
      return [...about(show, name), ...(show === showing.TABLE ? about('DESCRIBE TABLE', name) : [])];
    }
    default:
      return [];
  }
}

/** `PARTITION (a = 1, b = 2)` as the condition that its rows meet; empty where there is none, undefined for other forms. */
function partition(source: Source, { from, to }: Range): string | undefined {
  if (from >= to) return '';
  const end = step(source, from + 1) - 1;
  if (at(source, from) !== 'PARTITION' || at(source, from + 1) !== '(' || end + 1 !== to) return undefined;
  const conditions: string[] = [];
  for (let start = from + 2; start < end; ) {
    const comma = findWord(source, { from: start, to: end }, ',');
    const stop = comma < 0 ? end : comma;
    if (at(source, start + 1) !== '=') return undefined;
    conditions.push(reemit(source.tokens.slice(start, stop)).text);
    start = stop + 1;
  }
  return `WHERE ${conditions.join(' AND ')}`;
}

import { type Finding, found, type Why } from './finding.ts';
import { at, findWord, type Range, type Source } from './source.ts';

type Judge = (source: Source, range: Range) => Finding;

const always =
  (why: Why): Judge =>
  (_source, { from, to }) =>
    found(why, from, Math.min(to, from + 2));

/** The second word decides; none of these is not known. */
const bySecond =
  (words: Readonly<Record<string, Why>>): Judge =>
  (source, { from }) =>
    found(words[at(source, from + 1)] ?? 'UNKNOWN_STATEMENT', from, from + 2);

const overwrite: ReadonlySet<string> = new Set(['OVERWRITE']);

/** Heads whose class follows from a word or two. */
export const simpleHeads: readonly (readonly [string, Judge])[] = [
  ['DELETE', always('REMOVES')],
  ['GRANT', always('ADMINISTERS')],
  ['REVOKE', always('ADMINISTERS')],
  ['DENY', always('ADMINISTERS')],
  ['RESET', always('ADMINISTERS')],
  ['MAP', always('RUNS_CODE')],
  ['REDUCE', always('RUNS_CODE')],
  ['CALL', always('RUNS_HIDDEN_SQL')],
  ['REMOVE', always('REMOVES')],
  ['REPLACE', always('REPLACES')],
  ['GET', always('ADMINISTERS')],
  ['EXECUTE', bySecond({ IMMEDIATE: 'RUNS_HIDDEN_SQL' })],
  ['TRUNCATE', bySecond({ TABLE: 'REMOVES' })],
  [
    'ADD',
    bySecond({
      JAR: 'RUNS_CODE',
      JARS: 'RUNS_CODE',
      FILE: 'RUNS_CODE',
      FILES: 'RUNS_CODE',
      ARCHIVE: 'RUNS_CODE',
      ARCHIVES: 'RUNS_CODE',
    }),
  ],
  ['UNSET', bySecond({ TAG: 'ADMINISTERS', TAGS: 'ADMINISTERS' })],
  ['EXPORT', bySecond({ TABLE: 'ADMINISTERS' })],
  ['IMPORT', bySecond({ TABLE: 'ADMINISTERS' })],
  ['LOCK', bySecond({ TABLE: 'ADMINISTERS', DATABASE: 'ADMINISTERS' })],
  ['UNLOCK', bySecond({ TABLE: 'ADMINISTERS', DATABASE: 'ADMINISTERS' })],
  ['APPLY', bySecond({ CHANGES: 'ADMINISTERS' })],
  ['AUTO', bySecond({ CDC: 'ADMINISTERS' })],
  ['LOAD', loadAt],
];

export function putAt(source: Source, range: Range): Finding {
  return found(findWord(source, range, overwrite) < 0 ? 'ADMINISTERS' : 'REPLACES', range.from);
}

function loadAt(source: Source, range: Range): Finding {
  const { from } = range;
  if (at(source, from + 1) !== 'DATA') return found('UNKNOWN_STATEMENT', from);
  return found(findWord(source, range, overwrite) < 0 ? 'ADMINISTERS' : 'REPLACES', from, from + 2);
}

import { type Finding, found, type Why } from './finding.ts';
import { at, findWord, type Range, type Source } from './source.ts';

type BySecond = Readonly<Record<string, Why>>;

const loading: BySecond = {
  JAR: 'RUNS_CODE',
  JARS: 'RUNS_CODE',
  FILE: 'RUNS_CODE',
  FILES: 'RUNS_CODE',
  ARCHIVE: 'RUNS_CODE',
  ARCHIVES: 'RUNS_CODE',
};
const locking: BySecond = { TABLE: 'ADMINISTERS', DATABASE: 'ADMINISTERS' };

/** Heads whose class follows from the head alone, or from the word behind it, too. */
const byHead: Readonly<Record<string, Why | BySecond>> = {
  DELETE: 'REMOVES',
  REMOVE: 'REMOVES',
  REORG: 'REMOVES',
  REPLACE: 'REPLACES',
  RESTORE: 'REPLACES',
  GRANT: 'ADMINISTERS',
  REVOKE: 'ADMINISTERS',
  DENY: 'ADMINISTERS',
  RESET: 'ADMINISTERS',
  GET: 'MOVES_FILES',
  CONVERT: 'ADMINISTERS',
  MAP: 'RUNS_CODE',
  REDUCE: 'RUNS_CODE',
  CALL: 'RUNS_HIDDEN_SQL',
  EXECUTE: { IMMEDIATE: 'RUNS_HIDDEN_SQL' },
  TRUNCATE: { TABLE: 'REMOVES' },
  ADD: loading,
  UNSET: { TAG: 'ADMINISTERS', TAGS: 'ADMINISTERS' },
  EXPORT: { TABLE: 'ADMINISTERS' },
  IMPORT: { TABLE: 'ADMINISTERS' },
  LOCK: locking,
  UNLOCK: locking,
  APPLY: { CHANGES: 'ADMINISTERS' },
  AUTO: { CDC: 'ADMINISTERS' },
};

/** The class of a statement that a word or two decide; undefined where the head is none of those above. */
export function plainHeadAt(source: Source, { from, to }: Range): Finding | undefined {
  const why = byHead[at(source, from)];
  if (why === undefined) return undefined;
  if (typeof why === 'string') return found(why, from, Math.min(to, from + 2));
  return found(why[at(source, from + 1)] ?? 'UNKNOWN_STATEMENT', from, from + 2);
}

export function putAt(source: Source, range: Range): Finding {
  return found(findWord(source, range, 'OVERWRITE') < 0 ? 'MOVES_FILES' : 'REPLACES', range.from);
}

export function loadAt(source: Source, range: Range): Finding {
  const { from } = range;
  if (at(source, from + 1) !== 'DATA') return found('UNKNOWN_STATEMENT', from);
  return found(findWord(source, range, 'OVERWRITE') < 0 ? 'MOVES_FILES' : 'REPLACES', from, from + 2);
}

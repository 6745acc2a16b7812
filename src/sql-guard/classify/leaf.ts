import { words } from '../words.ts';
import { type Finding, found } from './finding.ts';
import { hasForm } from './forms/form.ts';
import { setInScriptAt } from './set.ts';
import { at, type Range, type Source, step } from './source.ts';
import { statementAt } from './statement.ts';
import { strayIn } from './stray.ts';
import { endOfWith } from './with.ts';

const structure = words('THEN DO ELSE ELSEIF UNTIL');
const none: ReadonlySet<string> = new Set();
const mergeActions = words('UPDATE INSERT DELETE');

/**
 * Where a word of the structure stands inside a plain statement; -1 where none does. Such words may be names in Spark:
 * in `FOR r AS SELECT do FROM t DO DROP …` the statement could begin later than it seems.
 */
function insideLeaf(source: Source, { from, to }: Range): number {
  const actions = isMerge(source, { from, to }) ? mergeActions : none;
  let cases = 0;
  for (let index = from; index < to; index = step(source, index)) {
    const word = at(source, index);
    if (at(source, index - 1) === '.') continue;
    if (word === 'CASE') cases++;
    else if (word === 'END') cases--;
    else if (cases <= 0 && structure.has(word) && !(word === 'THEN' && actions.has(at(source, index + 1))))
      return index;
  }
  return cases === 0 ? -1 : from;
}

/** A MERGE, with or without a list of queries before it: its actions follow THEN. */
function isMerge(source: Source, range: Range): boolean {
  const head = at(source, range.from) === 'WITH' ? endOfWith(source, range) : range.from;
  return head >= 0 && at(source, head) === 'MERGE';
}

/** Statements that stand in scripts alone: they move cursors, leave loops and raise conditions. */
const ofScripts: readonly string[] = [
  'OPEN name [USING any]',
  'FETCH [NEXT] [FROM] name INTO any',
  'CLOSE name',
  '(LEAVE|ITERATE) name',
  '(SIGNAL|RETURN) any',
  'RESIGNAL [any]',
  'GET [CURRENT|STACKED] DIAGNOSTICS any',
];

/** A statement of a script that holds no others. `labels` are the names of the blocks around it. */
export function leafAt(source: Source, range: Range, labels: ReadonlySet<string>): Finding {
  const inside = insideLeaf(source, range);
  if (inside >= 0) return found('BROKEN_SCRIPT', inside);
  if (hasForm(source, range, ofScripts)) return strayIn(source, range) ?? found('READS', range.from);
  return at(source, range.from) === 'SET' ? setInScriptAt(source, range, labels) : statementAt(source, range);
}

import { words } from '../words.ts';
import { type Finding, found } from './finding.ts';
import { hasForm } from './forms/form.ts';
import { nameAt } from './name-at.ts';
import { at, nameEnd, type Range, type Source, step } from './source.ts';
import { strayIn } from './stray.ts';

/** Databricks' own session settings that neither lift a limit nor switch a check off. */
const harmless = words(
  'ANSI_MODE TIMEZONE USE_CACHED_RESULT LEGACY_TIME_PARSER_POLICY QUERY_TAGS ENABLE_PHOTON MAX_FILE_PARTITION_BYTES',
);
const secured = words('TAG TAGS ROLE RECIPIENT OWNER');

/** What stands behind SET where it sets nothing but the session's variables, zone, catalog and collation. */
const ofSession: readonly string[] = [
  '(VARIABLE|VAR) (name|brackets) = any',
  'TIME ZONE (text|LOCAL|INTERVAL any)',
  'CATALOG (name|text)',
  'COLLATION name',
];

/** `SET …` outside of scripts. What Spark would take for an unknown setting is one. */
export function setAt(source: Source, range: Range): Finding {
  const { from, to } = range;
  const [word, next] = [at(source, from + 1), at(source, from + 2)];
  const behind = { from: from + 1, to };
  if (hasForm(source, behind, ofSession)) return strayIn(source, behind) ?? found('READS', from);
  const isList = to === from + 1 || (word === '-' && next === 'V' && to === from + 3);
  if (isList) return found('READS', from);
  const key = nameEnd(source, from + 1, to);
  const isShown = key === to && key > from + 1 && !secured.has(word);
  const isHarmless = harmless.has(word) && next === '=' && key === from + 2 && to === from + 4;
  return found(isShown || isHarmless ? 'READS' : 'ADMINISTERS', from, Math.min(to, from + 4));
}

/** `SET …` inside a script sets variables there: those of the script, of a labelled block, or of the session. */
export function setInScriptAt(source: Source, range: Range, labels: ReadonlySet<string>): Finding {
  const { from, to } = range;
  const behind = { from: from + 1, to };
  if (!hasForm(source, behind, ['(name|brackets) = any']) || !setsVariables(source, range, labels))
    return setAt(source, range);
  return strayIn(source, behind) ?? found('READS', from);
}

/** Whether all names that something is assigned to can be variables, and not the keys of settings. */
function setsVariables(source: Source, { from, to }: Range, labels: ReadonlySet<string>): boolean {
  const inBrackets = at(source, from + 1) === '(';
  const end = inBrackets ? step(source, from + 1) - 1 : to;
  for (let index = inBrackets ? from + 2 : from + 1; index < end; index = step(source, index)) {
    if (index > from + 2 && at(source, index - 1) !== ',') continue;
    const name = nameEnd(source, index, to);
    const isTarget = inBrackets || at(source, name) === '=';
    const first = nameAt(source, index);
    const isScoped = labels.has(first) || first === 'session' || first === 'system';
    if (isTarget && name > index + 1 && at(source, index + 1) === '.' && !isScoped) return false;
  }
  return true;
}

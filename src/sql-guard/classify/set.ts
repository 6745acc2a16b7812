import { type Finding, found } from './finding.ts';
import { at, nameEnd, type Range, type Source } from './source.ts';

/** Databricks' own session settings that neither lift a limit nor switch a check off. */
const harmless: ReadonlySet<string> = new Set(
  'ANSI_MODE TIMEZONE USE_CACHED_RESULT LEGACY_TIME_PARSER_POLICY QUERY_TAGS ENABLE_PHOTON MAX_FILE_PARTITION_BYTES'.split(
    ' ',
  ),
);
const secured: ReadonlySet<string> = new Set(['TAG', 'TAGS', 'ROLE', 'RECIPIENT', 'OWNER']);

/** `SET …` outside of scripts. What Spark would take for an unknown setting is one. */
export function setAt(source: Source, { from, to }: Range): Finding {
  const [word, next] = [at(source, from + 1), at(source, from + 2)];
  if ((word === 'VARIABLE' || word === 'VAR') && next !== '=' && from + 2 < to) return found('READS', from);
  if (word === 'TIME' && next === 'ZONE' && from + 3 < to) return found('READS', from);
  if ((word === 'CATALOG' || word === 'COLLATION') && to === from + 3) return found('READS', from);
  const isList = to === from + 1 || (word === '-' && next === 'V' && to === from + 3);
  if (isList) return found('READS', from);
  const key = nameEnd(source, from + 1, to);
  const isShown = key === to && key > from + 1 && !secured.has(word);
  const isHarmless = harmless.has(word) && next === '=' && key === from + 2 && to === from + 4;
  return found(isShown || isHarmless ? 'READS' : 'ADMINISTERS', from, Math.min(to, from + 4));
}

/** `SET …` inside a script sets variables there. */
export function setInScriptAt(source: Source, range: Range): Finding {
  const { from, to } = range;
  const name = nameEnd(source, from + 1, to);
  const isSetting = at(source, from + 1) === 'SPARK' && at(source, from + 2) === '.';
  const isAssignment = name > from + 1 && at(source, name) === '=' && !isSetting;
  return isAssignment || at(source, from + 1) === '(' ? found('READS', from) : setAt(source, range);
}

import { words } from '../words.ts';
import { type Finding, found, strictest } from './finding.ts';
import { plainQueryAt } from './query.ts';
import { at, findWord, nameEnd, type Range, type Source, stands, step } from './source.ts';
import { strayIn } from './stray.ts';

const value = words('DEFAULT =');
/** Signs inside a type: `DECIMAL(10, 2)`, `MAP<STRING, INT>`. */
const inTypes = words('( < > >> , :');

/** A variable, a cursor or a condition. Handlers stand in scripts alone, which know them. */
export function declareAt(source: Source, { from, to }: Range): Finding {
  const replaced = stands(source, from + 1, 'OR', 'REPLACE') ? from + 3 : from + 1;
  const after = source.tokens[replaced + 1];
  // A variable may be called `var`.
  const isVariable =
    /^VAR(?:IABLE)?$/.test(at(source, replaced)) && after !== undefined && replaced + 1 < to && !value.has(after.upper);
  let index = isVariable ? replaced + 1 : replaced;
  for (;;) {
    const end = nameEnd(source, index, to);
    if (end === index) return found('UNKNOWN_STATEMENT', from, from + 2);
    index = end;
    if (at(source, index) !== ',') break;
    index++;
  }
  const made = found('READS', from, from + 2);
  const next = at(source, index);
  if (next === 'CONDITION') return made;
  if (next === 'HANDLER') return found('UNKNOWN_STATEMENT', from, index + 1);
  if (next === 'CURSOR' || at(source, index + 1) === 'CURSOR') {
    const query = findWord(source, { from: index, to }, 'FOR') + 1;
    return query === 0 ? found('UNKNOWN_STATEMENT', from) : strictest(made, plainQueryAt(source, { from: query, to }));
  }
  const start = findWord(source, { from: index, to }, 'DEFAULT', '=');
  const typeEnd = start < 0 ? to : start;
  for (; index < typeEnd; index = step(source, index)) {
    const kind = source.tokens[index]?.kind;
    if (kind === 'string' || kind === 'dollar' || (kind === 'symbol' && !inTypes.has(at(source, index))))
      return found('UNKNOWN_STATEMENT', index);
  }
  return strayIn(source, { from: from + 1, to }) ?? made;
}

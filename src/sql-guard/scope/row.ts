import { at, type Source, step } from '../classify/source.ts';
import { words } from '../words.ts';

/** Functions that make a value, and never rows. */
const makers = words(
  'CAST TRY_CAST ARRAY MAP STRUCT NAMED_STRUCT DATE TIMESTAMP TO_DATE TO_TIMESTAMP CURRENT_DATE CURRENT_TIMESTAMP NOW',
);

/**
 * Whether what follows a comma behind `FROM VALUES …` is one more row, and no table. Spark takes `(a.b.c)` there for
 * either, by what comes later.
 */
export function isRow(source: Source, start: number): boolean {
  let index = start;
  while (at(source, index) === '(') {
    if (hasComma(source, index)) return true;
    index++;
  }
  const token = source.tokens[index];
  if (token === undefined || token.kind === 'string' || token.kind === 'number') return true;
  if (token.kind === 'symbol') return true;
  const next = source.tokens[index + 1];
  return next?.kind === 'string' || (next?.upper === '(' && makers.has(token.upper));
}

function hasComma(source: Source, bracket: number): boolean {
  const close = source.partner[bracket] ?? -1;
  for (let index = bracket + 1; index < close; index = step(source, index)) {
    if (at(source, index) === ',') return true;
  }
  return false;
}

import { type Finding, found, strictest, type Why } from './finding.ts';
import { addingForms } from './forms/adding-forms.ts';
import { hasForm } from './forms/form.ts';
import { describeForms, readingForms } from './forms/reading-forms.ts';
import { plainQueryAt } from './query.ts';
import { queryHeads } from './query-heads.ts';
import { at, type Range, type Source } from './source.ts';
import { strayIn } from './stray.ts';

/** What these are without the words that make them harmless. */
const otherwise: Readonly<Record<string, Why>> = { VACUUM: 'REMOVES', FSCK: 'REMOVES', SYNC: 'ADMINISTERS' };

/** A statement whose every word is known: what has no form of its head is not of it. Undefined where the head has no forms. */
export function formedAt(source: Source, { from, to }: Range): Finding | undefined {
  const head = at(source, from);
  const behind = { from: from + 1, to };
  const reading = readingForms[head];
  const adding = addingForms[head];
  if (reading === undefined && adding === undefined) return undefined;
  if (!hasForm(source, behind, reading ?? adding ?? []))
    return found(otherwise[head] ?? 'UNKNOWN_STATEMENT', from, Math.min(to, from + 3));
  // What only reads has no part that may be anything.
  const stray = adding && strayIn(source, behind);
  const why = adding === undefined ? 'READS' : 'ADDS';
  return stray === undefined ? found(why, from, Math.min(to, from + 2)) : strictest(found(why, from), stray);
}

/** An object, or a query whose columns are described. */
export function describeAt(source: Source, { from, to }: Range): Finding {
  const behind = { from: from + 1, to };
  if (hasForm(source, behind, describeForms)) return found('READS', from, from + 2);
  const start = at(source, from + 1) === 'QUERY' ? from + 2 : from + 1;
  const isQuery = queryHeads.has(at(source, start)) || at(source, start) === 'WITH';
  return isQuery && start < to ? plainQueryAt(source, { from: start, to }) : found('UNKNOWN_STATEMENT', from, from + 2);
}

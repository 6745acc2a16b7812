import { type Finding, found, strictest, type Why } from './finding.ts';
import { addingForms } from './forms/adding-forms.ts';
import type { Form } from './forms/form.ts';
import { describeForms, dryRunForms, readingForms } from './forms/reading-forms.ts';
import { plainQueryAt } from './query.ts';
import { queryHeads } from './query-heads.ts';
import { at, type Range, type Source } from './source.ts';
import { strayIn } from './stray.ts';

type Judge = (source: Source, range: Range) => Finding;

/** Statements whose every word is known: what has no form of theirs is not theirs. */
export const formedHeads: readonly (readonly [string, Judge])[] = [
  ...readingForms.map(([head, forms]) => [head, formed(forms, 'READS')] as const),
  ...addingForms.map(([head, forms]) => [head, formed(forms, 'ADDS')] as const),
  ['VACUUM', formed(dryRunForms.VACUUM, 'READS', 'REMOVES')],
  ['FSCK', formed(dryRunForms.FSCK, 'READS', 'REMOVES')],
  ['SYNC', formed(dryRunForms.SYNC, 'READS', 'ADMINISTERS')],
  ['DESCRIBE', describeAt],
  ['DESC', describeAt],
];

function formed(forms: readonly Form[], why: Why, otherwise: Why = 'UNKNOWN_STATEMENT'): Judge {
  return (source, { from, to }) => {
    const behind = { from: from + 1, to };
    if (!forms.some((form) => form(source, behind))) return found(otherwise, from, Math.min(to, from + 3));
    // What only reads has no part that may be anything.
    const stray = why === 'READS' ? undefined : strayIn(source, behind);
    return stray === undefined ? found(why, from, Math.min(to, from + 2)) : strictest(found(why, from), stray);
  };
}

/** An object, or a query whose columns are described. */
function describeAt(source: Source, { from, to }: Range): Finding {
  const behind = { from: from + 1, to };
  if (describeForms.some((form) => form(source, behind))) return found('READS', from, from + 2);
  const start = at(source, from + 1) === 'QUERY' ? from + 2 : from + 1;
  const isQuery = queryHeads.has(at(source, start)) || at(source, start) === 'WITH';
  return isQuery && start < to ? plainQueryAt(source, { from: start, to }) : found('UNKNOWN_STATEMENT', from, from + 2);
}

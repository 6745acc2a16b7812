import type { Language } from '../../messages/language.ts';
import { say } from '../../messages/say.ts';
import type { Output } from '../../notebooks/file/notebook.ts';
import { mayBeCut, mostDisplayed } from '../../notebooks/outputs/display-limit.ts';
import type { HtmlTable } from '../../notebooks/outputs/html-table.ts';
import { shownOutputs } from '../../notebooks/outputs/shown-outputs.ts';
import { printable } from '../../terminal/printable.ts';
import { tableLines } from '../../terminal/table.ts';

/** Of a table: more than these nobody reads on a terminal. */
const mostRows = 100;

/** The outputs of a cell for a terminal: texts as they are, tables, and how many images there are. */
export function outputLines(outputs: readonly Output[], language: Language): readonly string[] {
  const shown = shownOutputs(outputs);
  const images = shown.filter(({ kind }) => kind === 'image').length;
  return [
    ...shown.flatMap((one) => {
      if (one.kind === 'text') return [printable(one.text).trimEnd()];
      if (one.kind === 'image') return [];
      return linesOf(one.table, language);
    }),
    ...(images === 0 ? [] : [say(language, 'notebook_run.images', { count: images })]),
  ];
}

function linesOf(table: HtmlTable, language: Language): readonly string[] {
  const { columns, rows } = table;
  const shown = rows.slice(0, mostRows);
  const names = columns.map((name) => ({ name, align: 'left' }) as const);
  return [
    ...tableLines(names, shown),
    ...(shown.length < rows.length
      ? [say(language, 'notebook_run.rows', { shown: shown.length, count: rows.length })]
      : []),
    ...(mayBeCut(table) ? [say(language, 'notebook_run.displayed', mostDisplayed)] : []),
  ];
}

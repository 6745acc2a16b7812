import type { Language } from '../../messages/language.ts';
import { say } from '../../messages/say.ts';
import type { Output } from '../../notebooks/file/notebook.ts';
import { shownOutputs } from '../../notebooks/outputs/shown-outputs.ts';
import { printable } from '../../terminal/printable.ts';
import { tableLines } from '../../terminal/table.ts';

/** The outputs of a cell for a terminal: texts as they are, tables, and how many images there are. */
export function outputLines(outputs: readonly Output[], language: Language): readonly string[] {
  const shown = shownOutputs(outputs);
  const images = shown.filter(({ kind }) => kind === 'image').length;
  return [
    ...shown.flatMap((one) => {
      if (one.kind === 'text') return [printable(one.text).trimEnd()];
      if (one.kind === 'image') return [];
      const { columns, rows } = one.table;
      return tableLines(
        columns.map((name) => ({ name, align: 'left' })),
        rows,
      );
    }),
    ...(images === 0 ? [] : [say(language, 'notebook_run.images', { count: images })]),
  ];
}

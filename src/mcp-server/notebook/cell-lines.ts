import type { Output } from '../../notebooks/file/notebook.ts';
import type { HtmlTable } from '../../notebooks/outputs/html-table.ts';
import { shownOutputs } from '../../notebooks/outputs/shown-outputs.ts';
import { fenced } from '../result/fence.ts';
import { fieldWithin } from '../result/field.ts';
import { textBlock } from '../result/text-block.ts';

const longestText = 3_000;
const most = { rows: 20, columns: 30 } as const;
const longestField = 200;

/** What a model reads of the outputs of a cell: texts and tables, cut with a note, and how many images there are. */
export function outputLines(outputs: readonly Output[]): readonly string[] {
  const shown = shownOutputs(outputs);
  const images = shown.filter(({ kind }) => kind === 'image').length;
  return [
    ...shown.flatMap((one) => {
      if (one.kind === 'image') return [];
      return one.kind === 'table'
        ? tableLines(one.table)
        : [textBlock(one.text.trimEnd(), { characters: longestText })];
    }),
    ...(images === 0 ? [] : [`images: ${images}, saved in the notebook`]),
  ];
}

function tableLines({ columns, rows }: HtmlTable): readonly string[] {
  const cut = (row: readonly string[]) =>
    row
      .slice(0, most.columns)
      .map((cell) => fieldWithin(cell, longestField).text)
      .join(',');
  const notes = [
    ...(rows.length > most.rows ? [`first ${most.rows} shown`] : []),
    ...(columns.length > most.columns ? [`columns 1-${most.columns} of ${columns.length} shown`] : []),
  ];
  const remark = notes.length === 0 ? '' : ` (${notes.join('; ')}; all of it is in the notebook)`;
  return [`rows: ${rows.length}${remark}`, fenced('csv', [columns, ...rows.slice(0, most.rows)].map(cut).join('\n'))];
}

import type { Output } from '../../notebooks/file/notebook.ts';
import { mayBeCut, mostDisplayed } from '../../notebooks/outputs/display-limit.ts';
import type { HtmlTable } from '../../notebooks/outputs/html-table.ts';
import { shownOutputs } from '../../notebooks/outputs/shown-outputs.ts';
import { fenced } from '../result/fence.ts';
import { fieldWithin } from '../result/field.ts';
import { textBlock } from '../result/text-block.ts';

const longestText = 3_000;
/** Of all outputs of a cell: an answer has room for any one cell, so that whoever asks on comes to an end. */
const longestOutputs = 8_000;
/** Of a table: less than all, so that a text beside it is told, too. */
const longestTable = 6_000;
const most = { rows: 20, columns: 30 } as const;
const longestField = 200;
const displayed = `at most ${mostDisplayed.rows} rows or ${mostDisplayed.megabytes} MB`;

/** What a model reads of the outputs of a cell: texts and tables, cut with a note, and how many images there are. */
export function outputLines(outputs: readonly Output[]): readonly string[] {
  const shown = shownOutputs(outputs);
  const images = shown.filter(({ kind }) => kind === 'image').length;
  const lines: string[] = [];
  let [left, rest] = [longestOutputs, 0];
  for (const one of shown) {
    if (one.kind === 'image') continue;
    const text =
      one.kind === 'table' ? tableText(one.table) : textBlock(one.text.trimEnd(), { characters: longestText });
    left -= text.length + 1;
    if (left < 0) rest += 1;
    else lines.push(text);
  }
  return [
    ...lines,
    ...(rest === 0 ? [] : [`outputs left out here: ${rest}; they are in the notebook`]),
    ...(images === 0 ? [] : [`images: ${images}, saved in the notebook`]),
  ];
}

function tableText(table: HtmlTable): string {
  const { columns, rows } = table;
  const wide = Math.min(columns.length, most.columns);
  // The names and two rows always fit.
  const field = Math.min(longestField, Math.floor(longestTable / 3 / Math.max(1, wide)) - 1);
  const cut = (row: readonly string[]) =>
    row
      .slice(0, most.columns)
      .map((cell) => fieldWithin(cell, field).text)
      .join(',');
  const names = cut(columns);
  let left = longestTable - names.length;
  const fitting = rows
    .slice(0, most.rows)
    .map(cut)
    .filter((row) => {
      left -= row.length + 1;
      return left >= 0;
    });
  const notes = [
    ...(rows.length > fitting.length ? [`first ${fitting.length} shown, all are in the notebook`] : []),
    ...(columns.length > most.columns ? [`columns 1-${most.columns} of ${columns.length} shown`] : []),
    ...(mayBeCut(table) ? [`there may be more: Databricks displays ${displayed}; count and select with SQL`] : []),
  ];
  const remark = notes.length === 0 ? '' : ` (${notes.join('; ')})`;
  return `rows displayed: ${rows.length}${remark}\n${fenced('csv', [names, ...fitting].join('\n'))}`;
}

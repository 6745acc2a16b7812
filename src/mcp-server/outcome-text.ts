import { collectRows } from '../statements/collect-rows.ts';
import type { Outcome, Result } from '../statements/statement.ts';
import { within } from '../statements/within.ts';
import { mostRows } from './parameters.ts';
import { progressLine } from './progress.ts';
import { inLine } from './result/escape.ts';
import { type Saved, savedText } from './result/saved-text.ts';
import { tableText } from './result/table-text.ts';
import type { Saving } from './saves.ts';
import type { ToolContext } from './tool.ts';

/** What the model reads of a statement: its rows, the file they were saved in, or how to ask for them later. */
export async function outcomeText(
  outcome: Outcome,
  saveAs: string | undefined,
  context: Pick<ToolContext, 'gone' | 'signal' | 'fetchSeconds' | 'saves' | 'workingDirectory'>,
): Promise<string> {
  if (outcome.outcome === 'running') {
    const { progress } = outcome;
    return `Not finished yet: ${progressLine(progress)}. ${askAgain(progress.statementId, saveAs)}`;
  }
  const { result } = outcome;
  const { columns, cutBy, rowCount, statementId } = result;
  if (columns.length === 0) return 'The statement ran and returned no rows.';
  if (saveAs !== undefined) {
    const place = { directory: context.workingDirectory, name: saveAs };
    const saved = await context.saves.save(place, result, { seconds: context.fetchSeconds(), gone: context.gone });
    return [...warehouseLine(result), saveText(saved, statementId, saveAs)].join('\n');
  }
  const rows = await within(collectRows(result, context.signal), context.fetchSeconds());
  if (rows === undefined) {
    return `The statement has succeeded, but its rows did not come in time. ${askAgain(statementId, undefined)} Or give it save_as.`;
  }
  const text = tableText({
    columns,
    rows,
    ...(rowCount === undefined ? {} : { rowCount }),
    ...(cutBy === undefined ? {} : { cutBy }),
    ways: ['narrow', ...(rowCount === mostRows ? [] : (['row_limit'] as const)), 'save_as'],
  });
  return [...warehouseLine(result), text].join('\n');
}

/** What the model reads of a file, finished or not. */
export function saveText(saved: Saved | Saving, statementId: string, saveAs: string): string {
  if ('path' in saved) return savedText(saved);
  const { rows, rowCount } = saved;
  const far = rowCount === undefined ? `${rows} rows` : `${rows} of ${rowCount} rows`;
  return `The statement has succeeded, and its file is still being written: ${far} so far. ${askAgain(statementId, saveAs)}`;
}

function askAgain(statementId: string, saveAs: string | undefined): string {
  const given = [`statement_id ${statementId}`, ...(saveAs === undefined ? [] : [`save_as ${inLine(saveAs)}`])];
  return `Ask again with poll_sql_result, ${given.join(', ')}.`;
}

/** Where nobody has named a SQL warehouse, it is said which one was taken. */
function warehouseLine({ warehouse: { chosen, name, id } }: Result): string[] {
  return chosen ? [`SQL warehouse: ${inLine(name ?? id)}`] : [];
}

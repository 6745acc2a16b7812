import { collectRows } from '../statements/collect-rows.ts';
import { saveRows } from '../statements/result-files/save-rows.ts';
import type { Outcome, Result } from '../statements/statement.ts';
import { mostRows } from './parameters.ts';
import { progressLine } from './progress.ts';
import { inLine } from './result/escape.ts';
import { savedText } from './result/saved-text.ts';
import { tableText } from './result/table-text.ts';
import type { ToolContext } from './tool.ts';

/** What the model reads of a statement: its rows, the file they were saved in, or how to ask for them later. */
export async function outcomeText(
  outcome: Outcome,
  saveAs: string | undefined,
  { signal, workingDirectory }: Pick<ToolContext, 'signal' | 'workingDirectory'>,
): Promise<string> {
  if (outcome.outcome === 'running') {
    const { progress } = outcome;
    const given = [
      `statement_id ${progress.statementId}`,
      ...(saveAs === undefined ? [] : [`save_as ${inLine(saveAs)}`]),
    ];
    return `Not finished yet: ${progressLine(progress)}. Ask again with poll_sql_result, ${given.join(', ')}.`;
  }
  const { result } = outcome;
  const { columns, cutBy, rowCount } = result;
  if (columns.length === 0) return 'The statement ran and returned no rows.';
  if (saveAs !== undefined) {
    const rows = result.batches(signal);
    const saved = await saveRows({ directory: workingDirectory, name: saveAs, columns, rows, signal });
    return [...warehouseLine(result), savedText({ ...saved, ...(cutBy === undefined ? {} : { cutBy }) })].join('\n');
  }
  const text = tableText({
    columns,
    rows: await collectRows(result, signal),
    ...(rowCount === undefined ? {} : { rowCount }),
    ...(cutBy === undefined ? {} : { cutBy }),
    ways: ['narrow', ...(rowCount === mostRows ? [] : (['row_limit'] as const)), 'save_as'],
  });
  return [...warehouseLine(result), text].join('\n');
}

/** Where nobody has named a SQL warehouse, it is said which one was taken. */
function warehouseLine({ warehouse: { chosen, name, id } }: Result): string[] {
  return chosen ? [`SQL warehouse: ${inLine(name ?? id)}`] : [];
}

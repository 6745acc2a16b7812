import { collectRows } from '../statements/collect-rows.ts';
import type { Outcome, Result } from '../statements/statement.ts';
import { csvBlock } from './csv-block.ts';
import { progressLine } from './progress.ts';
import type { ToolContext } from './tool.ts';

/** What the model reads of a statement: its rows, the file they were saved in, or how to ask for them later. */
export async function outcomeText(
  outcome: Outcome,
  _saveAs: string | undefined,
  { signal }: Pick<ToolContext, 'signal' | 'workingDirectory'>,
): Promise<string> {
  if (outcome.outcome === 'running') {
    const { progress } = outcome;
    return `Not finished yet: ${progressLine(progress)}. Ask again with poll_sql_result, statement_id ${progress.statementId}.`;
  }
  const { result } = outcome;
  if (result.columns.length === 0) return 'The statement ran and returned no rows.';
  const text = csvBlock({
    header: result.columns.map((column) => `${column.name}:${column.type_text}`),
    rows: await collectRows(result, signal),
    ...(result.truncated ? { cutBy: 'row_limit' } : {}),
  });
  return [...warehouseLine(result), text].join('\n');
}

/** Where nobody has named a SQL warehouse, it is said which one was taken. */
function warehouseLine({ warehouse: { chosen, name, id } }: Result): string[] {
  return chosen ? [`SQL warehouse: ${name ?? id}`] : [];
}

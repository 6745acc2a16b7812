import type { StatementState } from '../../databricks-api/statements.ts';
import { outcomeText, saveText } from '../outcome-text.ts';
import type { ToolContext } from '../tool.ts';

type Given = { readonly statement_id: string; readonly save_as?: string | undefined; readonly cancel: boolean };

/** Waits for a statement, or ends it, and gives what the model reads of it. */
export async function pollSqlResult({ statement_id, save_as, cancel }: Given, context: ToolContext): Promise<string> {
  const { statements, saves, gone, patienceSeconds, fetchSeconds, onProgress, note } = context;
  note({ statement_id });
  const wait = { signal: gone, patienceSeconds: patienceSeconds(), onProgress };
  if (cancel) {
    const { state, isOurs } = await statements.cancel(statement_id, wait);
    return `The statement ${statement_id} ${isOurs ? afterCancel[state] : before[state]}`;
  }
  if (save_as !== undefined) {
    const place = { directory: context.workingDirectory, name: save_as };
    const begun = await saves.wait(place, statement_id, { seconds: fetchSeconds(), gone });
    if (begun !== undefined) return saveText(begun, statement_id, save_as);
  }
  return outcomeText(await statements.poll(statement_id, wait), save_as, context);
}

const rowsAreThere = 'Its result can still be asked for with poll_sql_result.';
const going = 'is being cancelled; the SQL warehouse has taken the request.';

/** What had become of a statement before it could be cancelled. */
const before: Readonly<Record<StatementState, string>> = {
  PENDING: going,
  RUNNING: going,
  SUCCEEDED: `had succeeded before, so it was not cancelled. ${rowsAreThere}`,
  FAILED: 'had failed before, so it was not cancelled.',
  CANCELED: 'had been cancelled before.',
  CLOSED: 'had ended before, and its result is gone.',
};

const afterCancel: Readonly<Record<StatementState, string>> = {
  ...before,
  SUCCEEDED: `succeeded before the cancel reached it. ${rowsAreThere}`,
  FAILED: 'failed before the cancel reached it.',
  CANCELED: 'was cancelled.',
};

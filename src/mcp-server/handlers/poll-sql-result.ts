import { outcomeText } from '../outcome-text.ts';
import type { ToolContext } from '../tool.ts';

type Given = { readonly statement_id: string; readonly save_as?: string | undefined; readonly cancel: boolean };

/** Waits for a statement, or ends it, and gives what the model reads of it. */
export async function pollSqlResult({ statement_id, save_as, cancel }: Given, context: ToolContext): Promise<string> {
  const { statements, signal, patienceSeconds, onProgress, note } = context;
  note({ statement_id });
  if (cancel) {
    await statements.cancel(statement_id);
    return `The statement ${statement_id} was cancelled.`;
  }
  const wait = { signal, patienceSeconds: patienceSeconds(), onProgress };
  return outcomeText(await statements.poll(statement_id, wait), save_as, context);
}

import { runText } from '../notebook/run-text.ts';
import type { ToolContext } from '../tool.ts';
import { waitingOf } from './run-notebook.ts';

type Given = { readonly run_id: string; readonly cancel: boolean };

/** Waits for a run, or ends it, and gives what the model reads of it. */
export async function pollNotebookRun({ run_id, cancel }: Given, context: ToolContext): Promise<string> {
  const { notebooks } = context;
  if (!cancel) return runText(await notebooks.wait(run_id, waitingOf(context)));
  const { ran, notebook } = await notebooks.cancel(run_id, waitingOf(context));
  if (ran === undefined) return `The run ${run_id} is being cancelled.`;
  const kept = ran.isSaved ? ` What came before is saved in ${notebook.name}.` : '';
  return ran.outcome === 'cancelled'
    ? `The run ${run_id} was cancelled.${kept}`
    : `The run ${run_id} had ended before.${kept}`;
}

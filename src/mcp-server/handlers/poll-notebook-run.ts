import { LakegooseError } from '../../base/errors.ts';
import { leftLines, runText, unseenLines } from '../notebook/run-text.ts';
import { inLine } from '../result/escape.ts';
import type { ToolContext } from '../tool.ts';
import { waitingOf } from './run-notebook.ts';

type Given = { readonly run_id: string; readonly cancel: boolean };

/** Waits for a run, or ends it, and gives what the model reads of it. */
export async function pollNotebookRun({ run_id, cancel }: Given, context: ToolContext): Promise<string> {
  const { notebooks } = context;
  if (!cancel) return runText(await notebooks.wait(run_id, waitingOf(context)));
  try {
    const { ran, notebook, unseen } = await notebooks.cancel(run_id, waitingOf(context));
    if (ran === undefined) return `The run ${run_id} is being cancelled.`;
    const kept = ran.isSaved ? ` What came before is saved in ${inLine(notebook.name)}.` : '';
    const ended = ran.outcome === 'cancelled' ? 'was cancelled' : 'had ended before';
    return [`The run ${run_id} ${ended}.${kept}`, ...leftLines(ran.left), ...unseenLines(unseen)].join('\n');
  } catch (error) {
    // It had not come further than the start of its cluster.
    if (!(error instanceof LakegooseError) || error.code !== 'notebook.cancelled') throw error;
    return `The run ${run_id} was cancelled.`;
  }
}

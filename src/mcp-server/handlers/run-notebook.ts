import { readNotebook } from '../../notebooks/file/read-notebook.ts';
import { runLine, runText, unseenLines } from '../notebook/run-text.ts';
import type { Waiting } from '../notebook-runs.ts';
import type { ToolContext } from '../tool.ts';

/** Runs a notebook, or begins to, and gives what the model reads of it. */
export async function runNotebookNow({ path }: { readonly path: string }, context: ToolContext): Promise<string> {
  const notebook = await readNotebook({ directory: context.workingDirectory, given: path });
  return runText(await context.notebooks.begin(notebook, waitingOf(context)));
}

/** How long a call waits for a run, and who is told of it. */
export function waitingOf({ gone, patienceSeconds, tell, besides }: ToolContext): Waiting {
  return {
    gone,
    seconds: patienceSeconds(),
    onUnseen: (unseen) => besides(unseenLines(unseen)),
    onProgress: (progress) => tell(runLine(progress)),
  };
}

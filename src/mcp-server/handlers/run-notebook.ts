import { readNotebook } from '../../notebooks/file/read-notebook.ts';
import type { RunProgress } from '../../notebooks/run-notebook.ts';
import { runLine, runText } from '../notebook/run-text.ts';
import type { ToolContext } from '../tool.ts';

/** Runs a notebook, or begins to, and gives what the model reads of it. */
export async function runNotebookNow({ path }: { readonly path: string }, context: ToolContext): Promise<string> {
  const notebook = await readNotebook({ directory: context.workingDirectory, given: path, within: true });
  return runText(await context.notebooks.begin(notebook, waitingOf(context)));
}

/** How long a call waits for a run, and who is told of it. */
export function waitingOf({ gone, patienceSeconds, tell }: ToolContext) {
  return { gone, seconds: patienceSeconds(), onProgress: (progress: RunProgress) => tell(runLine(progress)) };
}

import type { Runner } from '../notebooks/run-notebook.ts';
import type { NotebookRuns } from './notebook-runs.ts';

/** What notebooks run with. */
export type NotebookSetting = { readonly runner: Runner };

/** The notebooks that a server runs. Loaded with the first one: no list of tools waits for it. */
export type OpenNotebookRuns = Pick<NotebookRuns, 'begin' | 'wait' | 'cancel' | 'close'>;

export function openNotebookRuns({ runner }: NotebookSetting): OpenNotebookRuns {
  let opened: Promise<NotebookRuns> | undefined;
  const runs = () => {
    opened ??= import('./notebook-runs.ts').then((loaded) => new loaded.NotebookRuns(runner));
    return opened;
  };
  return {
    begin: async (...given) => (await runs()).begin(...given),
    wait: async (...given) => (await runs()).wait(...given),
    cancel: async (...given) => (await runs()).cancel(...given),
    close: async () => (await opened)?.close(),
  };
}

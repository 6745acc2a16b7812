import type { Statements } from '../statements/open-session.ts';
import { type NotebookSetting, openNotebookRuns } from './open-notebook-runs.ts';
import { openSaves } from './open-saves.ts';

/** What is under way in a server, so that it does not end before its statements and notebooks. */
export function callsUnderWay(statements: Statements, setting: NotebookSetting) {
  const calls = new Set<Promise<unknown>>();
  const saves = openSaves();
  const notebooks = openNotebookRuns(setting);
  // Not at once: the client's first questions are not to be kept waiting for what a killed server has left running, nor
  // for what the first call needs.
  const later = setTimeout(() => {
    statements.sweep().catch(() => undefined);
    // Where that fails, the call itself tells.
    Promise.all([import('./answer-call.ts'), import('./handlers/execute-sql.ts')]).catch(() => undefined);
  }, 300);
  return {
    track: <T>(call: Promise<T>): Promise<T> => {
      calls.add(call);
      return call.finally(() => calls.delete(call));
    },
    saves,
    notebooks,
    /** Waits for the calls, which their clients can no longer hear of, and for the end of the files and statements. */
    over: async (): Promise<void> => {
      clearTimeout(later);
      await Promise.all([Promise.allSettled(calls), saves.close(), notebooks.close()]);
      await Promise.all([saves.close(), notebooks.close(), statements.close()]);
    },
  };
}

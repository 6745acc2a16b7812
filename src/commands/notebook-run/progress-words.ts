import type { Language } from '../../messages/language.ts';
import { type MessageCode, say } from '../../messages/say.ts';
import type { RunProgress } from '../../notebooks/run-notebook.ts';

/** Another state is told as the workspace names it. */
const stateCodes: Readonly<Record<string, MessageCode>> = {
  PENDING: 'notebook_run.starting',
  RESTARTING: 'notebook_run.restarting',
  TERMINATING: 'notebook_run.ending',
  TERMINATED: 'notebook_run.asleep',
};
/** What the kernel says in every cell that runs, and an address that is of use only where something is wrong. */
const usual = /Cluster: RUNNING \| Command: \w+ \| |Driver logs: \S+/g;

/** How far a run is, on one line. */
export function progressWords(progress: RunProgress, language: Language): string {
  if (progress.step === 'cluster') {
    const { name, state, seconds } = progress;
    const code = stateCodes[state];
    return say(language, 'notebook_run.cluster', { name, state: code ? say(language, code) : state, seconds });
  }
  const { cell, number, count, text } = progress;
  const state = text.replace(usual, '').replace(/\s+/g, ' ').trim();
  return say(language, 'notebook_run.cell', { cell, number, count, state });
}
